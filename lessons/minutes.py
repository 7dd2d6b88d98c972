"""How long a part of a lesson takes, computed from what it holds.

Words are read at 200 a minute, a little slower than the 238 that adults read of plain English (Brysbaert 2019, "How
many words do we read per minute?", Journal of Memory and Language 109), for there is something to think about. A figure
gets a minute and a half, a question half a minute. These two are estimates; nobody was timed. Exercises bring their own
minutes.
"""

WORDS_A_MINUTE = 200
MINUTES_A_FIGURE = 1.5
MINUTES_A_QUESTION = 0.5


def minutes(words: int, figures: int = 0, questions: int = 0, exercises: int = 0) -> float:
    """The minutes for so many words, figures and questions, and for exercises of so many minutes in all."""
    return words / WORDS_A_MINUTE + figures * MINUTES_A_FIGURE + questions * MINUTES_A_QUESTION + exercises
