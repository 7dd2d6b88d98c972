"""Segment anything by pointing."""

import streamlit as st

from app.ui.exercise.panel import exercise_panel
from app.ui.figures.street_pictures import choose_picture
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question
from app.ui.shell.next_lesson import next_lesson
from app.views.prompting import canvas as prompting_canvas
from app.views.prompting import everything as prompting_everything
from app.views.prompting import lab as prompting_lab
from app.views.prompting import three as prompting_three

words = LessonText("prompting")
words.show("intro")
picture = choose_picture("prompting-picture")
st.caption(prompting_canvas.about(picture))

words.show("point")
prompting_canvas.point_and_see(
    words,
    Question(
        "prompting-point",
        "You click on an object, see the mask, and click again to correct it. How much of the network has to run for "
        "the second click?",
        (
            "All of it",
            "Only the part that reads the click and paints the mask",
            "Nothing, the mask only grows",
        ),
        answer="Only the part that reads the click and paints the mask",
        because="The picture is still the same, so what the network saw in it is kept. The times below are measured.",
    ),
    picture,
)
exercise_panel("embed_once", "which_prompt", "next_click", "coco_rle")

words.show("three")
prompting_three.one_click_three_answers(
    words,
    Question(
        "prompting-three",
        "You click once, on the window of a car. Does the network cut out the window or the car?",
        ("The window", "The car", "It cannot know which you mean"),
        answer="It cannot know which you mean",
        because="A click does not say how much around it is meant. So the network offers several masks.",
    ),
    picture,
)
exercise_panel("picked_or_best")

words.show("everything")
prompting_everything.everything(
    words,
    Question(
        "prompting-everything",
        "A grid of points is clicked for you, and three masks come from each. Several points lie on the same car. What "
        "has to happen next?",
        (
            "Masks that overlap strongly are reduced to the best one",
            "All masks are joined into one",
            "Nothing, the network knows that it is the same car",
        ),
        answer="Masks that overlap strongly are reduced to the best one",
        because="Each click is answered alone, without knowing of the others, so one car comes several times.",
    ),
    picture,
)
exercise_panel("stability_by_hand", "mask_nms")

words.show("lab")
prompting_lab.annotator_lab(
    words,
    Question(
        "prompting-lab",
        "Two experts outline the same tumour with a Dice of 0.85 between them. A model reaches 0.95 against the first "
        "one. Is it better than the experts?",
        ("Yes", "No", "That cannot be told"),
        answer="That cannot be told",
        because="It agrees with one person more than the other expert does. It has learned that person's habits, and "
        "which of the two is right, nobody has said.",
    ),
)
exercise_panel("annotator_dice")

words.show("so-what", "questions")
next_lesson("prompting")
