"""The script Streamlit runs for every page: who is here, what the course holds, then the page."""

import streamlit as st

from app import wiring
from app.ui.kit import sections
from app.ui.shell import frame, learner, looking, menu, open_book, saving
from app.ui.shell.builds_on import builds_on
from app.ui.shell.class_bar import class_bar
from lessons import COURSE

page = st.navigation(menu.pages(COURSE), position="hidden")
frame.dress(page)
if page.url_path == "teach":
    learner.stop_looking()
with learner.arriving() as visitor:
    saving.resume(visitor)
    looking.banner(visitor)
    open_book.note()
    menu.show(COURSE, page, visitor)
    frame.come_back(page)
    frame.remember_place(page, visitor)
    builds_on(page.url_path, visitor)
    sections.open_page(page.url_path)
    page.run()
    class_bar(visitor)
frame.footer()
wiring.page_served()
