"""The exercise panel: task, answer, verdict, hints, and after passing the reference solution."""

import streamlit as st

from app.ui.exercise import answers, drafts, grading
from app.ui.exercise.drafts import Begun
from app.ui.exercise.hints import hint_ladder
from app.ui.exercise.verdict import show_verdict
from app.ui.exercise.versions import versions
from app.ui.figures.mask_picture import MaskPicture, mask_pictures
from app.ui.kit.disclosure import disclosed
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import learner, menu, saving
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.variants import fill


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
    about = f"{exercise.minutes} minutes · {exercise.points} points{' · passed' if progress.passed else ''}"
    # What a fragment shows stands in a block of its own; styles.css draws the box around that.
    if disclosed(
        f"exercise-{exercise.id}",
        f"**Exercise: {exercise.title}** · {about}",
        icon=menu.mark(progress.passed),
        expanded=not progress.passed and (progress.attempts > 0 or exercise.id in drafts.layers()),
    ):
        _exercise(exercise, progress.passed, visitor)
    saving.show_banner()


def _exercise(exercise: Exercise, passed: bool, visitor: Visitor) -> None:
    layer, seed, task, begun = "only", 0, None, None
    if exercise.kind != "code":
        begun = _begun(exercise, layer, visitor)
        seed = grading.seed_of(exercise, layer, begun, visitor)
        task = drafts.task_of(exercise.id, seed)
    st.markdown(fill(exercise.prompt, task.fields) if task else exercise.prompt)
    if task and task.pictures:
        mask_pictures([MaskPicture(each.title, each.mask, each.class_names) for each in task.pictures])
    if exercise.layers:
        layer = _layer(exercise)
        begun = _begun(exercise, layer, visitor)
    submission = answers.ask(exercise, layer, seed, task, begun, visitor)
    if submission is not None:
        grading.check(exercise, layer, seed, submission, visitor)
    versions(exercise, layer, visitor)
    outcome = grading.last(exercise, layer)
    if outcome is not None:
        show_verdict(exercise, outcome.verdict, outcome.submission, outcome.saved)
    if passed:
        _after_passing(exercise, layer)
    else:
        hint_ladder(exercise, task, visitor)


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
        key=answers.layer_choice(exercise),
        label_visibility="collapsed",
        persist_state="session",
    )
    return choice or exercise.layers[0].name


def _after_passing(exercise: Exercise, layer: str) -> None:
    if exercise.kind != "code":
        if st.button("Try another one", key=f"again-{exercise.id}", icon=":material/refresh:"):
            grading.draw_again(exercise, layer)
            rerun_fragment()
        return
    st.markdown("The reference solution:")
    st.code(exercise.solution_source, language="python", wrap_lines=True)
    st.markdown("Another way to write it:")
    st.code(exercise.alternative_source, language="python", wrap_lines=True)
