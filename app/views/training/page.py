"""Training and its pitfalls."""

from app.ui.exercise.panel import exercise_panel
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question
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
training_pull.where_it_pulls(
    words,
    Question(
        "training-pull",
        "Persons are one pixel in a hundred of Street 1. Before training, a network is about equally unsure "
        "everywhere. How much of plain cross-entropy's pull do persons get?",
        ("Nothing", "About one hundredth", "About one eighth, as there are eight classes"),
        answer="About one hundredth",
        because="It is a mean over pixels, so a class pulls as hard as it has pixels.",
    ),
)
exercise_panel("soft_dice_loss", "weights_from_counts", "focal_weight", "iou_to_dice_loss")

training_clinic.bug_clinic(words)

words.show("so-what", "questions")
next_lesson("training")
