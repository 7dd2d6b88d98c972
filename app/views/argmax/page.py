"""Pixels and argmax."""

from app.ui.shell.lesson_page import LessonPage
from app.views.argmax import figures

page = LessonPage("argmax")
words = page.words
page.opening()

with page.section("levels"):
    words.show("levels")
    figures.levels(words)

with page.section("mask"):
    words.show("mask")
    figures.painted_list(words)

with page.section("argmax"):
    words.show("argmax")
    figures.worked_example_to_run(words)

with page.section("softmax"):
    words.show("softmax")
    figures.softmax_and_ties(words)

page.end()
