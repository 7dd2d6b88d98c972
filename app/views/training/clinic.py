"""The bug clinic: the symptom in a real training, the diagnosis, the fix, and the training healed by it."""

import streamlit as st

from app import state
from app.ui.exercise import grading
from app.ui.exercise.panel import exercise_panel
from app.ui.figures.images import picture_html
from app.ui.figures.street_pictures import legend_html, street
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.training.clinic_runs import healed_live, symptom_and_cure
from app.views.training.clinic_street import BUGS

_CHOSEN, _ASKED = "training-bug", "training-bug-asked"


@section
def bug_clinic(words: LessonText) -> None:
    """Choose a bug, see its training, say what is wrong, mend it, and see the training healed."""
    words.show("clinic", "clinic-touch")
    _go_to_asked()
    passed = {name: _passed(bug) for name, (bug, _) in BUGS.items()}
    total = sum(len(_exercises(bug)) for bug, _ in BUGS.values())
    st.caption(
        f"{sum(passed.values())} of the clinic's {total} exercises are passed. Those of the bug that you choose stand "
        "below."
    )
    name = st.radio(
        "What somebody noticed",
        list(BUGS),
        format_func=lambda name: f"{name} ({passed[name]}/{len(_exercises(BUGS[name][0]))})",
        key=_CHOSEN,
        persist_state="session",
    )
    bug, _ = BUGS[name]
    healed = grading.passed(f"clinic_{bug}_fix")
    symptom_and_cure(words, bug, healed)
    if healed:
        healed_live(words, bug)
    exercise_panel(*_exercises(bug))
    _on_one_street(name)


def _exercises(bug: str) -> tuple[str, str]:
    return f"clinic_{bug}_diagnosis", f"clinic_{bug}_fix"


def _passed(bug: str) -> int:
    """How many of a bug's exercises are passed."""
    return sum(grading.passed(exercise) for exercise in _exercises(bug))


def _go_to_asked() -> None:
    """Choose the bug of the exercise that the address asks for; once, so that another can be chosen afterwards."""
    asked = st.query_params.get("exercise")
    if asked != state.recall(_ASKED):
        state.remember(_ASKED, asked)
        for name, (bug, _) in BUGS.items():
            if asked in _exercises(bug):
                state.remember(_CHOSEN, name)


@st.fragment
@guard.answered
def _on_one_street(name: str) -> None:
    """The bug and its cure on one street, behind a line to open, since it gives the answer away."""
    bug, compare = BUGS[name]
    label = "The bug and its cure on one street, computed just now (it tells the answer)"
    if not disclosed(f"clinic-street-{bug}", label, icon=":material/visibility:"):
        return
    if not guard.ready(guard.WITH_SKIPS):
        st.info(guard.how_to_train(guard.WITH_SKIPS))
        return
    scene = street(0)
    comparison = compare(scene)
    figures = [
        picture_html("The street", scene.image, "Held out from every training."),
        picture_html("With the bug", *comparison.broken),
        picture_html("Without it", *comparison.mended),
    ]
    st.html(f'<div class="pw-pictures pw-thirds">{"".join(figures)}</div>{legend_html()}')
    show_code(*comparison.functions)
