"""The exercise panel: every kind is answered, graded, recorded and shown."""

import secrets
import threading
from typing import Any
from uuid import uuid4

import pytest

from app import wiring
from app.classroom import Records
from app.ui.exercise import python_ready
from app.ui.shell.learner import Visitor
from exercises._engine import prepare
from exercises._engine.catalogue import catalogue, variant
from exercises._engine.grader import Grader
from tests.views.visits import Visit, texts
from tests.waits import until


def opened(visit: Visit, view: str, exercise: str, token: str) -> Any:
    """A page with this exercise's box open."""
    test = visit(view, token)
    test.session_state["lines"] = {f"exercise-{exercise}": True}
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


def drawn(test: Any) -> str:
    """The HTML of a page."""
    return "".join(each.proto.body for each in test.get("html"))


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


def choose(test: Any, token: str, exercise: str, *, right: bool) -> Any:
    """Pick a right or a wrong option of the task that is shown, and check it."""
    [radio] = [each for each in test.radio if (each.key or "").startswith(f"choice-{exercise}-")]
    task = variant(catalogue()[exercise], int(radio.key.rsplit("-", 1)[1]))
    answer = next(index for index in range(len(task.options)) if (index == task.answer) is right)
    radio.set_value(answer).run()
    return test.button(key=f"check-{exercise}").click().run()


def points_of(records: Records, token: str, exercise: str) -> int:
    learner = records.learner_of(token)
    assert learner is not None
    return records.progress(learner).of(exercise).points


def test_a_wrong_choice_draws_a_new_task_and_passing_then_earns_less(visit: Visit, records: Records) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["argmax_ties"]
    test = opened(visit, "argmax", exercise.id, token)
    rule = "5 points at the first try, 4 at the second, 2 after that. A wrong answer draws a new task."
    assert rule in texts(test)
    choose(test, token, exercise.id, right=False)
    assert "Not yet." in said(test) and f"{rule} After 1 wrong answer, it is 4 now." in texts(test)
    # What was answered wrong stays in sight with its explanation, and cannot be answered again.
    first = test.radio(key=f"choice-{exercise.id}-{seed_of_visitor(token, exercise.id)}")
    assert first.disabled and f"check-{exercise.id}" not in [each.key for each in test.button]
    press(test, "Go on to a new task")
    [radio] = [each for each in test.radio if each.key.startswith(f"choice-{exercise.id}-")]
    assert radio.key != first.key and radio.value is None and not radio.disabled
    assert "Not yet." not in said(test)
    choose(test, token, exercise.id, right=True)
    assert "Passed." in said(test) and "at the first try" not in texts(test)
    assert points_of(records, token, exercise.id) == 4
    old, new = attempts(records, token)[::-1]
    assert old.attempt.variant_seed != new.attempt.variant_seed and new.attempt.points == 4


def test_after_a_wrong_choice_a_reload_shows_the_new_task(visit: Visit, records: Records) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["argmax_ties"]
    choose(opened(visit, "argmax", exercise.id, token), token, exercise.id, right=False)
    again = opened(visit, "argmax", exercise.id, token)
    [radio] = [each for each in again.radio if each.key.startswith(f"choice-{exercise.id}-")]
    seed, before = int(radio.key.rsplit("-", 1)[1]), seed_of_visitor(token, exercise.id)
    assert variant(exercise, seed) != variant(exercise, before)
    assert radio.value is None and not radio.disabled
    assert "After 1 wrong answer, it is 4 now." in texts(again)


def test_a_wrong_number_is_told_the_values_and_may_be_corrected_for_less(
    visit: Visit, records: Records
) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["iou_by_hand"]
    task = variant(exercise, seed_of_visitor(token, exercise.id))
    test = opened(visit, "metrics", exercise.id, token)
    number_in(test, token).set_value("7").run()
    test.button(key=f"check-{exercise.id}").click().run()
    assert task.worked in said(test).replace("\\", "") and "it is 7 now" in texts(test)
    number_in(test, token).set_value("not a number").run()
    test.button(key=f"check-{exercise.id}").click().run()
    assert "cannot be graded" in said(test) and "it is 7 now" in texts(test)
    number_in(test, token).set_value(str(task.answer)).run()
    test.button(key=f"check-{exercise.id}").click().run()
    assert "Passed." in said(test)
    assert points_of(records, token, exercise.id) == 7


def test_the_unaided_layer_has_its_own_task_and_shows_no_solution_before_it_passes(
    visit: Visit, records: Records
) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["pixel_accuracy"]
    sibling = exercise.sibling
    assert sibling is not None
    test = opened(visit, "metrics", exercise.id, token)
    submit(test, exercise.id, "blanks", exercise.solution_source)
    assert exercise.alternative_source.strip() in [each.value for each in test.code]
    test.session_state[f"layer-{exercise.id}"] = "unaided"
    test.run()
    assert sibling.prompt.strip() in texts(test) and exercise.prompt.strip() not in texts(test)
    solutions = {exercise.solution_source, exercise.alternative_source, sibling.solution_source}
    assert not {each.strip() for each in solutions} & {each.value for each in test.code}
    assert "without hints: 5 points more" in texts(test)
    renamed = exercise.solution_source.replace(exercise.function, sibling.function)
    submit(test, exercise.id, "unaided", renamed)
    assert "this task asks for something else" in said(test)
    assert not {each.strip() for each in solutions} & {each.value for each in test.code}
    submit(test, exercise.id, "unaided", sibling.solution_source)
    assert "Passed." in said(test)
    assert sibling.solution_source.strip() in [each.value for each in test.code]
    assert points_of(records, token, exercise.id) == 15


def test_a_hidden_score_is_told_only_when_it_is_checked(visit: Visit) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["paint_no_skips"]
    assert not exercise.live
    test = opened(visit, "unet", exercise.id, token)
    assert "told when you check" in texts(test) and "IoU 0." not in texts(test)
    test.button(key=f"check-{exercise.id}").click().run()
    assert "needs at least" in said(test) and "it is 10 now" in texts(test)


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


def test_code_that_comes_before_python_is_prepared_waits_for_it(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()
    monkeypatch.setattr(prepare, "is_prepared", lambda: False)
    monkeypatch.setattr(prepare, "prepare", lambda: asked.wait(60))
    said_while_waiting: list[str] = []
    exercise = catalogue()["argmax_per_pixel"]
    test = opened(visit, "argmax", exercise.id, secrets.token_urlsafe(32))
    with Grader(workers=1) as grader:
        monkeypatch.setattr(wiring.grader, "built", grader)
        until(lambda: grader.is_preparing)
        real = python_ready.waited_for

        def noted(words: str, work: Any) -> Any:
            said_while_waiting.append(words)
            asked.set()
            return real(words, work)

        monkeypatch.setattr(python_ready, "waited_for", noted)
        submit(test, exercise.id, "blanks", exercise.solution_source)
        assert "Passed." in said(test) and not grader.is_preparing
    assert "takes about a minute, once" in said_while_waiting[0]


def test_a_worked_example_shown_before_python_is_prepared_runs_once_it_is(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()
    monkeypatch.setattr(prepare, "is_prepared", lambda: False)
    monkeypatch.setattr(prepare, "prepare", lambda: asked.wait(60))
    with Grader(workers=1) as grader:
        monkeypatch.setattr(wiring.grader, "built", grader)
        until(lambda: grader.is_preparing)
        test = visit("argmax")
        assert any(python_ready.WORDS in each.value for each in test.caption)
        assert not test.warning and "mask() returned" not in drawn(test)
        # What stands below it did not wait.
        assert "Exercise: Argmax for every pixel" in "".join(each.label for each in test.button)
        asked.set()
        until(lambda: not grader.is_preparing)
        test.run()
        assert not any(python_ready.WORDS in each.value for each in test.caption)
        assert not test.warning and "mask() returned" in drawn(test)


def test_a_mask_exercise_shows_its_conditions_and_grades_the_start(visit: Visit) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["golf_fewest_cells"]
    test = opened(visit, "metrics", exercise.id, token)
    test.button(key=f"check-{exercise.id}").click().run()
    assert not test.exception
    assert "Not yet" in said(test)


def test_hints_open_after_an_attempt_one_at_a_time_and_stay_open(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    test = opened(visit, "argmax", "argmax_ties", token)
    assert "3 hints open after your first attempt." in texts(test)
    assert not [each for each in test.button if each.key == "hint-argmax_ties"]
    choose(test, token, "argmax_ties", right=False)
    assert "after your first attempt" not in texts(test)
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
    test.session_state["lines"] = {"exercise-mean_iou": True}
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
    assert "Not saved yet: the records cannot be reached." in texts(test)


def number_in(test: Any, token: str) -> Any:
    return test.text_input(key=f"number-iou_by_hand-{seed_of_visitor(token, 'iou_by_hand')}")


def labels(test: Any) -> list[str]:
    return [each.label for each in test.button]


def press(test: Any, label: str) -> Any:
    """Press the button whose label begins so."""
    [button] = [each for each in test.button if each.label.startswith(label)]
    return button.click().run()


def drafts_of(records: Records, token: str, exercise: str, layer: str) -> tuple[str, list[str]]:
    """The current draft and the earlier ones."""
    learner = records.learner_of(token)
    assert learner is not None
    draft = records.draft(learner, exercise, layer)
    return draft.text if draft else "", [e.text for e in records.earlier_drafts(learner, exercise, layer)]


def type_code(test: Any, exercise: str, layer: str, code: str) -> Any:
    """Type into the editor, as the browser tells of it after a moment."""
    key = f"code_editor:{exercise}-{layer}"
    memory = test.session_state[key]
    draft = {
        "text": code,
        "serial": memory.serial + 1,
        "epoch": memory.epoch,
        "revision": memory.revision,
        "origin": None,
    }
    test.session_state[f"{key}:widget"] = {"draft": draft}
    return test.run()


NEWER = "A newer version of this answer was saved in another tab"


def test_two_tabs_of_a_code_exercise_lose_nothing(visit: Visit, records: Records) -> None:
    token, name = secrets.token_urlsafe(32), "pixel_accuracy"
    left = opened(visit, "metrics", name, token)
    right = opened(visit, "metrics", name, token)
    type_code(left, name, "blanks", "left 1")
    type_code(right, name, "blanks", "right 1")  # it has not seen the left one
    assert NEWER in said(right) and NEWER not in said(left)
    type_code(right, name, "blanks", "right 2")
    assert drafts_of(records, token, name, "blanks") == ("left 1", ["right 2"])
    type_code(left, name, "blanks", "left 2")
    assert drafts_of(records, token, name, "blanks") == ("left 2", ["right 2"])
    # The stale tab takes the newer text over, and goes on from there.
    press(right.run(), "Show the newer version here")
    assert right.session_state[f"code_editor:{name}-blanks"].text == "left 2"
    assert NEWER not in said(right)
    type_code(right, name, "blanks", "left 2, and more on the right")
    assert drafts_of(records, token, name, "blanks") == ("left 2, and more on the right", ["right 2"])
    # What lost is offered, and put back in exchange.
    press(right, "An earlier version of your answer is saved")
    assert "right 2" in [each.value for each in right.code]
    press(right, "Put it back")
    assert right.session_state[f"code_editor:{name}-blanks"].text == "right 2"
    assert drafts_of(records, token, name, "blanks") == ("right 2", ["left 2, and more on the right"])
    assert NEWER not in said(right) and NEWER in said(left.run())


def test_a_stale_tab_keeps_its_own_text_by_putting_it_back(visit: Visit, records: Records) -> None:
    token, name = secrets.token_urlsafe(32), "pixel_accuracy"
    left, right = (opened(visit, "metrics", name, token) for _ in range(2))
    type_code(left, name, "blanks", "left")
    type_code(right, name, "blanks", "right")
    press(right, "An earlier version")
    press(right, "Put it back")
    assert drafts_of(records, token, name, "blanks") == ("right", ["left"])
    type_code(right, name, "blanks", "right, and on")
    assert drafts_of(records, token, name, "blanks") == ("right, and on", ["left"])


def test_two_tabs_of_the_other_kinds_lose_nothing(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    left, right = (opened(visit, "metrics", "iou_by_hand", token) for _ in range(2))
    number_in(left, token).set_value("0.1").run()
    number_in(right, token).set_value("0.2").run()
    assert NEWER in said(right)
    right.run()  # a run in which nothing was typed saves nothing
    current, earlier = drafts_of(records, token, "iou_by_hand", "only")
    assert '"0.1"' in current and len(earlier) == 1 and '"0.2"' in earlier[0]
    press(right, "Show the newer version here")
    assert number_in(right, token).value == "0.1"
    press(right, "An earlier version")
    assert "0.2" in [each.value for each in right.code]
    press(right, "Put it back")
    assert number_in(right, token).value == "0.2"
    assert '"0.2"' in drafts_of(records, token, "iou_by_hand", "only")[0]


def test_an_answer_of_another_version_of_the_exercise_is_put_aside(visit: Visit, records: Records) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["argmax_ties"]
    learner = records.ensure_learner(token)
    records.save_draft(learner, exercise.id, "only", '{"seed": 7, "answer": 1}', content_hash="of last year")
    test = opened(visit, "argmax", exercise.id, token)
    assert not test.exception and "does not fit it any more" in "\n".join(each.value for each in test.info)
    assert drafts_of(records, token, exercise.id, "only") == ("", ['{"seed": 7, "answer": 1}'])
    press(test, "An earlier version of your answer is saved")
    assert "It no longer fits this exercise." in texts(test) and "Put it back" not in labels(test)
    test.radio[-1].set_value(0).run()
    assert '"answer": 0' in drafts_of(records, token, exercise.id, "only")[0]


def test_an_answer_of_this_version_or_an_unknown_one_stays(visit: Visit, records: Records) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()["argmax_ties"]
    learner = records.ensure_learner(token)
    for content_hash in ("", exercise.content_hash):
        records.save_draft(
            learner, exercise.id, "only", '{"seed": 7, "answer": 1}', content_hash=content_hash
        )
        test = opened(visit, "argmax", exercise.id, token)
        assert test.radio(key=f"choice-{exercise.id}-7").value == 1
        assert drafts_of(records, token, exercise.id, "only")[1] == []


def test_a_full_disk_is_told_and_what_was_typed_meanwhile_is_saved_later(
    visit: Visit, records: Records
) -> None:
    token, code = secrets.token_urlsafe(32), catalogue()["pixel_accuracy"]
    test = opened(visit, "metrics", code.id, token)
    type_code(test, code.id, "blanks", "before")
    test.session_state["lines"] = {f"exercise-{code.id}": True, "exercise-iou_by_hand": True}
    test.run()
    refuse_writes(records, "ON")  # reads go on, as on a full disk
    type_code(test, code.id, "blanks", "meanwhile")
    number_in(test, token).set_value("0.5").run()
    submit(test, code.id, "blanks", code.solution_source)
    test.run()
    assert not test.exception and not test.error
    assert said(test).count("Your work cannot be saved right now") == 1
    assert said(test).count("Not saved yet: the records cannot be reached.") == 2
    assert "Passed." in said(test) and "Saved." not in texts(test)
    assert test.session_state[f"code_editor:{code.id}-blanks"].saved == 1
    assert drafts_of(records, token, code.id, "blanks")[0] == "before"
    refuse_writes(records, "OFF")
    test.run()
    assert "cannot be saved" not in said(test) and "Not saved" not in said(test) + texts(test)
    assert "Saved." in texts(test)
    assert drafts_of(records, token, code.id, "blanks") == (code.solution_source, [])
    assert '"0.5"' in drafts_of(records, token, "iou_by_hand", "only")[0]
    assert [each.attempt.verdict.passed for each in attempts(records, token)] == [True]


def refuse_writes(records: Records, switch: str) -> None:
    raw = records.database._engine.raw_connection()
    raw.cursor().execute(f"PRAGMA query_only = {switch}")
    raw.close()


def test_a_browser_without_cookies_is_never_told_that_something_is_saved(visit: Visit) -> None:
    test = visit("metrics", no_cookie=True)
    test.session_state["lines"] = {"exercise-pixel_accuracy": True}
    test.run()
    type_code(test, "pixel_accuracy", "blanks", "typed")
    assert not test.exception
    assert "cannot be saved" not in said(test) and "Saved." not in texts(test)
