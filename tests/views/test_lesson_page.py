"""The frame of every lesson: its path and map, the predictions it asks for and takes up, and where one resumes."""

import json
import secrets
from typing import Any

import pytest

from app.classroom import Records
from app.ui.kit.lesson_text import parts
from app.ui.shell import place
from app.ui.shell.learner import Visitor
from app.ui.shell.lesson_map import map_of
from app.ui.shell.minutes import path_minutes, section_minutes
from lessons import COURSE, Lesson, lesson
from lessons.questions import questions
from tests.views.visits import Visit, passing, texts

EVERY = pytest.mark.parametrize("each", COURSE, ids=lambda each: each.slug)
A_PATH_OF_MINUTES = 25


@EVERY
def test_a_path_is_short_and_ends_in_sentences_to_keep(each: Lesson) -> None:
    assert 10 <= path_minutes(each) <= A_PATH_OF_MINUTES
    assert 2 <= len(each.path) <= 3
    assert 2 <= sum(section.figures for section in each.sections if not section.deeper) <= 4
    assert len([line for line in parts(each.slug)["recap"].splitlines() if line.startswith("- ")]) == 5


@EVERY
def test_the_sections_of_a_lesson_are_those_of_its_page_and_its_questions(each: Lesson, visit: Visit) -> None:
    names = [section.name for section in each.sections]
    assert len(set(names)) == len(names) and len(set(each.exercises)) == len(each.exercises)
    asked = {name for section in each.sections for name in section.questions}
    assert asked == set(questions(each.slug))
    test = visit(each.slug)
    assert not test.exception
    lines = {button.key for button in test.button if (button.key or "").startswith("open-deeper-")}
    assert lines == {f"open-deeper-{section.name}" for section in each.sections if section.deeper}
    boxes = {button.key for button in test.button if (button.key or "").startswith("open-exercise-")}
    if each.slug != "training":  # its clinic shows the exercises of one bug at a time
        assert boxes == {f"open-exercise-{exercise}" for exercise in each.exercises}


@EVERY
def test_the_menu_counts_the_exercises_that_the_page_shows_when_it_opens(each: Lesson, visit: Visit) -> None:
    test = visit(each.slug, closed_book=True)
    boxes = [button.key for button in test.button if (button.key or "").startswith("open-exercise-")]
    assert boxes == [f"open-exercise-{exercise}" for exercise in each.path]
    assert menu_label(test, each) == f"{each.title} (0/{len(boxes)})"


def test_menu_home_progress_and_the_end_of_a_lesson_count_alike(visit: Visit, records: Records) -> None:
    token, training = secrets.token_urlsafe(32), lesson("training")
    passing(records, token, training.path[0], "clinic_flat_loss_diagnosis")
    path, clinic = len(training.path), len(training.section("clinic").exercises)
    deeper = sum(len(section.exercises) for section in training.practice)
    page = visit("training", token)
    assert menu_label(page, training) == f"{training.title} (1/{path})"
    assert f"1 of {path} exercises passed. **Still to do on this lesson's path:**" in texts(page)
    assert f"1 of the clinic's {clinic} exercises are passed" in texts(page)
    home = next(line for line in texts(visit("home", token)).splitlines() if line.startswith(training.title))
    assert home.endswith(f" 1 of {path} exercises passed")
    progress = visit("progress", token)
    [bar] = [each.proto.body for each in progress.get("html") if f'"{training.title}:' in each.proto.body]
    assert f'max="{path}" value="1"' in bar and f">1 of {path} exercises passed" in bar
    assert f"**Deeper: The bug clinic** · 1 of {clinic} exercises passed" in texts(progress)
    passing(records, token, *training.path)
    end = texts(visit("training", token))
    assert (
        f"**Done.** You can now {training.outcome}. What goes deeper has {deeper} more exercises, 1 of" in end
    )


def menu_label(test: Any, each: Lesson) -> str:
    """What the menu calls a lesson."""
    [groups] = [
        data["groups"]
        for data in (
            json.loads(widget.proto.json) for widget in test.get("bidi_component") if widget.proto.json
        )
        if "groups" in data
    ]
    return next(link["label"] for group in groups for link in group["links"] if link["path"] == each.slug)


def test_what_goes_deeper_is_closed_and_opens_where_the_learner_stopped(
    visit: Visit, records: Records
) -> None:
    token = secrets.token_urlsafe(32)
    passing(records, token, "argmax_ties")
    test = visit("metrics", token, closed_book=True)
    assert "## Metric golf" not in texts(test)
    test.button(key="open-deeper-golf").click().run()
    assert "## Metric golf" in texts(test)
    learner = records.learner_of(token)
    assert learner and records.last_place(learner) == "metrics?section=golf"
    home = visit("home", token)
    [link] = [each for each in home.get("page_link") if each.proto.label.startswith("Resume")]
    assert link.proto.label == "Resume: Metrics: IoU, Dice, mIoU, Metric golf"
    assert link.proto.query_string == "section=golf"


def commit(test: Any, question: str, option: str) -> Any:
    """Choose an option of a question, and commit to it."""
    test.radio(key=f"choice-of-{question}").set_value(option)
    return test.button(key=f"commit-{question}").click().run()


def test_what_answers_a_question_is_drawn_once_the_learner_has_committed(
    visit: Visit, records: Records
) -> None:
    token = secrets.token_urlsafe(32)
    test = visit("metrics", token, closed_book=True)
    figure = "paint the pedestrians in"
    assert figure not in texts(test)
    commit(test, "metrics-trap", "Yes")
    assert figure in texts(test) and "**That is right.**" in texts(test)
    commit(test, "metrics-scores", "A little, by rounding")
    told = texts(test)
    reasons = questions("metrics")["scores"].reasons
    assert f"**It is: Yes, by a lot.** {reasons['A little, by rounding']} {reasons['Yes, by a lot']}" in told
    again = texts(visit("metrics", token, closed_book=True))
    assert figure in again and "A little, by rounding (yours)" in again
    assert "1 of 2 predictions came true." in again
    assert "You expected **A little, by rounding**. It was **Yes, by a lot**." in again
    learner = records.learner_of(token)
    assert learner and records.last_place(learner) == "metrics?section=scores"


def test_without_a_choice_one_is_asked_for_and_the_answer_can_be_had_anyway(
    visit: Visit, records: Records
) -> None:
    test = visit("metrics", closed_book=True)
    test.button(key="commit-metrics-trap").click().run()
    assert "Choose one of the answers first" in texts(test)
    test.button(key="pass-metrics-trap").click().run()
    assert "**The question was:**" in texts(test) and "paint the pedestrians in" in texts(test)
    assert "predictions came true" not in texts(test)


def test_the_map_says_what_is_done_and_what_is_left(visit: Visit, records: Records) -> None:
    token = secrets.token_urlsafe(32)
    passing(records, token, "pixel_accuracy")
    visit("metrics", token)
    visitor = Visitor(token, records.learner_of(token), records.progress(records.ensure_learner(token)))
    states = {step.name: step.state for step in map_of(lesson("metrics"), visitor).steps}
    assert (states["overlap"], states["trap"], states["boundary"]) == ("begun", "open", "none")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("metrics", "metrics"),
        ("metrics?section=golf", "metrics?section=golf"),
        ("metrics?exercise=mean_iou", "metrics?exercise=mean_iou"),
        ("metrics?section=gone", "metrics"),
        ("metrics?exercise=conv_parameters", "metrics"),
        ("nowhere?section=golf", None),
        ("", None),
        (None, None),
    ],
)
def test_a_stored_place_is_read_as_far_as_it_is_still_there(text: str | None, found: str | None) -> None:
    read = place.read(text)
    assert (read.text if read else None) == found


def test_minutes_are_at_least_one_and_the_sum_of_what_there_is() -> None:
    golf, own = lesson("metrics").section("golf"), lesson("metrics").section("boundary")
    assert section_minutes(lesson("metrics"), golf) > 10 > section_minutes(lesson("metrics"), own) >= 1
