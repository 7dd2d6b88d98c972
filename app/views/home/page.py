"""The first page: what this is, something to touch, what you will learn, where to go on."""

import streamlit as st

from app.components.mask_painter import mask_painter
from app.ui.shell import learner, menu, outcomes, place
from app.ui.shell.minutes import path_minutes
from lessons import COURSE
from lessons.argmax import street
from lessons.palette import styles_for

visitor = learner.current()

st.title("Every pixel gets a class")
st.markdown(
    "Pixelwise teaches **semantic segmentation**: how a program looks at a picture and decides, pixel by pixel, what "
    "each one shows. Everything on these pages is live. Paint, drag, run the code, and watch the numbers answer."
)

stopped = place.read(visitor.place)
here = stopped.lesson if stopped else COURSE[0]
with st.container(key="start"):
    st.page_link(
        menu.view(here.slug),
        label=f"Resume: {stopped.title}"
        if stopped
        else f"Start with {here.title} ({path_minutes(here)} minutes)",
        query_params=stopped.query if stopped else None,
        icon=":material/play_arrow:",
        width="content",
    )

st.header("Try it: finish the colouring")
st.markdown(
    "The second grid is the truth: a small street, eight pixels high. In the first, somebody stopped half way. Choose "
    "a class, paint the rest, and watch two scores that will follow you through the course. The lessons explain why "
    "they disagree."
)
mask_painter(
    "home-street",
    prediction=street.HALF_DONE,
    truth=street.TRUTH,
    classes=styles_for(street.CLASS_NAMES),
    readouts=("pixel_accuracy", "miou"),
    label="Your mask",
)

st.header("What you will learn")
outcomes.checklist(visitor)
