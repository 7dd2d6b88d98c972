"""The right answer of an exercise, for those who teach: the code, the number, the option or the mask."""

import streamlit as st

from app import state
from app.ui.figures.charts import task_charts
from app.ui.figures.mask_picture import MaskPicture, mask_pictures
from app.ui.kit.disclosure import disclosed
from exercises._engine.catalogue import Exercise, catalogue, variant
from exercises._engine.kinds import SPECIMENS
from exercises._engine.variants import Variant, fill

_WORDS = {"code": "code", "number": "a number", "choice": "a choice", "mask": "a mask to paint"}


@st.fragment
def answer_key(exercise_id: str) -> None:
    """A line that opens to the task and its answer; a task that is drawn for each student can be drawn again."""
    exercise = catalogue()[exercise_id]
    about = f"{_WORDS[exercise.kind]} · {exercise.minutes} minutes · {exercise.points} points"
    if not disclosed(f"answer-{exercise.id}", f"**{exercise.title}** · {about}", icon=":material/key:"):
        return
    with st.container(border=True):
        if exercise.kind == "code":
            _code(exercise)
        else:
            _drawn(exercise)


def described(exercise_id: str) -> str:
    """What a search for an exercise looks into: its id, title and task."""
    exercise = catalogue()[exercise_id]
    return f"{exercise.id} {exercise.title} {exercise.prompt}"


def number_shown(exercise: Exercise, answer: float) -> str:
    """The answer of a `number` exercise, with as many decimals as it asks for."""
    if exercise.decimals is not None:
        return f"{answer:.{exercise.decimals}f}"
    return f"{answer:.0f}" if answer == int(answer) else f"{answer:.6g}"


def _code(exercise: Exercise) -> None:
    tasks = [("", exercise)]
    if exercise.sibling is not None:
        tasks.append((exercise.sibling.layers[0].title, exercise.sibling))
    for title, task in tasks:
        if title:
            st.markdown(f"**{title}**")
        st.markdown(task.prompt)
        st.code(task.solution_source, language="python", wrap_lines=True)
        if task.alternative_source:
            st.markdown("Another way to write it:")
            st.code(task.alternative_source, language="python", wrap_lines=True)


def _drawn(exercise: Exercise) -> None:
    name = f"answer-draw-{exercise.id}"
    seed = state.recall(name, 1)
    task = variant(exercise, seed)
    st.caption("Each student is given a draw of their own. This is one of them.")
    st.markdown(fill(exercise.prompt, task.fields))
    if task.pictures:
        mask_pictures([MaskPicture(each.title, each.mask, each.class_names) for each in task.pictures])
    if task.charts:
        task_charts(task.charts)
    _SHOWN[exercise.kind](exercise, task, seed)
    st.button(
        "Another draw",
        key=f"answer-again-{exercise.id}",
        icon=":material/refresh:",
        on_click=state.remember,
        args=(name, seed + 1),
    )


def _number(exercise: Exercise, task: Variant, _seed: int) -> None:
    assert task.answer is not None
    st.markdown(f"**Answer: {number_shown(exercise, task.answer)}**")
    if task.worked:
        st.markdown(task.worked)
    wrong = "\n".join(f"- {number_shown(exercise, value)}: {why}" for value, why in task.mistakes)
    if wrong:
        st.markdown(f"Wrong numbers that are answered in their own words:\n\n{wrong}")


def _choice(_exercise: Exercise, task: Variant, _seed: int) -> None:
    for index, (option, why) in enumerate(task.options):
        right = index == task.answer
        icon = ":material/check_circle:" if right else ":material/cancel:"
        st.markdown(f"{icon} {f'**Right: {option}**' if right else option}  \n{why}")


def _mask(exercise: Exercise, task: Variant, seed: int) -> None:
    right = SPECIMENS["mask"](exercise, seed).right[0]
    pictures = [MaskPicture("One mask that passes", right, task.class_names)]
    if task.truth is not None:
        pictures.append(MaskPicture("The true mask", task.truth, task.class_names))
    mask_pictures(pictures)
    st.markdown("\n".join(f"- {each.text}" for each in exercise.cases.conditions(right, task)))


_SHOWN = {"number": _number, "choice": _choice, "mask": _mask}
