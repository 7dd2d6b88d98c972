"""In practice: choosing and using a real library."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.practice import arena as practice_arena
from app.views.practice import choose as practice_choose
from app.views.practice import library as practice_library

words = LessonText("practice")
words.show("intro", "library")
practice_library.a_network_in_one_line(words)
exercise_panel("library_shapes", "one_line_change", "pad_to_stride")

words.show("arena")
picture = choose_picture("practice-picture")
st.caption(picture.about)
practice_arena.in_the_arena(words, picture)
exercise_panel("majority_vote", "class_report")

words.show("choose")
practice_choose.which_one(words)
exercise_panel("which_architecture")

words.show("map")
practice_choose.on_one_map(words)
words.show("reference")
practice_choose.quick_reference()
words.show("so-what", "questions", "end")
next_lesson("practice")
