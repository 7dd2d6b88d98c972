"""The bug clinic: the symptom in a real training, the diagnosis, the fix, and the training healed by it."""

import streamlit as st

from app.ui import grading, learner
from app.ui import unet_networks as networks
from app.ui.disclosure import disclosed
from app.ui.exercise_panel import exercise_panel
from app.ui.lesson_text import LessonText
from app.ui.show_code import show_code
from app.ui.street_pictures import SIZE, legend_html
from app.ui.training_clinic_runs import healed_live, symptom_and_cure
from app.ui.training_clinic_street import BUGS
from app.ui.upsampling_grids import picture_html
from exercises._engine.catalogue import catalogue
from lessons.scenes import street_scene


@st.fragment
def bug_clinic(words: LessonText) -> None:
    """Choose a bug, see its training, say what is wrong, mend it, and see the training healed."""
    words.show("clinic", "clinic-touch")
    name = st.radio("What somebody noticed", list(BUGS), key="training-bug", persist_state="session")
    bug, _ = BUGS[name]
    healed = _passed(f"clinic_{bug}_fix")
    symptom_and_cure(words, bug, healed)
    if healed:
        healed_live(words, bug)
    exercise_panel(f"clinic_{bug}_diagnosis", f"clinic_{bug}_fix")
    _on_one_street(name)


def _passed(exercise_id: str) -> bool:
    """Whether the records say so or, where cookies are refused and nothing is recorded, this visit does."""
    if learner.current().progress.of(exercise_id).passed:
        return True
    exercise = catalogue()[exercise_id]
    outcomes = [grading.last(exercise, layer.name) for layer in exercise.layers]
    return any(outcome is not None and outcome.verdict.passed for outcome in outcomes)


@st.fragment
@networks.answered
def _on_one_street(name: str) -> None:
    """The bug and its cure on one street, for whoever wants to look: it tells the answer."""
    bug, shown = BUGS[name]
    label = "The bug and its cure on one street, computed just now (it tells the answer)"
    if not disclosed(f"clinic-street-{bug}", label, icon=":material/visibility:"):
        return
    if not networks.ready(networks.WITH_SKIPS):
        st.info(networks.how_to_train(networks.WITH_SKIPS))
        return
    scene = street_scene(0, SIZE)
    seen = shown(scene)
    figures = [
        picture_html("The street", scene.image, "Held out from every training."),
        picture_html("With the bug", *seen.broken),
        picture_html("Without it", *seen.mended),
    ]
    st.html(f'<div class="pw-pictures pw-thirds">{"".join(figures)}</div>{legend_html()}')
    show_code(*seen.functions)
