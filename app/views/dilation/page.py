"""See far: dilation and DeepLabV3+."""

from functools import partial

from app.ui.shell.lesson_page import LessonPage
from app.views.dilation import aspp as dilation_aspp
from app.views.dilation import decoder as dilation_decoder
from app.views.dilation import deeplab as dilation_deeplab
from app.views.dilation import exchange as dilation_exchange
from app.views.dilation import fields as dilation_fields
from app.views.dilation import gaps as dilation_gaps

page = LessonPage("dilation")
words = page.words
page.opening()

with page.section("field"):
    dilation_fields.how_far(words)

with page.section("gaps"):
    dilation_gaps.gaps(words)

page.deeper("exchange", partial(dilation_exchange.downsample_or_dilate, words))
page.deeper("deeplab", partial(dilation_deeplab.inside, words))
page.deeper("papers", partial(dilation_deeplab.papers, words))

with page.section("rates"):
    dilation_deeplab.with_and_without(words)

page.deeper("aspp", partial(dilation_aspp.branches, words))
page.deeper("silence", partial(dilation_aspp.silenced, words))
page.deeper("decoder", partial(dilation_decoder.what_the_decoder_adds, words))

page.end()
