"""Training and its pitfalls."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.shell.next_lesson import next_lesson
from app.views.training import clinic as training_clinic
from app.views.training import experiments as training_experiments
from app.views.training import lab as training_lab
from app.views.training import momentum as training_momentum
from app.views.training import pull as training_pull

words = LessonText("training")
words.show("intro", "lab")
training_lab.lab(words)
training_lab.what_a_step_does(words)
training_momentum.what_momentum_does(words)

words.show("experiments")
training_experiments.collapse(words)
exercise_panel("reading_curves", "loss_for_a_tumour")
training_experiments.more_experiments(words)

words.show("pull")
training_pull.where_it_pulls(words)
exercise_panel("soft_dice_loss")
training_pull.the_losses(words)
exercise_panel("weights_from_counts", "focal_weight", "iou_to_dice_loss")

training_clinic.bug_clinic(words)

words.show("so-what")
training_experiments.questions(words)
next_lesson("training")
