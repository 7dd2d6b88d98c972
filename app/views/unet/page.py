"""Encoder–decoder: from FCN to U-Net."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question
from app.ui.networks import opened as unet_opened
from app.ui.shell.next_lesson import next_lesson
from app.views.unet import code as unet_code
from app.views.unet import figures as unet_figures
from app.views.unet import nuclei as unet_nuclei
from app.views.unet import pixel as unet_pixel

words = LessonText("unet")
words.show("intro")
unet_opened.banner()
picture = choose_picture("unet-picture")
st.caption(picture.about)

words.show("dense")
unet_figures.two_heads(
    words,
    Question(
        "unet-dense",
        "A network that names a whole picture ends in one score for each class. It has looked at every pixel. Could "
        "you find out from those scores where the car is?",
        ("Yes", "No"),
        answer="No",
        because="One number per class is left, and no place. The same weights, used otherwise, keep the places.",
    ),
    picture,
)

words.show("u")
unet_figures.inside(
    words,
    Question(
        "unet-u",
        "A picture of 128 × 128 pixels is halved four times. How wide is the map at the bottom, and how many pixels of "
        "the picture does each of its cells stand for?",
        (
            "8 cells, of 16 × 16 pixels each",
            "32 cells, of 4 × 4 pixels each",
            "8 cells, of 4 × 4 pixels each",
        ),
        answer="8 cells, of 16 × 16 pixels each",
        because="128, 64, 32, 16, 8: sixteen times smaller on each side. A pole one pixel wide has no place there.",
    ),
    picture,
)
exercise_panel("unet_shapes", "concat_channels", "unet_by_hand", "which_skip_was_cut", "paint_no_skips")

words.show("origins")
unet_figures.what_came_from_where(
    words,
    Question(
        "unet-origins",
        "In the decoder, the skip and the map from below are stacked and convolved together. At full resolution, "
        "where does the skip pull harder?",
        ("At the edge of a car", "In the middle of the road", "The same everywhere"),
        answer="At the edge of a car",
        because="What comes up was made from larger cells and is soft. The numbers below say how much harder.",
    ),
    picture,
)

words.show("pixel")
unet_pixel.ask_a_pixel(
    words,
    Question(
        "unet-pixel",
        "The network has put one pixel into one class. It could have looked at a large box of the picture. Did it "
        "look at all of the box alike?",
        ("Yes", "Mostly at the middle", "Mostly at the rim"),
        answer="Mostly at the middle",
        because="Many paths lead from the middle to the pixel, few from the rim. The map below is measured.",
    ),
    picture,
)

words.show("code")
unet_code.code_and_shapes(words)
exercise_panel("conv_parameters", "crop_or_pad")

words.show("nuclei")
unet_nuclei.home_ground(
    words,
    Question(
        "unet-nuclei",
        "A network learns more from each labelled picture if it also sees the picture changed. Which change is right "
        "for nuclei, and wrong for streets?",
        ("Upside down", "Mirrored left to right", "A little brighter"),
        answer="Upside down",
        because="Under a microscope nothing has a right way up. A street has the sky above it.",
    ),
)

words.show("so-what", "questions")
next_lesson("unet")
