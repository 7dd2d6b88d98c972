"""The script Streamlit runs for every page: who is here, what the course holds, then the page."""

import streamlit as st

from app import wiring
from app.ui.shell import frame, learner
from lessons import COURSE

frame.dress()
with learner.arriving() as visitor:
    page = st.navigation(frame.pages(COURSE), position="hidden")
    frame.menu(COURSE, page, visitor)
    frame.remember_place(page, visitor)
    page.run()
frame.footer()
wiring.page_served()
