"""In practice: choosing and using a real library."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question
from app.ui.shell.next_lesson import next_lesson
from app.views.practice import arena as practice_arena
from app.views.practice import choose as practice_choose
from app.views.practice import library as practice_library

words = LessonText("practice")
words.show("intro", "library")
practice_library.a_network_in_one_line(
    words,
    Question(
        "practice-library",
        "Your training works with a U-Net. You write DeepLabV3Plus where Unet stood. What else has to change in the "
        "loop that trains?",
        ("Nothing", "The loss", "The shape of the masks"),
        answer="Nothing",
        because="Every decoder of the library ends in one score for each class at each pixel, at the picture's size.",
    ),
)
exercise_panel("library_shapes", "one_line_change", "pad_to_stride")

words.show("arena")
picture = choose_picture("practice-picture")
st.caption(picture.about)
practice_arena.in_the_arena(
    words,
    Question(
        "practice-arena",
        "The FCN with fused scores has more parameters than the U-Net. Does it need more multiply–adds for a picture?",
        ("Yes", "No"),
        answer="No",
        because="A weight is used once at each place of its map, and the U-Net has more of its weights on large maps. "
        "Sort the table by parameters, then by multiply–adds.",
    ),
    picture,
)
exercise_panel("majority_vote", "class_report")

words.show("choose")
practice_choose.which_one(words)
exercise_panel("which_architecture")

words.show("map")
practice_choose.on_one_map(
    words,
    Question(
        "practice-map",
        "You have a thousand pictures and not one mask. Which network gives you masks today?",
        ("U-Net", "Mask R-CNN", "SAM"),
        answer="SAM",
        because="It was trained to answer clicks, on other people's pictures. The others learn from masks of yours.",
    ),
)
words.show("reference")
practice_choose.quick_reference()
words.show("so-what", "questions", "end")
next_lesson("practice")
