"""Upsampling: transposed and bilinear."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.upsampling import blend as upsampling_blend
from app.views.upsampling import checkers as upsampling_checkers
from app.views.upsampling import costs as upsampling_costs
from app.views.upsampling import stamps as upsampling_stamps

words = LessonText("upsampling")
words.show("intro", "stamps", "stamps-touch")
upsampling_stamps.stamp_by_stamp(words)
exercise_panel("transposed_output_size", "stamp_overlaps", "transposed_conv_1d")

upsampling_blend.one_value(words)
exercise_panel("bilinear_value")

upsampling_checkers.at_birth(words)
upsampling_checkers.in_the_trained(words)
exercise_panel("which_upsampler")

upsampling_costs.which_costs_what(words)

words.show("so-what", "recap", "questions")
next_lesson("upsampling")
