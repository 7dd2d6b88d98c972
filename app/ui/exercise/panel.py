"""The exercise panel: task, answer, verdict, hints, and after passing the reference solution."""

import streamlit as st

from app import wiring
from app.classroom import points_at, unaided_bonus
from app.ui.exercise import answers, class_rules, drafts, grading
from app.ui.exercise.drafts import Begun
from app.ui.exercise.hints import hint_ladder
from app.ui.exercise.raise_hand import raise_hand
from app.ui.exercise.task import show_task
from app.ui.exercise.verdict import show_verdict
from app.ui.exercise.versions import versions
from app.ui.kit.disclosure import disclosed
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import learner, menu, saving
from app.ui.shell.learner import Visitor
from app.ui.shell.minutes import in_minutes
from exercises._engine.catalogue import UNAIDED, Exercise, catalogue
from exercises._engine.variants import Variant


def exercise_panel(*exercise_ids: str) -> None:
    """Exercises, each in a box that opens, from its task to its solution; using one reruns no more than that one.

    What is in a box is sent when it opens. One that was begun and not passed is open from the start.
    """
    for exercise_id in exercise_ids:
        _box(exercise_id)


@st.fragment
def _box(exercise_id: str) -> None:
    exercise, visitor = catalogue()[exercise_id], learner.current()
    progress = visitor.progress.of(exercise.id)
    state_of = " · passed, unaided too" if progress.unaided else " · passed" if progress.passed else ""
    about = f"{in_minutes(exercise.minutes)} · {exercise.points} points{state_of}"
    # What a fragment shows stands in a block of its own; styles.css draws the box around that.
    if disclosed(
        f"exercise-{exercise.id}",
        f"**Exercise: {exercise.title}** · {about}",
        icon=menu.mark(progress.passed),
        expanded=not progress.passed and (progress.attempts > 0 or exercise.id in drafts.layers()),
    ):
        _exercise(exercise, visitor)
    saving.show_banner()


def _exercise(exercise: Exercise, visitor: Visitor) -> None:
    layer = _layer(exercise) if exercise.layers else "only"
    begun = _begun(exercise, layer, visitor)
    seed, task = 0, None
    if exercise.kind != "code":
        seed = grading.seed_of(exercise, layer, begun, visitor)
        task = drafts.task_of(exercise.id, seed)
    asked = exercise.task_of(layer)
    show_task(asked, task)
    _points(exercise, layer, visitor)
    class_rules.show(exercise, visitor)
    submission = answers.ask(exercise, layer, seed, task, begun, visitor)
    if submission is not None:
        grading.check(exercise, layer, seed, submission, visitor)
    versions(exercise, layer, visitor)
    why_not = grading.why_not(exercise, layer)
    if why_not:
        st.warning(why_not, icon=":material/block:")
    outcome = grading.last(exercise, layer)
    if outcome is not None:
        show_verdict(asked, outcome.verdict, outcome.submission, outcome.saved)
    if grading.is_missed(exercise, layer):
        st.button(
            "Go on to a new task",
            key=f"next-{exercise.id}",
            type="primary",
            on_click=grading.draw_again,
            args=(exercise, layer),
        )
    _at_the_end(exercise, layer, asked, task, visitor)
    raise_hand(exercise, layer, visitor)


def _at_the_end(
    exercise: Exercise, layer: str, asked: Exercise, task: Variant | None, visitor: Visitor
) -> None:
    """What follows the verdict: the way on and the solution, or hints."""
    if grading.passed_in(exercise, layer, visitor):
        withheld = class_rules.withholds_solution(exercise, visitor)
        _after_passing(asked, layer, withheld)
        return
    if asked.hints:
        hint_ladder(exercise, task, visitor)
    if exercise.kind == "code" and class_rules.shows_solution(exercise, visitor):
        _solution(asked)


def _points(exercise: Exercise, layer: str, visitor: Visitor) -> None:
    """What passing earns, where that depends on more than passing."""
    if layer == UNAIDED:
        first = exercise.layers[0].title
        bonus = unaided_bonus(exercise.points)
        st.caption(
            f"Another task than in “{first}”, without given lines and without hints: {bonus} points more. Its solution "
            "is shown once you have passed it."
        )
    elif len(exercise.points_by_try) > 1 and not visitor.progress.of(exercise.id).passed:
        at_first, at_second, later = exercise.points_by_try
        sentence = f"{at_first} points at the first try, {at_second} at the second, {later} after that."
        if exercise.kind == "choice":
            sentence += " A wrong answer draws a new task."
        missed = _misses(exercise, visitor)
        if missed:
            now = points_at(exercise.points_by_try, missed)
            sentence += f" After {missed} wrong {'answer' if missed == 1 else 'answers'}, it is {now} now."
        st.caption(sentence)


def _misses(exercise: Exercise, visitor: Visitor) -> int:
    """How many wrong answers the records have; 0 while they are out of reach."""
    id = visitor.learner
    if id is None or visitor.out_of_reach or not grading.was_tried(exercise, visitor):
        return 0
    return saving.read(lambda: wiring.records().misses(id, exercise.id), 0)


def _begun(exercise: Exercise, layer: str, visitor: Visitor) -> Begun | None:
    """The begun answer in the records. One that they tell only now, while nothing was answered yet, is shown."""
    was_unknown = drafts.known(exercise, layer) is None
    begun = drafts.look_up(exercise, layer, visitor)
    if was_unknown and begun and answers.is_shown(exercise, layer, begun.seed):
        answers.load(exercise, layer, begun)
    return begun


def _layer(exercise: Exercise) -> str:
    """Which of the exercise's layers to work in: at first the one in which the learner wrote last."""
    titles = {layer.name: layer.title for layer in exercise.layers}
    latest = drafts.layers().get(exercise.id)
    choice = st.segmented_control(
        "How do you want to write it?",
        options=list(titles),
        format_func=titles.__getitem__,
        default=latest if latest in titles else exercise.layers[0].name,
        required=True,
        key=f"layer-{exercise.id}",
        label_visibility="collapsed",
        persist_state="session",
    )
    return choice or exercise.layers[0].name


def _after_passing(exercise: Exercise, layer: str, withheld: str | None) -> None:
    if exercise.kind != "code":
        if not grading.is_missed(exercise, layer) and st.button(
            "Try another one", key=f"again-{exercise.id}", icon=":material/refresh:"
        ):
            grading.draw_again(exercise, layer)
            rerun_fragment()
        return
    if withheld:
        st.caption(withheld)
        return
    _solution(exercise)


def _solution(exercise: Exercise) -> None:
    st.markdown("The reference solution:")
    st.code(exercise.solution_source, language="python", wrap_lines=True)
    if exercise.alternative_source:
        st.markdown("Another way to write it:")
        st.code(exercise.alternative_source, language="python", wrap_lines=True)
