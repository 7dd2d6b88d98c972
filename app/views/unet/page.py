"""Encoder–decoder: from FCN to U-Net."""

from functools import partial

import streamlit as st

from app.ui.figures.street_pictures import choose_picture
from app.ui.networks import opened as unet_opened
from app.ui.shell.lesson_page import LessonPage
from app.views.unet import code as unet_code
from app.views.unet import figures as unet_figures
from app.views.unet import nuclei as unet_nuclei
from app.views.unet import pixel as unet_pixel

page = LessonPage("unet")
words = page.words
page.opening()
unet_opened.banner()
picture = choose_picture("unet-picture")
st.caption(picture.about)

with page.section("dense"):
    words.show("dense")
    unet_figures.two_heads(words, picture)

with page.section("u"):
    words.show("u")
    unet_figures.inside(words, picture)

with page.section("origins"):
    words.show("origins")
    unet_figures.what_came_from_where(words, picture)

page.deeper("pixel", partial(words.show, "pixel"), partial(unet_pixel.ask_a_pixel, words, picture))
page.deeper("code", partial(words.show, "code"), partial(unet_code.code_and_shapes, words))
page.deeper("nuclei", partial(words.show, "nuclei"), partial(unet_nuclei.home_ground, words))

page.end()
