"""The subject: what is taught, in which order. No Streamlit and no database in here."""

from lessons import argmax, dilation, flavours, metrics, practice, prompting, training, unet, upsampling
from lessons.course import Lesson

COURSE: tuple[Lesson, ...] = (
    argmax.LESSON,
    metrics.LESSON,
    flavours.LESSON,
    unet.LESSON,
    upsampling.LESSON,
    dilation.LESSON,
    training.LESSON,
    prompting.LESSON,
    practice.LESSON,
)
"""The lessons in the order of the course. The order lives only here, so renumbering never moves anyone's progress."""


def lesson(slug: str) -> Lesson:
    """The lesson with this slug. Raises `KeyError` if the course has none."""
    for candidate in COURSE:
        if candidate.slug == slug:
            return candidate
    raise KeyError(slug)
