"""Metrics: IoU, Dice, mIoU."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.metrics import figures, own

words = LessonText("metrics")
words.show("intro", "overlap")
figures.two_masks(words)
exercise_panel("pixel_accuracy", "iou_by_hand")
figures.worked_example_to_run(words)
exercise_panel("iou_and_dice")
figures.dice_and_iou(words)

words.show("trap")
figures.trap(words)
exercise_panel("golf_accuracy_trap", "which_prediction")

words.show("scores")
figures.many_scores(words)
exercise_panel("mean_iou")

figures.two_edges(words)

words.show("golf")
exercise_panel("golf_fewest_cells", "golf_equal_dice")

own.own_files(words)
words.show("own-command", "so-what", "questions")
next_lesson("metrics")
