"""What those who teach see of a class: the answers, a student's records, and when the class ends."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from app import state, wiring
from app.classroom import Records, schema
from app.classroom.hosting import KEPT, Classroom, Hosting
from app.ui.exercise.answer_key import number_shown
from app.ui.shell import menu
from app.views.teach import answers
from exercises._engine.catalogue import catalogue, variant
from exercises._engine.kinds import number
from lessons import COURSE
from lessons.questions import question
from tests.views.conftest import MAIN
from tests.views.visits import texts

TOKEN = "a" * 43


@pytest.fixture
def hosting(records: Records, monkeypatch: pytest.MonkeyPatch) -> Hosting:
    hosting = Hosting(records.database, records.changes)
    monkeypatch.setattr(wiring.hosting, "built", hosting)
    return hosting


@pytest.fixture
def opened(hosting: Hosting) -> Classroom:
    return hosting.classrooms.open(TOKEN, "Vision").classroom


@pytest.fixture
def see(records: Records, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`see(classroom, view, token)`: the class's own page as that browser sees it."""

    def open_page(classroom: UUID, view: str, token: str = TOKEN) -> AppTest:
        monkeypatch.setattr(state, "cookie", lambda _: wiring.signer().sign(token))
        test = AppTest.from_file(str(MAIN), default_timeout=60)
        test.run().switch_page(str(menu.view("teach")))
        test.query_params["class"] = str(classroom)
        test.run()
        return test.button_group[0].set_value(view).run() if test.button_group else test

    return open_page


def test_every_answer_of_a_lesson_is_there(see: Callable[..., Any], opened: Classroom) -> None:
    test = see(opened.id, "answers")
    assert not test.exception
    for lesson in COURSE:
        test.selectbox(key="answers").select(lesson.slug).run()
        assert not test.exception, lesson.slug
        for exercise in lesson.exercises:
            test.button(key=f"open-answer-{exercise}").click().run()
        assert not test.exception, lesson.slug
        said, code = texts(test), [each.value for each in test.code]
        for section in lesson.sections:
            for name in section.questions:
                asked = question(f"{lesson.slug}-{name}")
                assert answers._told(asked) in said
                right = f"**Right: {answers._without_numbers(asked.answer)}**"
                assert right in said or "measured as the page is shown" in answers._told(asked)
        for each in map(catalogue().__getitem__, lesson.exercises):
            if each.kind == "code":
                assert each.solution_source.strip() in [text.strip() for text in code], each.id
                assert each.sibling is None or each.sibling.solution_source.strip() in code
            elif each.kind == "choice":
                task = variant(each, 1)
                assert task.answer is not None
                option, why = task.options[int(task.answer)]
                assert f"**Right: {option}**" in said and why in said, each.id
            elif each.kind == "number":
                task = variant(each, 1)
                assert task.answer is not None and number_shown(each, task.answer) in said


def test_the_number_that_is_shown_is_right() -> None:
    numbers = [each for each in catalogue().values() if each.kind == "number"]
    for exercise in numbers:
        for seed in range(20):
            answer = variant(exercise, seed).answer
            assert answer is not None
            assert number.grade(exercise, number_shown(exercise, answer), seed).passed, (exercise.id, seed)
    assert len(numbers) > 5


def test_another_draw_is_another_task(see: Callable[..., Any], opened: Classroom) -> None:
    test = see(opened.id, "answers")
    test.selectbox(key="answers").select("metrics").run()
    test.button(key="open-answer-iou_by_hand").click().run()
    before = texts(test)
    test.button(key="answer-again-iou_by_hand").click().run()
    assert not test.exception and texts(test) != before


def test_words_find_their_exercise(see: Callable[..., Any], opened: Classroom) -> None:
    test = see(opened.id, "answers")
    test.selectbox(key="answers").select("argmax").run()
    search = next(each for each in test.text_input if each.label == "Words to find")
    search.set_value("TIES argmax").run()
    found = [each.key for each in test.button if each.key.startswith("open-answer-")]
    assert found == ["open-answer-argmax_ties"]
    search.set_value("wombat").run()
    assert "Nothing in this lesson has all of these words" in texts(test)


def test_who_does_not_teach_the_class_sees_no_answer(see: Callable[..., Any], opened: Classroom) -> None:
    test = see(opened.id, "answers", token="b" * 43)
    assert "Asked first" not in texts(test) and not test.selectbox


def test_a_student_is_taken_along_and_deleted(
    see: Callable[..., Any], opened: Classroom, hosting: Hosting, records: Records
) -> None:
    learner = records.ensure_learner("laptop")
    me = hosting.members.join(learner, opened.join_code, "Blue *heron*").member
    test = see(opened.id, "data")
    assert not test.exception
    test.selectbox[0].select(str(me)).run()
    assert not test.exception and r"Blue \*heron\*" in texts(test)
    teacher = hosting.classrooms.teacher(TOKEN, opened.id)
    assert teacher is not None
    assert "heron" not in json.dumps(hosting.privacy.export(teacher, me))
    next(each for each in test.button if each.label.startswith("Delete all that the class")).click().run()
    assert not test.exception and hosting.members.of_class(teacher) == ()
    assert "Nobody has joined yet." in texts(test)


def test_a_class_that_ends_soon_says_so_and_can_be_kept(
    see: Callable[..., Any], opened: Classroom, hosting: Hosting
) -> None:
    assert "are deleted on" not in texts(see(opened.id, "students"))
    teacher = hosting.classrooms.teacher(TOKEN, opened.id)
    assert teacher is not None
    looking = hosting.classrooms.renew_link(
        teacher, next(role for role in type(teacher.role) if role != teacher.role)
    )
    assert hosting.classrooms.enter("c" * 43, looking) is not None
    soon = schema.now() + timedelta(days=13)
    hosting.classrooms.change(teacher, purge_on=soon)
    test = see(opened.id, "students", token="c" * 43)
    assert f"are deleted on {soon.day} {soon:%B %Y}." in texts(test)
    assert [each for each in test.button if each.label == "Keep it another year"] == []
    test = see(opened.id, "students")
    next(each for each in test.button if each.label == "Keep it another year").click().run()
    assert "are deleted on" not in texts(test)
    kept = hosting.classrooms.get(teacher).purge_on
    assert abs(kept - schema.now() - KEPT) < timedelta(minutes=1)
