"""Pixels and argmax."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.argmax import figures

words = LessonText("argmax")
words.show("intro")
figures.street_and_scan()

words.show("levels")
figures.levels(words)

words.show("mask")
figures.painted_list(words)

words.show("argmax")
figures.worked_example_to_run(words)
exercise_panel("argmax_per_pixel")

words.show("softmax")
figures.softmax_and_ties(words)
exercise_panel("argmax_ties")

words.show("so-what", "recap", "questions")
next_lesson("argmax")
