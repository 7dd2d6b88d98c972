"""Metrics: IoU, Dice, mIoU."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.metrics import figures

words = LessonText("metrics")
words.show("intro", "overlap")
figures.overlap_and_curve(words)
exercise_panel("pixel_accuracy", "iou_by_hand", "iou_and_dice")

words.show("trap")
figures.trap(words)
exercise_panel("golf_accuracy_trap", "which_prediction")

words.show("scores")
figures.many_scores(words)
exercise_panel("mean_iou")

words.show("boundary", "boundary-touch")
figures.two_edges(words)

words.show("golf")
exercise_panel("golf_fewest_cells", "golf_equal_dice")

words.show("own", "so-what", "questions")
next_lesson("metrics")
