"""The lesson on pixels and argmax: from scores for every class to one class for every pixel."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="argmax",
    title="Pixels and argmax",
    group="Foundations",
    outcome="say what pixel-level classification is, and turn per-class scores into a mask",
    sections=(
        Section("levels", "One answer, or one for each pixel", questions=("levels",)),
        Section("mask", "What a mask is", questions=("mask",)),
        Section("argmax", "From scores to a mask", exercises=("argmax_per_pixel",), questions=("winner",)),
        Section("softmax", "Probabilities and ties", exercises=("argmax_ties",), questions=("softmax",)),
    ),
)
