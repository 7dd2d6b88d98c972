"""Every page runs, without an exception, for every sort of visitor."""

import secrets
from pathlib import Path
from typing import Any

import pytest

from app.classroom import Records
from app.pages import TITLES
from exercises._engine.catalogue import catalogue
from lessons import COURSE, lesson
from tests.views.visits import Visit, passing, texts

_VIEWS = Path(__file__).parents[2] / "app" / "views"
VIEWS = sorted(path.parent.name for path in _VIEWS.glob("*/page.py"))


def test_every_lesson_has_its_view_and_every_view_is_reachable() -> None:
    assert {*VIEWS} == {"home", *TITLES} - {""}


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_runs_for_a_newcomer_and_leaves_no_record(view: str, visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    assert not visit(view, token).exception
    assert records.learner_of(token) is None


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_runs_for_a_learner_who_has_passed_everything(
    view: str, visit: Visit, records: Records
) -> None:
    token = secrets.token_urlsafe(32)
    passing(records, token, *catalogue())
    assert not visit(view, token).exception


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_runs_where_cookies_are_refused_and_says_so(view: str, visit: Visit) -> None:
    test = visit(view, no_cookie=True)
    assert not test.exception
    assert any("refuses cookies" in warning.value for warning in test.warning)


def test_a_checklist_item_ticks_when_all_its_exercises_are_passed(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    passing(records, token, "argmax_per_pixel")
    assert "1 of 2 exercises passed" in texts(visit("home", token))
    passing(records, token, "argmax_ties")
    assert "2 of 2 exercises passed" in texts(visit("home", token))


def test_a_lesson_names_what_it_builds_on_until_that_is_complete(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    expected = {"flavours": ["argmax", "metrics"], "argmax": [], "home": [], "progress": []}
    for page, slugs in expected.items():
        assert _earlier(visit(page, token)) == slugs
    passing(records, token, *lesson("argmax").exercises)
    assert _earlier(visit("flavours", token)) == ["metrics"]
    passing(records, token, *lesson("metrics").exercises)
    assert _earlier(visit("flavours", token)) == []


def _earlier(page: Any) -> list[str]:
    """Where the links after "Builds on" lead."""
    blocks = [each for each in page.main.children.values() if each.type == "flex_container"]
    above = [block for block in blocks if block.caption and block.caption[0].value == "Builds on"]
    return [link.proto.page for block in above for link in block.get("page_link")]


def test_home_resumes_where_the_learner_was(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    learner = records.ensure_learner(token)
    visit("metrics", token)
    assert records.last_place(learner) == "metrics"


def test_progress_shows_points_and_unaided_passes(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    passing(records, token, "argmax_per_pixel")
    passing(records, token, "argmax_per_pixel", layer="unaided")
    bars = [each.proto.body for each in visit("progress", token).get("html")]
    assert any("1 of 2 exercises passed · 15 of 20 points" in each for each in bars)


def links(test: Any) -> list[tuple[str, str, str]]:
    """The links of a page to exercises: the page, the query, the words."""
    found = [each.proto for each in test.get("page_link")]
    return [(each.page, each.query_string, each.label) for each in found if each.query_string]


def test_progress_leads_to_every_exercise_and_to_the_next_one(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    newcomer, *rest = links(visit("progress", token))
    assert newcomer[:2] == ("argmax", "exercise=argmax_per_pixel") and "Next: " in newcomer[2]
    assert [each[:2] for each in rest] == [
        (lesson.slug, f"exercise={exercise}")
        for lesson in COURSE
        for exercise in (*lesson.path, *(each for section in lesson.practice for each in section.exercises))
    ]
    assert all(" · open, 0 of " in each[2] for each in rest)
    # The next one is where the learner was last.
    passing(records, token, "argmax_per_pixel", "pixel_accuracy")
    passing(records, token, "argmax_per_pixel", layer="unaided")
    visit("metrics", token)
    following, *rest = links(visit("progress", token))
    assert following[:2] == ("metrics", "exercise=iou_by_hand")
    words = {query.removeprefix("exercise="): label for _, query, label in rest}
    assert words["argmax_per_pixel"].endswith(" · passed, unaided, 2 attempts, 15 of 15 points")
    assert words["pixel_accuracy"].endswith(" · passed, not yet unaided, 1 attempt, 10 of 15 points")
    # A path that is done leads on to the first open exercise of the course, and all paths to what goes deeper.
    passing(records, token, *lesson("metrics").path)
    assert links(visit("progress", token))[0][:2] == ("argmax", "exercise=argmax_ties")
    passing(records, token, *(exercise for each in COURSE for exercise in each.path))
    assert links(visit("progress", token))[0][1] == f"exercise={lesson('metrics').practice[0].exercises[0]}"
    passing(records, token, *catalogue())
    assert len(links(visit("progress", token))) == len(rest)


def test_progress_has_a_bar_for_the_course_and_for_each_lesson(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    passing(records, token, "argmax_per_pixel")
    bars = [
        each.proto.body for each in visit("progress", token).get("html") if "<progress" in each.proto.body
    ]
    assert len(bars) == 1 + len(COURSE)
    total = sum(len(lesson.path) for lesson in COURSE)
    assert f'max="{total}" value="1" aria-label="All lessons: exercises passed"' in bars[0]
    assert 'max="2" value="1"' in bars[1] and "1 of 2 exercises passed · 10 of 20 points" in bars[1]


def test_the_session_forgets_when_its_owner_changes(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    from app import state

    test = visit("argmax", closed_book=True)
    test.radio(key="choice-of-argmax-winner").set_value("Car")
    test.button(key="commit-argmax-winner").click().run()
    assert "That is right." in texts(test)
    monkeypatch.setattr(state, "cookie", lambda _: secrets.token_urlsafe(32))
    test.run()
    assert "That is right." not in texts(test)


def test_deleting_leaves_nothing(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    passing(records, token, "argmax_ties")
    test = visit("progress", token)
    next(button for button in test.button if button.label == "Delete everything about me").click().run()
    assert not test.exception
    assert records.learner_of(token) is None


def test_a_wrong_recovery_code_is_answered_with_one_sentence(visit: Visit) -> None:
    test = visit("progress")
    test.text_input[0].set_value("AAAAA-AAAAA-AAAAA-AAAAA")
    next(button for button in test.button if button.label == "Bring my progress here").click().run()
    assert [error.value for error in test.error] == [
        "No progress belongs to this code. Check it character by character, or make a new one on the other device."
    ]
