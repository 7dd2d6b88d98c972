"""Training and its pitfalls."""

from functools import partial

from app.ui.shell.lesson_page import LessonPage
from app.views.training import clinic as training_clinic
from app.views.training import experiments as training_experiments
from app.views.training import lab as training_lab
from app.views.training import pull as training_pull

page = LessonPage("training")
words = page.words
page.opening()

with page.section("lab"):
    words.show("lab")
    training_lab.lab(words)

with page.section("experiments"):
    words.show("experiments")
    training_experiments.experiments(words)

with page.section("pull"):
    words.show("pull")
    training_pull.where_it_pulls(words)

page.deeper("code")
page.deeper("clinic", partial(training_clinic.bug_clinic, words), own_exercises=True)

page.end()
