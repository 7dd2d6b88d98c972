"""Pixels and argmax."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question
from app.ui.shell.next_lesson import next_lesson
from app.views.argmax import figures

words = LessonText("argmax")
words.show("intro", "levels")
figures.levels(
    words,
    Question(
        "argmax-levels",
        "A photograph of 1000 × 800 pixels shows a road and two cars. How many class labels does a segmentation "
        "network give it?",
        ("One", "Three: one per object", "800 000: one per pixel"),
        answer="800 000: one per pixel",
        because="Sky, kerb and shadow get theirs too. Nothing stays blank.",
    ),
)

words.show("mask")
figures.painted_list(
    words,
    Question(
        "argmax-mask",
        "What is stored in one cell of a mask?",
        ("A colour", "A whole number that stands for a class", "How sure the network is"),
        answer="A whole number that stands for a class",
        because="Colours are added when people look. How sure the network was is thrown away by the argmax.",
    ),
)

words.show("argmax")
figures.worked_example_to_run(
    words,
    Question(
        "argmax-winner",
        "One pixel scores 0.3 for background, 0.3 for road and 0.4 for car. What does the mask say there?",
        ("Car", "Nothing, 0.4 is too little", "A mixture of the three"),
        answer="Car",
        because="The largest score wins, however narrowly. A mask has no way to say 'not sure'.",
    ),
)
exercise_panel("argmax_per_pixel")

words.show("softmax")
figures.softmax_and_ties(
    words,
    Question(
        "argmax-softmax",
        "Softmax turns a pixel's scores into probabilities. Can that change which class wins?",
        ("Yes, when the scores are close", "Yes, when scores are negative", "No, never"),
        answer="No, never",
        because="Softmax keeps the order of the scores. Try to disprove it below.",
    ),
)
exercise_panel("argmax_ties")

words.show("so-what", "questions")
next_lesson("argmax")
