"""How far a visitor is: the whole course and each lesson as a bar, what to do next, and a link to every exercise.

A bar counts the exercises on the path, as the menu does; those that go deeper are counted apart, section by section.
"""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from app.classroom import ExerciseProgress, unaided_bonus
from app.ui.shell import menu
from app.ui.shell.learner import Visitor
from app.ui.shell.minutes import in_minutes
from exercises._engine.catalogue import Exercise, catalogue
from lessons import COURSE, Lesson


def progress_table(visitor: Visitor) -> None:
    """The whole course, then lesson by lesson."""
    if not visitor.progress.exercises:
        st.markdown("Nothing yet. Every exercise on a lesson's path that you pass fills a bar on this page.")
    _bar("All lessons", [exercise for lesson in COURSE for exercise in lesson.path], visitor)
    deeper = [exercise for lesson in COURSE for each in lesson.practice for exercise in each.exercises]
    st.caption(f"**Deeper**, off the paths · {_count(deeper, visitor)}")
    _next(visitor)
    for lesson in COURSE:
        st.subheader(lesson.title, anchor=lesson.slug)
        _bar(lesson.title, lesson.path, visitor)
        with st.container(key=f"progress-{lesson.slug}", gap=None):
            _links(lesson, lesson.path, visitor)
            for section in lesson.practice:
                st.caption(f"**Deeper: {section.title}** · {_count(section.exercises, visitor)}")
                _links(lesson, section.exercises, visitor)


def following(visitor: Visitor) -> tuple[Lesson, Exercise] | None:
    """The exercise to do next: the first open one on the path of the lesson the visitor was in, else of the course.

    Once all paths are done, it is the first that goes deeper, in the same order.
    """
    slug = (visitor.place or "").partition("?")[0]
    lessons = [*(lesson for lesson in COURSE if lesson.slug == slug), *COURSE]
    on_the_path = [(lesson, exercise) for lesson in lessons for exercise in lesson.path]
    every = [(lesson, exercise) for lesson in lessons for exercise in lesson.exercises]
    for lesson, exercise in [*on_the_path, *every]:
        if not visitor.progress.of(exercise).passed:
            return lesson, catalogue()[exercise]
    return None


def _next(visitor: Visitor) -> None:
    found = following(visitor)
    if found is None:
        st.markdown(
            "You have passed every exercise. Those that are not yet passed unaided ask for something else there."
        )
        return
    lesson, exercise = found
    with st.container(key="progress-next", gap=None):
        st.page_link(
            menu.view(lesson.slug),
            label=f"**Next: {exercise.title}**",
            icon=":material/arrow_forward:",
            query_params={"exercise": exercise.id},
        )
        st.caption(f"{lesson.title} · {in_minutes(exercise.minutes)} · {exercise.points} points")


def _bar(name: str, exercises: Sequence[str], visitor: Visitor) -> None:
    """How many of these exercises are passed, drawn and in words."""
    st.html(
        f'<div class="pw-done"><progress max="{len(exercises)}" value="{visitor.passed(exercises)}" '
        f'aria-label="{escape(name)}: exercises passed"></progress>{_count(exercises, visitor)}</div>'
    )


def _count(exercises: Sequence[str], visitor: Visitor) -> str:
    """How many of these exercises are passed, and what they have earned of what they can earn."""
    earned = sum(visitor.progress.of(each).points for each in exercises)
    most = sum(_most(catalogue()[each]) for each in exercises)
    return f"{visitor.passed(exercises)} of {len(exercises)} exercises passed · {earned} of {most} points"


def _most(exercise: Exercise) -> int:
    return exercise.points + (unaided_bonus(exercise.points) if exercise.sibling else 0)


def _links(lesson: Lesson, exercises: Iterable[str], visitor: Visitor) -> None:
    for each in exercises:
        _link(lesson, catalogue()[each], visitor.progress.of(each))


def _link(lesson: Lesson, exercise: Exercise, done: ExerciseProgress) -> None:
    words = [_reached(exercise, done)]
    if done.attempts:
        words.append(f"{done.attempts} attempt{'s' if done.attempts > 1 else ''}")
    words.append(f"{done.points} of {_most(exercise)} points")
    st.page_link(
        menu.view(lesson.slug),
        label=f"{exercise.title} · {', '.join(words)}",
        icon=menu.mark(done.passed),
        query_params={"exercise": exercise.id},
    )


def _reached(exercise: Exercise, done: ExerciseProgress) -> str:
    if done.unaided:
        return "passed, unaided"
    if done.passed:
        return "passed, not yet unaided" if exercise.sibling else "passed"
    return "tried" if done.attempts else "open"
