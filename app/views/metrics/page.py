"""Metrics: IoU, Dice, mIoU."""

from functools import partial

from app.ui.shell.lesson_page import LessonPage
from app.views.metrics import figures, own

page = LessonPage("metrics")
words = page.words
page.opening()

with page.section("overlap"):
    words.show("overlap")
    figures.two_masks(words)

with page.section("trap"):
    words.show("trap")
    figures.trap(words)

with page.section("scores"):
    words.show("scores")
    figures.many_scores(words)

page.deeper("worked", partial(figures.worked_example_to_run, words))
page.deeper("curve", partial(figures.dice_and_iou, words))
page.deeper("boundary", partial(figures.two_edges, words))
page.deeper("golf", partial(words.show, "golf"))
page.deeper("own", partial(own.own_files, words), partial(words.show, "own-command"))

page.end()
