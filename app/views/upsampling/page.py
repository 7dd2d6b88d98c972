"""Upsampling: transposed, bilinear, dilated."""

from functools import partial

from app.ui.shell.lesson_page import LessonPage
from app.views.upsampling import blend as upsampling_blend
from app.views.upsampling import checkers as upsampling_checkers
from app.views.upsampling import costs as upsampling_costs
from app.views.upsampling import fields as upsampling_fields
from app.views.upsampling import gaps as upsampling_gaps
from app.views.upsampling import stamps as upsampling_stamps

page = LessonPage("upsampling")
words = page.words
page.opening()

with page.section("stamps"):
    words.show("stamps", "stamps-touch")
    upsampling_stamps.stamp_by_stamp(words)
page.deeper("code")

with page.section("blend"):
    upsampling_blend.one_value(words)

page.deeper(
    "checkers",
    partial(upsampling_checkers.at_birth, words),
    partial(upsampling_checkers.in_the_trained, words),
)

with page.section("field"):
    upsampling_fields.how_far(words)

page.deeper("gaps", partial(upsampling_gaps.gaps, words))
page.deeper(
    "exchange",
    partial(upsampling_costs.downsample_or_dilate, words),
    partial(upsampling_costs.which_costs_what, words),
)

page.end()
