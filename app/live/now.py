"""What goes on in a class, for one of its students: what their browser draws at the foot of every page."""

from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from markdown_it import MarkdownIt

from app.classroom import schema
from app.classroom.hosting import Ballot, Hand, Hosting, Pace
from app.components.class_now.data import AnswerNow, Now, PollNow, SectionNow
from exercises._engine.catalogue import catalogue
from lessons import COURSE

# Tables and emphasis, as tasks have them; no HTML of anybody's, and nothing that loads or leads elsewhere.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["link", "image", "autolink"])

_ANSWERS_SHOWN = timedelta(hours=12)
_POLL_SHOWN = timedelta(minutes=10)  # so long after it was closed everybody sees how it came out


def now_of(hosting: Hosting, learner: UUID, classroom: UUID) -> Now:
    """What the class is shown, its poll, and the answers to this student's hands.

    Raises `NotAllowedError` for one who is not in the class.
    """
    moment = schema.now()
    attention = hosting.attentions.of_member(learner, classroom, since=moment - _ANSWERS_SHOWN)
    pace = attention.pace
    return {
        "clock": _milliseconds(moment),
        "look_here": pace.look_here,
        "message": pace.message,
        "section": _section(pace.section),
        "timer_ends": _timer(pace, moment),
        "poll": _poll(attention.ballot, moment),
        "answers": [_answer(each) for each in attention.answered],
    }


def _milliseconds(moment: datetime) -> float:
    return moment.timestamp() * 1000


def _timer(pace: Pace, moment: datetime) -> float:
    """When the clock reaches zero; it stays for a minute after that."""
    ends = pace.timer_ends
    return _milliseconds(ends) if ends and moment < ends + timedelta(minutes=1) else 0.0


def _section(address: str) -> SectionNow | None:
    slug, _, name = address.partition("/")
    for lesson in COURSE:
        for each in lesson.sections:
            if (lesson.slug, each.name) == (slug, name):
                return {"title": f"{lesson.title}: {each.title}", "path": f"{slug}?section={name}"}
    return None


def _poll(ballot: Ballot | None, moment: datetime) -> PollNow | None:
    if ballot is None:
        return None
    outcome = ballot.outcome
    if outcome and outcome.poll.closed and moment > outcome.poll.closed + _POLL_SHOWN:
        return None
    return {
        "id": str(ballot.id),
        "question": _html(ballot.question),
        "options": [_inline_html(option) for option in ballot.options],
        "chosen": -1 if ballot.chosen is None else ballot.chosen,
        "counts": outcome.counts if outcome else (),
        "right": outcome.poll.right_option if outcome else -1,
    }


@lru_cache(maxsize=256)
def _html(words: str) -> str:
    return _MARKDOWN.render(words)


@lru_cache(maxsize=1024)
def _inline_html(words: str) -> str:
    return _MARKDOWN.renderInline(words)


def _answer(hand: Hand) -> AnswerNow:
    exercise = catalogue().get(hand.exercise)
    slug = next((lesson.slug for lesson in COURSE if hand.exercise in lesson.exercises), "")
    return {
        "id": str(hand.id),
        "title": exercise.title if exercise else hand.exercise,
        "path": f"{slug}?exercise={hand.exercise}",
        "answer": hand.answer,
    }
