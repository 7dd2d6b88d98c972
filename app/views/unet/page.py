"""Encoder–decoder: from FCN to U-Net."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.networks import opened as unet_opened
from app.ui.shell.next_lesson import next_lesson
from app.views.unet import code as unet_code
from app.views.unet import figures as unet_figures
from app.views.unet import fusion as unet_fusion
from app.views.unet import nuclei as unet_nuclei
from app.views.unet import pixel as unet_pixel
from app.views.unet import skips as unet_skips
from app.views.unet import surgery as unet_surgery

words = LessonText("unet")
words.show("intro")
unet_opened.banner()
picture = choose_picture("unet-picture")
st.caption(picture.about)

words.show("u")
unet_figures.inside(words, picture)
exercise_panel("unet_shapes")

words.show("surgery")
unet_surgery.each_cut(words)
exercise_panel("which_skip_was_cut")

words.show("skips")
unet_skips.what_skips_buy(words)
exercise_panel("concat_channels")

words.show("recap")

words.show("pole")
unet_skips.one_pole_pooled(words)

words.show("twin")
unet_surgery.twin(words, picture)
exercise_panel("paint_no_skips")

words.show("dense")
unet_figures.two_heads(words, picture)

words.show("fusion")
unet_fusion.fused(words, picture)

words.show("origins")
unet_figures.what_came_from_where(words, picture)

words.show("pixel")
unet_pixel.ask_a_pixel(words, picture)

words.show("run")
unet_code.tiny_to_run(words)
exercise_panel("unet_by_hand")

words.show("code")
unet_code.code_and_shapes(words)
exercise_panel("conv_parameters", "crop_or_pad")

words.show("nuclei")
unet_nuclei.home_ground(words)

words.show("so-what", "questions")
next_lesson("unet")
