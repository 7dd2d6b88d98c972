"""The live grid of a class in real Chromium: it follows the class without a rerun, and each cell opens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting
from exercises._engine.catalogue import catalogue
from exercises._engine.types import Verdict, VerdictKind
from tests.browsers import scrolls_sideways, serious_violations
from tests.servers import serving

pytestmark = pytest.mark.browser

MEAN, CODE = "iou_by_hand", "argmax_per_pixel"


class School:
    """A class whose students answer in this process; the server is told."""

    def __init__(self, url: str, records: Records) -> None:
        self.url, self.records = url, records
        self.hosting = Hosting(records.database, records.changes)
        self.learners: dict[str, UUID] = {}

    def open(self, page: Any, *names: str) -> None:
        """A class that the browser of this page teaches, with these students; and its live tab."""
        page.goto(f"{self.url}/teach")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        [cookie] = [each for each in page.context.cookies() if each["name"] == "pixelwise"]
        classroom = self.hosting.classrooms.open(cookie["value"].split(".")[0], "Vision").classroom
        self.id = classroom.id
        for name in names:
            learner = self.records.ensure_learner(f"{classroom.id}{name}".ljust(43, "_"))
            self.hosting.members.join(learner, classroom.join_code, name)
            self.learners[name] = learner
        self.page = page
        page.goto(f"{self.url}/teach?class={classroom.id}")
        page.get_by_text("Live", exact=True).click()
        expect(page.get_by_test_id("pw-class-status")).to_contain_text("As of")

    def answer(self, name: str, exercise: str, passed: bool = False, text: str = "") -> None:
        """A student's answer; what is told of it, the server hears."""
        known = catalogue()[exercise]
        kind = VerdictKind.PASSED if passed else VerdictKind.WRONG
        layer = known.layers[0].name if known.layers else "only"
        verdict = Verdict(exercise, passed, kind, "Look at the corners.")
        attempt = Attempt(
            uuid4(), self.learners[name], exercise, layer, known.content_hash, 5, text, verdict, known.points
        )
        self.records.record(attempt)
        assert self.page.request.get(f"{self.url}/tell/{self.id}/work").ok

    def cell(self, name: str, exercise: str) -> Any:
        title = catalogue()[exercise].title
        return self.page.locator(f'[role=gridcell][aria-label^="{name}, {title}:"]')


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Records]]:
    folder: Path = tmp_path_factory.mktemp("grid")
    environment = {"PIXELWISE_DATA_DIR": str(folder), "PIXELWISE_DATABASE_URL": ""}
    with serving("tests/app_server.py", environment, ready="/healthz") as url:
        records = Records(f"sqlite:///{folder / 'pixelwise.db'}")
        records.migrate()
        yield url, records
        records.close()


@pytest.fixture
def school(served: tuple[str, Records]) -> School:
    return School(*served)


def runs(page: Any) -> list[str]:
    """What the page asks the server for over its WebSocket from now on."""
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda payload: sent.append("sent")))
    return sent


def test_the_grid_follows_the_class_without_a_rerun(page: Any, school: School) -> None:
    sent = runs(page)
    school.open(page, "Ada", "Ben")
    expect(page.get_by_text("Nobody has tried an exercise yet.")).to_be_visible()
    before = len(sent)
    school.answer("Ada", MEAN)
    expect(school.cell("Ada", MEAN)).to_have_text("○ 1")
    expect(school.cell("Ben", MEAN)).to_have_text("·")
    school.answer("Ben", MEAN, passed=True)
    expect(school.cell("Ben", MEAN)).to_have_text("✓ 1")
    expect(page.get_by_text("50 % first try")).to_be_visible()
    for _ in range(2):
        school.answer("Ada", MEAN)
    expect(school.cell("Ada", MEAN)).to_have_text("! 3")
    expect(page.get_by_test_id("pw-class-alarms")).to_contain_text("Stuck now: 1")
    assert len(sent) == before, "nothing of it was a rerun"


def test_a_cell_opens_the_answer_and_any_earlier_one(page: Any, school: School) -> None:
    school.open(page, "Ada", "Ben")
    school.answer("Ada", CODE, text="def class_map(scores):\n    return 'first'")
    school.answer("Ada", CODE, text="def class_map(scores):\n    return 'second'")
    school.answer("Ben", MEAN, text="0.25")
    school.cell("Ada", CODE).click()
    answer = page.locator(".st-key-class-answer")
    expect(answer.get_by_role("heading", name="Ada")).to_be_visible()
    expect(answer).to_contain_text("'second'")
    expect(answer).to_contain_text("Look at the corners.")
    answer.get_by_text("1: not yet").click()
    expect(answer).to_contain_text("'first'")
    school.cell("Ben", MEAN).click()
    expect(answer.get_by_role("heading", name="Ben")).to_be_visible()
    expect(answer).to_contain_text("0.25")
    school.cell("Ben", CODE).click()
    expect(answer).to_contain_text("Nothing was answered yet.")


def test_the_keyboard_walks_and_opens(page: Any, school: School) -> None:
    school.open(page, "Ada", "Ben")
    school.answer("Ada", CODE, text="x = 1")
    school.answer("Ben", MEAN, text="0.5")
    expect(school.cell("Ben", MEAN)).to_have_text("○ 1")
    school.cell("Ada", CODE).focus()
    page.keyboard.press("ArrowRight")
    expect(school.cell("Ada", MEAN)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(school.cell("Ben", MEAN)).to_be_focused()
    school.answer("Ben", MEAN, text="0.75")
    expect(school.cell("Ben", MEAN)).to_have_text("○ 2")
    expect(school.cell("Ben", MEAN)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-class-answer")).to_contain_text("0.75")


def test_the_projector_shows_no_name(page: Any, school: School) -> None:
    school.open(page, "Ada", "Ben")
    school.answer("Ada", MEAN, text="0.5")
    school.cell("Ada", MEAN).click()
    expect(page.locator(".st-key-class-answer")).to_contain_text("Ada")
    page.get_by_role("button", name="For the projector: hide the names").click()
    main = page.get_by_test_id("stMain")
    expect(main).not_to_contain_text("Ada")
    expect(main).to_contain_text("One student")
    expect(main).to_contain_text("Student 2")
    assert page.locator("[aria-label*=Ada]").count() == 0
    page.get_by_role("button", name="Show the names").click()
    expect(main).to_contain_text("Ada")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_it_fits_and_axe_finds_nothing(new_tab: Any, school: School, width: int, scheme: str) -> None:
    page = new_tab(viewport={"width": width, "height": 844}, color_scheme=scheme)
    school.open(page, *(f"Student of a long name {number}" for number in range(30)))
    for exercise in (CODE, MEAN, "mean_iou", "stuff_or_things"):
        for number in range(3):
            for _ in range(number + 1):
                school.answer(f"Student of a long name {number}", exercise)
        school.answer("Student of a long name 4", exercise, passed=True)
    expect(page.get_by_test_id("pw-class-alarms")).to_contain_text("Stuck now: 4")
    assert not scrolls_sideways(page)
    assert serious_violations(page) == []
    frame = page.locator(".pw-class-frame")
    frame.evaluate("frame => frame.scrollTo(80, 300)")
    name = page.get_by_role("rowheader").nth(20).bounding_box()
    head = page.locator(".pw-class-head").bounding_box()
    whole = frame.bounding_box()
    assert name and head and whole
    assert abs(name["x"] - whole["x"]) < 3, "the names stay"
    assert abs(head["y"] - whole["y"]) < 3, "the titles stay"
