"""See far: dilation and DeepLabV3+."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.dilation import aspp as dilation_aspp
from app.views.dilation import decoder as dilation_decoder
from app.views.dilation import deeplab as dilation_deeplab
from app.views.dilation import exchange as dilation_exchange
from app.views.dilation import fields as dilation_fields
from app.views.dilation import gaps as dilation_gaps

words = LessonText("dilation")
words.show("intro")
dilation_fields.how_far(words)
exercise_panel("receptive_field_of_a_stack")

dilation_gaps.gaps(words)
exercise_panel("rates_without_gaps")

dilation_exchange.downsample_or_dilate(words)

dilation_deeplab.inside(words)
dilation_deeplab.with_and_without(words)
dilation_aspp.branches(words)
dilation_aspp.silenced(words)
dilation_decoder.what_the_decoder_adds(words)
dilation_deeplab.papers(words)

words.show("so-what", "recap", "questions")
next_lesson("dilation")
