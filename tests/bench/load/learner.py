"""A learner of a class: opens pages, opens lines, answers predictions, checks answers, clicks networks.

Of a hundred actions sixty open a line or answer a prediction, twenty check an answer (code among them), ten are clicks
that run a network and ten open another page. What the open page does not offer is owed, and done on the next page
that does, so that the shares hold.
"""

import asyncio
import json
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from exercises._engine.catalogue import catalogue
from lessons import COURSE
from tests.bench.load.browser import Browser, FailedError, ShownWidget

SHARES = {"line": 30, "prediction": 30, "check": 20, "network": 10, "page": 10}
"""How many of a hundred actions are of which kind."""

SECTION, QUIET = "section", "quiet"
"""Beside them: a section that comes into view, and one that a quiet page asks for by itself."""

_READS_ON = 0.25  # of the actions, as long as there is something below
_RIGHT = 0.4  # of the checked code; the rest are starters
_NETWORK_PAGES = ("unet", "prompting")
_OWED_AT_MOST = 4
_LINE = "open-"
_QUESTION = "choice-of-"


@dataclass(frozen=True)
class Action:
    """What a learner did, the seconds until its last run had finished, and why it failed ("" if it did not)."""

    kind: str
    seconds: float
    error: str = ""


async def timed(kind: str, work: Awaitable[None]) -> Action:
    """The action, once the work for it is done or has failed."""
    start = time.perf_counter()
    try:
        await work
    except FailedError as error:
        return Action(kind, time.perf_counter() - start, str(error))
    return Action(kind, time.perf_counter() - start)


class Learner:
    """One learner at one browser; `seed` decides everything they do."""

    def __init__(self, browser: Browser, seed: int) -> None:
        self._browser, self._chance = browser, random.Random(seed)
        self._owed: deque[str] = deque(maxlen=_OWED_AT_MOST)
        self._ways: dict[str, Callable[[], Awaitable[None] | None]] = {
            "line": self._line,
            "prediction": self._prediction,
            "check": self._check,
            "network": self._network,
            "page": self._page,
        }
        self._changes: dict[str, int] = {}

    async def arrive(self) -> Action:
        """Open the first page."""
        return await timed("page", self._browser.open(self._chance.choice(COURSE).slug))

    async def act(self) -> list[Action]:
        """Do the next thing, after reading on as far as that takes; what came into view is told too."""
        read = [await self._read_on()] if self._places() and self._chance.random() < _READS_ON else []
        for kind in [*self._owed, *self._drawn()]:
            work = self._ways[kind]()
            while kind == "network" and work is None and self._on_network_page() and self._places():
                read.append(await self._read_on())
                work = self._ways[kind]()
            if work is None:
                if kind not in self._owed:
                    self._owed.append(kind)
                continue
            if kind in self._owed:
                self._owed.remove(kind)
            return [*read, await timed(kind, work)]
        return [*read, Action("page", 0.0, f"nothing can be done on {self._browser.page}")]

    async def rest(self, seconds: float) -> list[Action]:
        """Do nothing for so long. A page that has been quiet for a while asks for what is below by itself."""
        asked: list[Action] = []
        end = time.monotonic() + seconds
        while (place := next(iter(self._places()), None)) is not None:
            patience = json.loads(place.data)["patience"]
            if time.monotonic() + patience > end:
                break
            await asyncio.sleep(patience)
            asked.append(await timed(QUIET, self._browser.trigger(place, "wanted", "quiet")))
        await asyncio.sleep(max(0.0, end - time.monotonic()))
        return asked

    def _on_network_page(self) -> bool:
        return self._browser.page in _NETWORK_PAGES

    def _places(self) -> list[ShownWidget]:
        """The sections of the page that are yet to come, from top to bottom."""
        return self._browser.find("bidi_component", "in_view:")

    async def _read_on(self) -> Action:
        """Scroll until the next section comes into view."""
        return await timed(SECTION, self._browser.trigger(self._places()[0], "wanted", "near"))

    def _drawn(self) -> Iterator[str]:
        """Kinds of action as chance has them; so many that one of them can be done, if any can."""
        for _ in range(50):
            yield self._chance.choices(list(SHARES), list(SHARES.values()))[0]

    def _pick(self, kind: str, name: str) -> ShownWidget | None:
        elements = self._browser.find(kind, name)
        return self._chance.choice(elements) if elements else None

    def _line(self) -> Awaitable[None] | None:
        button = self._pick("button", _LINE)
        return None if button is None else self._browser.press(button)

    def _prediction(self) -> Awaitable[None] | None:
        radio = self._pick("radio", _QUESTION)
        if radio is None:
            return None
        [commit] = self._browser.find("button", f"commit-{radio.name.removeprefix(_QUESTION)}")
        return self._browser.submit(commit, radio, self._chance.randrange(len(radio.options)))

    def _page(self) -> Awaitable[None] | None:
        menu = self._pick("bidi_component", "menu")
        if menu is None:
            return None
        pages = _NETWORK_PAGES if "network" in self._owed else tuple(lesson.slug for lesson in COURSE)
        page = self._chance.choice([each for each in pages if each != self._browser.page])
        self._browser.page = page
        return self._browser.trigger(menu, "followed", page)

    def _check(self) -> Awaitable[None] | None:
        """Check an exercise whose box is open; open one where none is."""
        ways = [*self._code_checks(), *self._other_checks()]
        if ways:
            return self._chance.choice(ways)()
        boxes = [
            each for each in self._browser.find("button", _LINE) if _exercise_of(each.name) in catalogue()
        ]
        if not boxes:
            return None
        self._owed.append("check")
        return self._browser.press(self._chance.choice(boxes))

    def _code_checks(self) -> list[Callable[[], Awaitable[None]]]:
        checks: list[Callable[[], Awaitable[None]]] = []
        for editor in self._browser.find("bidi_component", "code_editor:"):
            exercise, _, layer = editor.name.split(":")[1].rpartition("-")
            if exercise in catalogue():
                checks.append(partial(self._check_code, editor, exercise, layer))
        return checks

    async def _check_code(self, editor: ShownWidget, exercise: str, layer: str) -> None:
        data, known = json.loads(editor.data), catalogue()[exercise]
        right = self._chance.random() < _RIGHT
        text = known.solution_source if right else known.layer(layer).starter
        message = {
            "text": text,
            "epoch": data["epoch"],
            "revision": data["revision"],
            "serial": data["serial"] + 1,
            "id": str(UUID(int=self._chance.getrandbits(128), version=4)),
        }
        await self._browser.trigger(editor, "check", message)

    def _other_checks(self) -> list[Callable[[], Awaitable[None]]]:
        return [
            partial(self._check_other, button, button.name.removeprefix("check-"))
            for button in self._browser.find("button", "check-")
        ]

    async def _check_other(self, button: ShownWidget, exercise: str) -> None:
        fields = self._browser.find("text_input", f"number-{exercise}-")
        radios = self._browser.find("radio", f"choice-{exercise}-")
        if fields:
            await self._browser.type(fields[0], str(self._chance.randrange(100)))
        if radios:
            await self._browser.choose(radios[0], self._chance.randrange(len(radios[0].options)))
        await self._browser.press(button)

    def _network(self) -> Awaitable[None] | None:
        probe = self._pick("bidi_component", "picture_probe_widget:unet-pixel")
        if probe is not None:
            return self._ask_pixel(probe)
        canvas = self._pick("bidi_component", "prompt_canvas_widget:prompting")
        return None if canvas is None else self._point(canvas)

    async def _ask_pixel(self, probe: ShownWidget) -> None:
        """Ask another pixel of the U-Net's prediction: the browser fetches its field, then reports."""
        data = json.loads(probe.data)
        row, column = (self._chance.randrange(side) for side in data["shape"])
        if data["ahead"]:
            await self._browser.fetch(data["ahead"][0], {"row": str(row), "column": str(column)})
        held = [name for name, _ in data["parts"]]
        message = {"row": row, "column": column, "has": held}
        await self._browser.tell(probe, "probed", message | self._numbered(probe, data))

    async def _point(self, canvas: ShownWidget) -> None:
        """Point at another place of the picture: the browser fetches the masks, then reports."""
        data = json.loads(canvas.data)
        clicks = [[*(self._chance.randrange(side) for side in data["shape"]), True]]
        if data["ahead"]:
            await self._browser.fetch(data["ahead"], {"prompts": json.dumps({"clicks": clicks, "box": None})})
        message = {"clicks": clicks, "box": None, "chosen": None, "holds": data["picture"]}
        await self._browser.tell(canvas, "pointed", message | self._numbered(canvas, data))

    def _numbered(self, component: ShownWidget, data: dict[str, int]) -> dict[str, int]:
        """The revision that a message answers, and its own number."""
        name = f"{component.name} {data['revision']}"
        self._changes[name] = max(self._changes.get(name, 0), data["changes"]) + 1
        return {"revision": data["revision"], "changes": self._changes[name]}


def _exercise_of(line: str) -> str:
    """The exercise that this line opens, in this build and in those before it; a code's line opens none."""
    return line.removeprefix(_LINE).removeprefix("exercise-")
