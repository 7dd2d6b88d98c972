"""What the upsampling page asks before it shows; the question itself is the last paragraph of each section's words."""

import streamlit as st

from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import Question, predict

_ANSWERS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "views": (
        ("A new operation", "An ordinary convolution in disguise"),
        "An ordinary convolution in disguise",
        "One of an input with zeros between its cells. Below, the numbers come out the same.",
    ),
    "blend": (
        ("The nearest one alone", "All four, a quarter each", "All four: 9, 3, 3 and 1 sixteenths"),
        "All four: 9, 3, 3 and 1 sixteenths",
        "Along each side the nearer cell counts ¾ and the other ¼, and the two sides multiply: ¾ · ¾ = 9/16 = 0.5625.",
    ),
    "checkers": (
        ("Nearest, then convolution", "Bilinear, then convolution", "Transposed, kernel 3"),
        "Transposed, kernel 3",
        "Repeating or blending a flat map leaves it flat, and one kernel treats every cell of it alike.",
    ),
    "checkers-trained": (
        ("Just as clearly", "Hardly at all"),
        "Hardly at all",
        "Below are both numbers, behind the upsampling and in the logits.",
    ),
    "field": (
        ("9 pixels a side", "15 pixels a side", "21 pixels a side"),
        "15 pixels a side",
        "1 + 2 + 4 + 8.",
    ),
    "gaps": (
        ("All of it", "About half", "Less than a third"),
        "Less than a third",
        "49 of the 169 cells: every second one along each side.",
    ),
    "exchange": (
        ("Nothing", "More weights", "More multiply–adds"),
        "More multiply–adds",
        "Every layer works on the full map. The weights are as many as before.",
    ),
}


def opening(words: LessonText, part: str) -> None:
    """The heading of a section, its question, and what the learner predicts. Call it in the section's fragment."""
    heading, asked = words[part].split("\n\n", 1)
    options, answer, because = _ANSWERS[part]
    st.markdown(heading)
    predict(Question(f"upsampling-{part}", " ".join(asked.split()), options, answer, because))
