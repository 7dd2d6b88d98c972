"""How far a visitor is: the whole course and each lesson as a bar, what to do next, and a link to every exercise."""

from collections.abc import Sequence
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
    every = [catalogue()[exercise] for lesson in COURSE for exercise in lesson.exercises]
    if not visitor.progress.exercises:
        st.markdown("Nothing yet. Every exercise that you pass fills a bar on this page.")
    _bar("All lessons", every, visitor)
    _next(visitor)
    for lesson in COURSE:
        st.subheader(lesson.title, anchor=lesson.slug)
        exercises = [catalogue()[exercise] for exercise in lesson.exercises]
        _bar(lesson.title, exercises, visitor)
        with st.container(key=f"progress-{lesson.slug}", gap=None):
            for exercise in exercises:
                _link(lesson, exercise, visitor.progress.of(exercise.id))


def following(visitor: Visitor) -> tuple[Lesson, Exercise] | None:
    """The exercise to do next: the first open one of the lesson the visitor was in, else of the course."""
    slug = (visitor.place or "").partition("?")[0]
    here = [lesson for lesson in COURSE if lesson.slug == slug]
    for lesson in [*here, *COURSE]:
        for exercise in lesson.exercises:
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


def _bar(name: str, exercises: Sequence[Exercise], visitor: Visitor) -> None:
    """How many of these exercises are passed, and what they have earned of what they can earn."""
    done = [visitor.progress.of(exercise.id) for exercise in exercises]
    passed, earned = sum(each.passed for each in done), sum(each.points for each in done)
    words = f"{passed} of {len(exercises)} exercises passed · {earned} of {sum(map(_most, exercises))} points"
    st.html(
        f'<div class="pw-done"><progress max="{len(exercises)}" value="{passed}" aria-label="{escape(name)}: exercises '
        f'passed"></progress>{words}</div>'
    )


def _most(exercise: Exercise) -> int:
    return exercise.points + (unaided_bonus(exercise.points) if exercise.sibling else 0)


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
