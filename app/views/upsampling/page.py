"""Upsampling: transposed and bilinear."""

from functools import partial

from app.ui.shell.lesson_page import LessonPage
from app.views.upsampling import blend as upsampling_blend
from app.views.upsampling import checkers as upsampling_checkers
from app.views.upsampling import costs as upsampling_costs
from app.views.upsampling import stamps as upsampling_stamps

page = LessonPage("upsampling")
words = page.words
page.opening()

with page.section("stamps"):
    words.show("stamps", "stamps-touch")
    upsampling_stamps.stamp_by_stamp(page)

with page.section("blend"):
    upsampling_blend.one_value(words)

with page.section("checkers"):
    upsampling_checkers.at_birth(words)

page.deeper("checkers-trained", partial(upsampling_checkers.in_the_trained, words))
page.deeper("costs", partial(upsampling_costs.which_costs_what, words))
page.deeper("code")

page.end()
