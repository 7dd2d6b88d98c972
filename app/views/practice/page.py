"""In practice: choosing and using a real library."""

from functools import partial

import streamlit as st

from app.ui.figures.street_pictures import choose_picture
from app.ui.shell.lesson_page import LessonPage
from app.views.practice import arena as practice_arena
from app.views.practice import choose as practice_choose
from app.views.practice import library as practice_library

page = LessonPage("practice")
words = page.words
page.opening()

with page.section("library"):
    words.show("library")
    practice_library.a_network_in_one_line(words)

with page.section("arena"):
    words.show("arena")
    picture = choose_picture("practice-picture")
    st.caption(picture.about)
    practice_arena.in_the_arena(words, picture)

with page.section("choose"):
    words.show("choose")
    practice_choose.which_one(words)

page.deeper("code")
page.deeper("map", partial(words.show, "map"), partial(practice_choose.on_one_map, words))
page.deeper("reference", partial(words.show, "reference"), practice_choose.quick_reference)

page.end()
