"""The script Streamlit runs for every page: who is here, what the course holds, then the page."""

import streamlit as st

from app import wiring
from app.ui.shell import frame, learner, menu
from lessons import COURSE

frame.dress()
with learner.arriving() as visitor:
    page = st.navigation(menu.pages(COURSE), position="hidden")
    menu.show(COURSE, page, visitor)
    frame.remember_place(page, visitor)
    page.run()
frame.footer()
wiring.page_served()
