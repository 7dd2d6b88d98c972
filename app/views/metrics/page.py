"""Metrics: IoU, Dice, mIoU."""

from functools import partial

from app.ui.shell.lesson_page import LessonPage
from app.views.metrics import figures

page = LessonPage("metrics")
words = page.words
page.opening()

with page.section("overlap"):
    words.show("overlap")
    figures.overlap_and_curve(words)

with page.section("trap"):
    words.show("trap")
    figures.trap(words)

with page.section("scores"):
    words.show("scores")
    figures.many_scores(words)

page.deeper("boundary", partial(words.show, "boundary", "boundary-touch"), partial(figures.two_edges, words))
page.deeper("golf", partial(words.show, "golf"))
page.deeper("own", partial(words.show, "own"))

page.end()
