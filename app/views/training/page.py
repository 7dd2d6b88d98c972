"""Training and its pitfalls."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.training import clinic as training_clinic
from app.views.training import experiments as training_experiments
from app.views.training import lab as training_lab
from app.views.training import pull as training_pull

words = LessonText("training")
words.show("intro", "lab")
training_lab.lab(words)

words.show("experiments")
training_experiments.experiments(words)
exercise_panel("reading_curves", "loss_for_a_tumour")

words.show("pull")
training_pull.where_it_pulls(words)
exercise_panel("soft_dice_loss", "weights_from_counts", "focal_weight", "iou_to_dice_loss")

training_clinic.bug_clinic(words)

words.show("so-what", "questions")
next_lesson("training")
