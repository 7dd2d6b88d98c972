"""The lesson on pixels and argmax: from scores for every class to one class for every pixel."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="argmax",
    title="Pixels and argmax",
    group="Foundations",
    outcome="say what pixel-level classification is, and turn per-class scores into a mask",
    minutes=20,
    exercises=("argmax_per_pixel", "argmax_ties"),
)
