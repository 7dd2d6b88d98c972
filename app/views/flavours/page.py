"""Semantic, instance, panoptic."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.flavours import edit as flavours_edit
from app.views.flavours import figures as flavours_figures
from app.views.flavours import heads as flavours_heads
from app.views.flavours import merge as flavours_merge
from app.views.flavours import precision as flavours_precision
from app.views.flavours import stages as flavours_stages

words = LessonText("flavours")
words.show("intro")
picture = choose_picture("flavours-picture")
st.caption(picture.about)

words.show("scene")
flavours_figures.three_answers(words, picture)
flavours_figures.pieces(words, picture)
exercise_panel("stuff_or_things", "which_flavour", "connected_components")

words.show("model")
flavours_stages.a_model_that_counts(words, picture)
flavours_stages.proposals(words, picture)
flavours_heads.box_to_grid(words)
flavours_stages.one_box_each(words, picture)
flavours_precision.precision_and_recall(words, picture)
exercise_panel("boxes_from_masks", "nms_by_hand")

words.show("merge")
flavours_merge.two_into_one(words, picture)
exercise_panel("panoptic_id", "panoptic_quality_by_hand")

words.show("edit")
flavours_edit.edit_the_objects(words)

words.show("so-what", "recap", "questions")
next_lesson("flavours")
