"""The first page: what this is, something to touch, what you will learn, where to go on."""

import streamlit as st

from app.ui.figures.three_ways import street_three_ways
from app.ui.shell import learner, menu, outcomes
from app.views.home import colouring
from lessons import COURSE, lesson

visitor = learner.current()

st.title("Every pixel gets a class")
st.markdown(
    "Pixelwise teaches **semantic segmentation**: how a program looks at a picture and decides, pixel by pixel, what "
    "each one shows. Drag the line, and see one picture described three ways."
)

here = lesson(visitor.place) if visitor.place else COURSE[0]
with st.container(key="start"):
    st.page_link(
        menu.view(here.slug),
        label=f"Resume: {here.title}"
        if visitor.place
        else f"Start with {here.title} ({here.minutes} minutes)",
        icon=":material/play_arrow:",
        width="content",
    )

street_three_ways()

st.header("Try it: finish the colouring")
colouring.finish_it()

st.header("What you will learn")
outcomes.checklist(visitor)
