"""The first page: what this is, something to touch, what you will learn, where to go on."""

import streamlit as st

from app.ui.figures.three_ways import street_three_ways
from app.ui.shell import learner, membership, menu, outcomes, place, units
from app.ui.shell.minutes import in_minutes, path_minutes
from app.views.home import colouring
from lessons import COURSE

visitor = learner.current()

st.title("Every pixel gets a class")
for each in units.to_go_on_with(units.of(visitor), visitor):
    units.show(each, visitor)
st.markdown(
    "Pixelwise teaches **semantic segmentation**: how a program looks at a picture and decides, pixel by pixel, what "
    "each one shows. Drag the line, and see one picture described three ways."
)

stopped = place.read(visitor.place)
here = stopped.lesson if stopped else COURSE[0]
with st.container(key="start"):
    st.page_link(
        menu.view(here.slug),
        label=f"Resume: {stopped.title}"
        if stopped
        else f"Start with {here.title} ({in_minutes(path_minutes(here))})",
        query_params=stopped.query if stopped else None,
        icon=":material/play_arrow:",
        width="content",
    )
membership.in_class(visitor)

street_three_ways()

st.header("Try it: finish the colouring")
colouring.finish_it()

st.header("What you will learn")
outcomes.checklist(visitor)
