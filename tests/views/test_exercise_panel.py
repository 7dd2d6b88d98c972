"""The exercise panel: every kind is answered, graded, recorded and shown."""

import secrets
from typing import Any
from uuid import uuid4

import pytest

from app.classroom import Records
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import catalogue, variant
from tests.views.visits import Visit, texts


def opened(visit: Visit, view: str, exercise: str, token: str) -> Any:
    """A page with this exercise's box open."""
    test = visit(view, token)
    test.session_state[f"disclosed:{exercise}"] = True
    return test.run()


def submit(test: Any, exercise: str, layer: str, code: str) -> Any:
    """Press the editor's Check, as the browser tells of it."""
    key = f"code_editor:{exercise}-{layer}"
    memory = test.session_state[key]
    test.session_state[f"{key}:widget"] = {
        "check": {
            "id": str(uuid4()),
            "text": code,
            "serial": memory.serial + 1,
            "epoch": memory.epoch,
            "revision": memory.revision,
        }
    }
    return test.run()


def said(test: Any) -> str:
    """What the verdict boxes say."""
    return "\n".join(each.value for each in [*test.success, *test.warning])


def attempts(records: Records, token: str) -> Any:
    learner = records.learner_of(token)
    assert learner is not None
    return records.attempts(learner)


def test_a_right_choice_passes_and_is_recorded(visit: Visit, records: Records) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["argmax_ties"]
    test = opened(visit, "argmax", exercise.id, token)
    seed = seed_of_visitor(token, exercise.id)
    test.radio(key=f"choice-{exercise.id}-{seed}").set_value(variant(exercise, seed).answer).run()
    test.button(key=f"check-{exercise.id}").click().run()
    assert "Passed." in said(test)
    [recorded] = attempts(records, token)
    assert recorded.attempt.verdict.passed
    assert recorded.attempt.variant_seed == seed
    assert "1 of 2 exercises passed" in texts(visit("home", token))


def seed_of_visitor(token: str, exercise: str) -> int:
    """The seed the panel gives a visitor who has no answer yet."""
    import hashlib

    name = Visitor(token).name
    return int.from_bytes(hashlib.sha256(f"{name} {exercise}".encode()).digest()[:4], "big") >> 1


def test_no_choice_is_told_what_to_do(visit: Visit) -> None:
    token = secrets.token_urlsafe(32)
    test = opened(visit, "argmax", "argmax_ties", token)
    test.button(key="check-argmax_ties").click().run()
    assert not test.exception
    assert "This cannot be graded." in said(test)


@pytest.mark.parametrize(
    ("typed", "headline"), [("right", "Passed."), ("7", "Not yet"), ("many", "cannot be graded")]
)
def test_a_number_is_graded(visit: Visit, typed: str, headline: str) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["iou_by_hand"]
    test = opened(visit, "metrics", exercise.id, token)
    seed = seed_of_visitor(token, exercise.id)
    text = str(variant(exercise, seed).answer) if typed == "right" else typed
    test.text_input(key=f"number-{exercise.id}-{seed}").set_value(text)
    test.button(key=f"check-{exercise.id}").click().run()
    assert not test.exception
    assert headline in said(test)


def test_an_answer_not_yet_checked_survives_a_reload(visit: Visit) -> None:
    token = secrets.token_urlsafe(32)
    number, choice = catalogue()["iou_by_hand"], catalogue()["which_prediction"]
    fields = {
        each.id: f"{each.kind}-{each.id}-{seed_of_visitor(token, each.id)}" for each in (number, choice)
    }
    opened(visit, "metrics", number.id, token).text_input(key=fields[number.id]).set_value("0.1").run()
    opened(visit, "metrics", choice.id, token).radio(key=fields[choice.id]).set_value(1).run()
    assert opened(visit, "metrics", number.id, token).text_input(key=fields[number.id]).value == "0.1"
    assert opened(visit, "metrics", choice.id, token).radio(key=fields[choice.id]).value == 1


def test_code_right_and_wrong_with_the_reference_solution_after_passing(
    visit: Visit, records: Records
) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["pixel_accuracy"]
    test = opened(visit, "metrics", exercise.id, token)
    submit(test, exercise.id, "blanks", exercise.mistakes[0].source)
    assert "mistake many make" in said(test)
    submit(test, exercise.id, "blanks", exercise.solution_source)
    assert "Passed." in said(test)
    assert exercise.alternative_source.strip() in [each.value for each in test.code]
    assert [each.attempt.verdict.passed for each in attempts(records, token)] == [True, False]


def test_a_mask_exercise_shows_its_conditions_and_grades_the_start(visit: Visit) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["golf_fewest_cells"]
    test = opened(visit, "metrics", exercise.id, token)
    test.button(key=f"check-{exercise.id}").click().run()
    assert not test.exception
    assert "Not yet" in said(test)


def test_hints_open_one_at_a_time_and_stay_open(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    test = opened(visit, "argmax", "argmax_ties", token)
    test.button(key="hint-argmax_ties").click().run()
    assert "Hint 1 of 3" in texts(test)
    assert "Hint 2 of 3" not in texts(test)
    again = opened(visit, "argmax", "argmax_ties", token)
    assert "Hint 1 of 3" in texts(again)


def test_a_draft_comes_back_in_another_session(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    learner = records.ensure_learner(token)
    records.save_draft(learner, "mean_iou", "unaided", "def mean_iou(): half = 'done'")
    test = visit("metrics", token)
    test.session_state["disclosed:mean_iou"] = True
    test.session_state["layer-mean_iou"] = "unaided"
    test.run()
    assert test.session_state["code_editor:mean_iou-unaided"].text == "def mean_iou(): half = 'done'"


def test_records_that_fail_are_told_and_nothing_is_called_saved(
    visit: Visit, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.classroom import RecordsError

    token, exercise = secrets.token_urlsafe(32), catalogue()["pixel_accuracy"]
    test = opened(visit, "metrics", exercise.id, token)

    def fail(_: object) -> None:
        raise RecordsError("the disk is full")

    monkeypatch.setattr(records, "record", fail)
    submit(test, exercise.id, "blanks", exercise.mistakes[0].source)
    assert "Not saved: the records cannot be reached." in texts(test)
