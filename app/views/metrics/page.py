"""Metrics: IoU, Dice, mIoU."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question
from app.ui.shell.next_lesson import next_lesson
from app.views.metrics import figures

words = LessonText("metrics")
words.show("intro", "overlap")
figures.overlap_and_curve(
    words,
    Question(
        "metrics-overlap",
        "Two masks of 4 × 4 pixels mark seven car pixels each. They agree on 14 of the 16 pixels, a share of 0.875. "
        "Is the IoU of car above or below that share?",
        ("Above", "The same", "Below"),
        answer="Below",
        because="The eight pixels on which both masks say background count for that share, but not for the IoU of car.",
    ),
)
exercise_panel("pixel_accuracy", "iou_by_hand", "iou_and_dice")

words.show("trap")
figures.trap(
    words,
    Question(
        "metrics-trap",
        "A prediction gets more than 92 % of all pixels right. Can it miss every pedestrian?",
        ("Yes", "No, it must find some"),
        answer="Yes",
        because="Pedestrians cover few pixels, so missing them all costs little. Below is an example.",
    ),
)
exercise_panel("golf_accuracy_trap", "which_prediction")

words.show("scores")
figures.many_scores(
    words,
    Question(
        "metrics-scores",
        "Two groups publish the mIoU of the same predictions on the same pictures. Can their numbers differ?",
        ("No, mIoU is one formula", "A little, by rounding", "Yes, by a lot"),
        answer="Yes, by a lot",
        because="The mean can be taken over different things, and the table below takes it over all of them.",
    ),
)
exercise_panel("mean_iou")

words.show("boundary", "boundary-touch")
figures.two_edges(words)

words.show("golf")
exercise_panel("golf_fewest_cells", "golf_equal_dice")

words.show("own", "so-what", "questions")
next_lesson("metrics")
