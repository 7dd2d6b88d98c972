"""Semantic, instance, panoptic."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question
from app.ui.shell.next_lesson import next_lesson
from app.views.flavours import edit as flavours_edit
from app.views.flavours import figures as flavours_figures
from app.views.flavours import merge as flavours_merge
from app.views.flavours import stages as flavours_stages

words = LessonText("flavours")
words.show("intro")
picture = choose_picture("flavours-picture")
st.caption(picture.about)

words.show("scene")
flavours_figures.three_answers(
    words,
    Question(
        "flavours-scene",
        "A mask of class ids shows one car region. How many cars are in the picture?",
        ("One", "One or more, the mask cannot say", "Its pixels, divided by those of one car"),
        answer="One or more, the mask cannot say",
        because="All pixels of cars hold the same id, so cars that touch are one region. Its size does not help: near "
        "cars are large, and far ones small.",
    ),
    picture,
)
flavours_figures.pieces(words, picture)
exercise_panel("stuff_or_things", "which_flavour", "connected_components")

words.show("model")
flavours_stages.a_model_that_counts(
    words,
    Question(
        "flavours-model",
        "Two people stand side by side and touch. Their boxes share a third of their area. Can a model that segments "
        "inside boxes keep them apart?",
        ("Yes", "No, their pixels touch"),
        answer="Yes",
        because="Each box gets a mask of its own, so pixels that touch can belong to two masks.",
    ),
    picture,
)
exercise_panel("boxes_from_masks", "nms_by_hand")

words.show("merge")
flavours_merge.two_into_one(
    words,
    Question(
        "flavours-merge",
        "The semantic network calls a pixel car. The instance model found no car there. What should the map say?",
        ("Car, without a number", "The nearest car", "No answer"),
        answer="No answer",
        because="In a panoptic map each car pixel belongs to one car, and nobody knows to which.",
    ),
    picture,
)
exercise_panel("panoptic_id", "panoptic_quality_by_hand")

words.show("edit")
flavours_edit.edit_the_objects(
    words,
    Question(
        "flavours-edit",
        "All pixels keep their class, and two cars become one object. Which score stays exactly as it was?",
        ("mIoU", "AP at an IoU of 0.50", "PQ"),
        answer="mIoU",
        because="It compares classes only. Do it below, and read what the other two make of it.",
    ),
)

words.show("so-what", "questions")
next_lesson("flavours")
