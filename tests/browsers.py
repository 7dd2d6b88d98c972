"""The browser of the tests: one Chromium for each process of tests, and tabs of it that tests borrow."""

import shutil
import time
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Locator, Page, TimeoutError, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


_VIOLATION = "Content-Security-Policy refused"
_WATCH = f"""addEventListener("securitypolicyviolation", (event) =>
  console.error("{_VIOLATION}", event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber))"""


def wait_until(page: Page, expression: str, arg: object = None) -> None:
    """Wait, up to 20 s, until a JavaScript expression is true, or a function of `arg` gives something true.

    Playwright's own `wait_for_function` evaluates text inside the page, which the app's policy refuses.
    """
    deadline = time.monotonic() + 20
    while not page.evaluate(expression, arg):
        assert time.monotonic() < deadline, f"{expression} did not become true"
        page.wait_for_timeout(20)


def box(exercise: str) -> str:
    """What selects the box of this exercise: the block of its fragment, which holds the line that opens it."""
    return f".stVerticalBlock:has(> .st-key-open-exercise-{exercise})"


def stand_still(part: Locator) -> None:
    """Bring this part of the page into view and wait, up to 20 s, until it has not moved for a moment.

    Sections that arrive move what is below them, and whoever sees that waits before they click.
    """
    deadline = time.monotonic() + 20
    before, since = None, time.monotonic()
    while time.monotonic() - since < 0.7:
        state = part.evaluate(
            """part => {
                 part.scrollIntoView({ block: "nearest" });
                 const app = document.querySelector("[data-test-script-state]");
                 return [JSON.stringify(part.getBoundingClientRect()), app.dataset.testScriptState];
               }"""
        )
        if state != before or state[1] != "notRunning":
            before, since = state, time.monotonic()
        assert time.monotonic() < deadline, "the page does not stand still"
        part.page.wait_for_timeout(50)


class Tabs:
    """Tabs that tests borrow, each in a browser context of its own.

    A tab that comes back is emptied of all that a visitor leaves behind (cookies, storage, routes, the pointer)
    and lent to the next test. Its process still holds Streamlit's own code, loaded and compiled, so a page opens
    there in less than half of the time that it takes in a new one.

    `violations` is what pages tried since the last `take_back` that their Content-Security-Policy refuses.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[str, list[Page]] = {}
        self._lent: list[tuple[str, Page]] = []
        self.violations: list[str] = []

    def borrow(
        self,
        viewport: dict[str, int] | None = None,
        color_scheme: Any = "light",
        reduced_motion: Any = "no-preference",
        script: str = "",
        **context_options: Any,
    ) -> Page:
        """A tab that looks new, in which `script` runs before those of any page.

        `context_options` are those of Playwright's `new_context`.
        """
        kind = repr((script, sorted(context_options.items())))
        idle = self._idle.setdefault(kind, [])
        page = idle.pop() if idle else self._new(script, context_options)
        self._lent.append((kind, page))
        size = viewport or {"width": 1280, "height": 900}
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion)
        page.set_default_timeout(20_000)
        return page

    def _new(self, script: str, context_options: dict[str, Any]) -> Page:
        context = self._browser.new_context(**context_options)
        context.add_init_script(_WATCH)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.text))
        return page

    def _note(self, message: str) -> None:
        if message.startswith(_VIOLATION):
            self.violations.append(message)

    def take_back(self, reuse: bool = True) -> None:
        """Empty all lent tabs, or close them if they are not to be used again."""
        for kind, page in self._lent:
            if reuse and _emptied(page):
                self._idle[kind].append(page)
            else:
                page.context.close()
        self._lent.clear()
        self.violations.clear()


def _emptied(page: Page) -> bool:
    """Bring a tab back to how it was when it was new; whether that went well."""
    if page.is_closed() or len(page.context.pages) > 1:
        return False
    try:
        page.unroute_all()
        page.context.unroute_all()
        # The editor stores what was not saved yet as its page goes away, so this must come after it.
        page.evaluate(
            """() => addEventListener("pagehide", () => { localStorage.clear(); sessionStorage.clear(); })"""
        )
        page.goto("about:blank")
        page.mouse.move(0, 0)
        page.context.clear_cookies()
        page.context.clear_permissions()
    except Error:  # it shows an error of the browser's own, or crashed
        return False
    return True


def pick(combobox: Any, option: str) -> None:
    """Choose an option of a list by its text; again where a section drawn meanwhile has closed the list."""
    for patience in (1_000, 1_000, 2_000, 4_000, 20_000):
        combobox.fill(option)
        try:
            combobox.page.get_by_role("option", name=option).click(timeout=patience)
            return
        except TimeoutError:
            continue
    raise AssertionError(f"The list did not stay open long enough to choose {option!r}.")


def type_number(page: Any, label: str, value: int | str) -> None:
    """Type into the field with this label, and press Enter."""
    field = page.get_by_label(label, exact=True)
    field.fill(str(value))
    field.press("Enter")


def slide(page: Any, key: str, press: str) -> None:
    """One press of a key on a slider; one with another range takes its place a moment after its text."""
    slider = page.locator(f"[class*=st-key-{key}] input[type=range]")
    expect(slider).to_have_count(1)
    slider.press(press)


def choose(page: Any, key: str, option: str) -> None:
    """Click on an option by its text."""
    page.locator(f".st-key-{key}").get_by_text(option, exact=True).click()


PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
"""Pastes a text where the focus is; a browser without a window has no clipboard."""


def serious_violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds seriously wrong on the page as it stands: each rule with up to five places.

    But for code in words that is wider than a phone: Streamlit makes these panes, and Chromium and Firefox let the Tab
    key into whatever scrolls.
    """
    found = [
        (each["id"], [str(node["target"]) for node in each["nodes"]])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in {"serious", "critical"}
    ]
    ours = [
        (rule, [place for place in places if not _is_code_in_words(rule, place)]) for rule, places in found
    ]
    return [(rule, places[:5]) for rule, places in ours if places]


def _is_code_in_words(rule: str, place: str) -> bool:
    return rule == "scrollable-region-focusable" and "stMarkdownPre" in place


def scrolls_sideways(page: Page) -> bool:
    """Whether anything on the page is wider than its window."""
    return page.evaluate(
        """() => [document.documentElement, document.querySelector('.stMain')]
             .some(element => element && element.scrollWidth > element.clientWidth)"""
    )


def cut_off(page: Page) -> list[str]:
    """Texts of the page that end where their box ends, so that their last words cannot be read."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".stMain *")]
             .filter(each => ["hidden", "clip"].includes(getComputedStyle(each).overflowX)
               && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1 && each.textContent.trim()
               && !each.querySelector(".katex"))
             .map(each => each.textContent.trim())"""
    )
