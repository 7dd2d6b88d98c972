"""Semantic, instance, panoptic."""

from functools import partial

import streamlit as st

from app.ui.figures.street_pictures import choose_picture
from app.ui.shell.lesson_page import LessonPage
from app.views.flavours import edit as flavours_edit
from app.views.flavours import figures as flavours_figures
from app.views.flavours import merge as flavours_merge
from app.views.flavours import stages as flavours_stages

page = LessonPage("flavours")
words = page.words
page.opening()
picture = choose_picture("flavours-picture")
st.caption(picture.about)

with page.section("scene"):
    words.show("scene")
    flavours_figures.three_answers(words, picture)
page.deeper("pieces", partial(flavours_figures.pieces, words, picture))

page.deeper(
    "model", partial(words.show, "model"), partial(flavours_stages.a_model_that_counts, words, picture)
)

with page.section("merge"):
    words.show("merge")
    flavours_merge.two_into_one(words, picture)
page.deeper("edit", partial(words.show, "edit"), partial(flavours_edit.edit_the_objects, words))

page.end()
