"""Segment anything by pointing."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.prompting import canvas as prompting_canvas
from app.views.prompting import consensus as prompting_consensus
from app.views.prompting import everything as prompting_everything
from app.views.prompting import lab as prompting_lab
from app.views.prompting import parts as prompting_parts
from app.views.prompting import three as prompting_three

words = LessonText("prompting")
words.show("intro")
picture = choose_picture("prompting-picture")
st.caption(prompting_canvas.about(words, picture))

words.show("point")
prompting_canvas.point_and_see(words, picture)
exercise_panel("which_prompt", "next_click")

words.show("parts")
prompting_parts.three_parts(words, picture)
exercise_panel("embed_once")
prompting_canvas.how_good_it_is(words)
prompting_canvas.take_it_with_you(words)
exercise_panel("coco_rle")

words.show("three")
prompting_three.one_click_three_answers(words, picture)
exercise_panel("picked_or_best")

words.show("everything")
prompting_everything.everything(words, picture)
exercise_panel("stability_by_hand", "mask_nms")

words.show("lab")
prompting_lab.annotator_lab(words)
exercise_panel("annotator_dice")
prompting_consensus.yardstick_not_ceiling(words)

words.show("so-what", "questions")
next_lesson("prompting")
