"""The exercise panel: task, answer, verdict, hints, and after passing the reference solution."""

import streamlit as st

from app.ui import answers, grading, learner
from app.ui.hints import hint_ladder
from app.ui.mask_picture import MaskPicture, mask_pictures
from app.ui.rerun import rerun_fragment
from app.ui.verdict import show_verdict
from exercises._engine.catalogue import Exercise, catalogue, variant
from exercises._engine.variants import Variant, fill


@st.fragment
def exercise_panel(exercise_id: str) -> None:
    """One exercise, from its task to its solution. Interaction reruns this panel only."""
    exercise, visitor = catalogue()[exercise_id], learner.current()
    progress = visitor.progress.of(exercise.id)
    with st.container(border=True, key=f"exercise-{exercise.id}"):
        st.markdown(f"### Exercise: {exercise.title}")
        done = "passed" if progress.passed else "open"
        st.caption(f"{done} · about {exercise.minutes} minutes · {exercise.points} points")
        layer = _layer(exercise)
        seed = grading.seed_of(exercise, layer, visitor)
        drawn = variant(exercise, seed) if exercise.kind != "code" else None
        _task(exercise, drawn)
        submission = answers.ask(exercise, layer, seed, drawn, visitor)
        if submission is not None:
            grading.check(exercise, layer, seed, submission, visitor)
        outcome = grading.last(exercise, layer)
        if outcome is not None:
            show_verdict(exercise, outcome.verdict, outcome.submission, outcome.saved)
        if progress.passed:
            _solution(exercise, layer)
        else:
            hint_ladder(exercise, drawn, visitor)


def _layer(exercise: Exercise) -> str:
    """Which of the exercise's layers to work in; most kinds have one."""
    if not exercise.layers:
        return "only"
    titles = {layer.name: layer.title for layer in exercise.layers}
    chosen = st.segmented_control(
        "How",
        options=list(titles),
        format_func=titles.__getitem__,
        default=exercise.layers[0].name,
        required=True,
        key=f"layer-{exercise.id}",
        label_visibility="collapsed",
        persist_state="session",
    )
    return chosen or exercise.layers[0].name


def _task(exercise: Exercise, drawn: Variant | None) -> None:
    st.markdown(fill(exercise.prompt, drawn.fields) if drawn else exercise.prompt)
    if drawn and drawn.pictures:
        mask_pictures([MaskPicture(each.title, each.mask, each.class_names) for each in drawn.pictures])


def _solution(exercise: Exercise, layer: str) -> None:
    if exercise.kind in {"number", "choice", "mask"}:
        if st.button("Try another one", key=f"again-{exercise.id}", icon=":material/refresh:"):
            grading.draw_again(exercise, layer)
            rerun_fragment()
        return
    with st.expander("The reference solution, and another way"):
        st.code(exercise.solution_source, language="python")
        if exercise.alternative_source:
            st.markdown("Another way to write it:")
            st.code(exercise.alternative_source, language="python")
