"""Segment anything by pointing."""

from functools import partial

import streamlit as st

from app.ui.figures.street_pictures import choose_picture
from app.ui.shell.lesson_page import LessonPage
from app.views.prompting import canvas as prompting_canvas
from app.views.prompting import everything as prompting_everything
from app.views.prompting import lab as prompting_lab
from app.views.prompting import three as prompting_three

page = LessonPage("prompting")
words = page.words
page.opening()
picture = choose_picture("prompting-picture")
st.caption(prompting_canvas.about(words, picture))

with page.section("point"):
    words.show("point")
    prompting_canvas.point_and_see(words, picture)

with page.section("three"):
    words.show("three")
    prompting_three.one_click_three_answers(words, picture)

page.deeper(
    "everything",
    partial(words.show, "everything"),
    partial(prompting_everything.everything, words, picture),
)
page.deeper("lab", partial(words.show, "lab"), partial(prompting_lab.annotator_lab, words))
page.deeper("code")

page.end()
