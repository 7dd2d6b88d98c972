"""Semantic, instance, panoptic."""

from functools import partial

import streamlit as st

from app.ui.figures.street_pictures import choose_picture
from app.ui.shell.lesson_page import LessonPage
from app.views.flavours import edit as flavours_edit
from app.views.flavours import figures as flavours_figures
from app.views.flavours import heads as flavours_heads
from app.views.flavours import merge as flavours_merge
from app.views.flavours import precision as flavours_precision
from app.views.flavours import stages as flavours_stages

page = LessonPage("flavours")
words = page.words
page.opening()
picture = choose_picture("flavours-picture")
st.caption(picture.about)

with page.section("scene"):
    words.show("scene")
    flavours_figures.three_answers(words, picture)
page.deeper("pieces", partial(flavours_figures.pieces, words, picture))

with page.section("model"):
    words.show("model")
    flavours_stages.a_model_that_counts(words, picture)
page.deeper("proposals", partial(flavours_stages.proposals, words, picture))
page.deeper("align", partial(flavours_heads.box_to_grid, words))
page.deeper("nms", partial(flavours_stages.one_box_each, words, picture))
page.deeper("ap", partial(flavours_precision.precision_and_recall, words, picture))
page.deeper("merge", partial(words.show, "merge"), partial(flavours_merge.two_into_one, words, picture))

with page.section("edit"):
    words.show("edit")
    flavours_edit.edit_the_objects(words)

page.end()
