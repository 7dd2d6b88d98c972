"""Encoder–decoder: from FCN to U-Net."""

from functools import partial

import streamlit as st

from app.ui.figures.street_pictures import choose_picture
from app.ui.networks import opened as unet_opened
from app.ui.shell.lesson_page import LessonPage
from app.views.unet import code as unet_code
from app.views.unet import figures as unet_figures
from app.views.unet import fusion as unet_fusion
from app.views.unet import nuclei as unet_nuclei
from app.views.unet import pixel as unet_pixel
from app.views.unet import skips as unet_skips
from app.views.unet import surgery as unet_surgery

page = LessonPage("unet")
words = page.words
page.opening()
unet_opened.banner()
picture = choose_picture("unet-picture")
st.caption(picture.about)

with page.section("u"):
    words.show("u")
    unet_figures.inside(words, picture)

with page.section("surgery"):
    words.show("surgery")
    unet_surgery.each_cut(words)

with page.section("skips"):
    words.show("skips")
    unet_skips.what_skips_buy(words)

page.deeper("pole", partial(words.show, "pole"), partial(unet_skips.one_pole_pooled, words))
page.deeper("twin", partial(words.show, "twin"), partial(unet_surgery.twin, words, picture))
page.deeper("dense", partial(words.show, "dense"), partial(unet_figures.two_heads, words, picture))
page.deeper("fusion", partial(words.show, "fusion"), partial(unet_fusion.fused, words, picture))
page.deeper(
    "origins", partial(words.show, "origins"), partial(unet_figures.what_came_from_where, words, picture)
)
page.deeper("pixel", partial(words.show, "pixel"), partial(unet_pixel.ask_a_pixel, words, picture))
page.deeper("run", partial(words.show, "run"), partial(unet_code.tiny_to_run, words))
page.deeper("code", partial(words.show, "code"), partial(unet_code.code_and_shapes, words))
page.deeper("nuclei", partial(words.show, "nuclei"), partial(unet_nuclei.home_ground, words))

page.end()
