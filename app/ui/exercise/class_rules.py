"""What a learner's classes say of an exercise: attempts left, when it is due, whether an answer is graded now."""

from datetime import UTC, datetime, tzinfo

import streamlit as st

from app import state, wiring
from app.classroom import RecordsError
from app.classroom.hosting import Keeps, RefusedError, Rules, Solution, Standing, times
from app.ui.kit.inert import inert
from app.ui.shell.learner import Visitor
from exercises._engine.catalogue import Exercise

_AWAY = (
    "Your class has rules for this exercise, and the records that tell of them cannot be reached, so nothing was "
    "graded. Your answer is still here: check it again in a while."
)


def are_there(exercise: Exercise, visitor: Visitor) -> bool:
    """Whether a class of this visitor has rules for this exercise, as far as is known while the records are away."""
    known = f"has-rules:{exercise.id}"
    if visitor.out_of_reach:
        return bool(state.recall(known))
    found = bool(visitor.standings.get(exercise.id))
    if found or state.recall(known):
        state.remember(known, found)
    return found


def show(exercise: Exercise, visitor: Visitor) -> None:
    """One line for each class with rules to keep in mind."""
    if not are_there(exercise, visitor):  # which is remembered for when the records are away
        return
    now, where = datetime.now(UTC), reader_zone()
    standings = visitor.standings.get(exercise.id, ())
    for each in standings:
        words = line(each, where, now)
        if words:
            st.caption(f":material/event: {_of_class(each, len(standings) > 1)}{words}")


def refused_now(exercise: Exercise, visitor: Visitor) -> str | None:
    """Why an answer would not be graded now, in a sentence; asks the records, but for who is in no class."""
    if not are_there(exercise, visitor):
        return None
    if visitor.out_of_reach:
        return _AWAY
    standings = visitor.standings.get(exercise.id, ())
    if visitor.learner:  # who looks as a student is none
        try:
            standings = wiring.hosting().standings.of(visitor.learner, exercise.id)
        except RecordsError:
            return _AWAY
    now = datetime.now(UTC)
    for each in standings:
        refused = each.refusal(now)
        if refused:
            return _of_class(each, len(standings) > 1) + refused.sentence(reader_zone(), now)
    return None


def refusal(error: RefusedError) -> str:
    """What a learner reads whose answer was graded and not recorded, for another one came before it."""
    reason = error.refusal.sentence(reader_zone(), datetime.now(UTC))
    return f"{inert(error.standing.class_name)}: {reason} Your answer is still here, and its verdict is not shown."


def withholds_solution(exercise: Exercise, visitor: Visitor) -> str | None:
    """Why a learner who has passed does not see the solution yet, in a sentence; None if they may."""
    now = datetime.now(UTC)
    for each in visitor.standings.get(exercise.id, ()):
        rules = each.rules
        if rules.solution is Solution.NEVER:
            return "Your class does not show the solution of this exercise."
        if rules.solution is Solution.DUE and rules.due and now <= rules.due:
            return f"Your class shows the solution after {times.spoken(rules.due, reader_zone(), now)}."
    return None


def shows_solution(exercise: Exercise, visitor: Visitor) -> bool:
    """Whether all classes show the solution also to who has not passed, as nothing can be earned any more."""
    standings, now = visitor.standings.get(exercise.id, ()), datetime.now(UTC)
    return bool(standings) and all(each.shows_solution(now) for each in standings)


def reader_zone() -> tzinfo:
    """The time zone of whoever reads the page."""
    return times.zone(state.timezone())


def line_of(rules: Rules) -> str:
    """The rules as their instructor reads them, in their time zone; empty where nothing is ruled."""
    parts = []
    if rules.attempts is not None:
        parts.append(f"{rules.attempts} {'attempt' if rules.attempts == 1 else 'attempts'}")
    parts += _rest(rules, reader_zone(), datetime.now(UTC))
    if rules.late_percent and (rules.due is None or datetime.now(UTC) <= rules.due):
        parts.append(_late(rules))
    if rules.solution is not Solution.PASSED:
        parts.append(
            "solution after the due date" if rules.solution is Solution.DUE else "solution never shown"
        )
    return _sentence(parts)


def line(standing: Standing, where: tzinfo, now: datetime) -> str:
    """What a learner keeps in mind, such as `2 of 3 attempts left, due Friday 12:00.`; empty if nothing."""
    parts = []
    if standing.rules.attempts is not None:
        in_all = standing.rules.attempts
        parts.append(f"{standing.left} of {in_all} {'attempt' if in_all == 1 else 'attempts'} left")
    return _sentence(parts + _rest(standing.rules, where, now))


def _rest(rules: Rules, where: tzinfo, now: datetime) -> list[str]:
    """What the rules say besides the number of attempts."""
    parts = []
    if rules.cooldown:
        parts.append(f"{duration(rules.cooldown)} from one attempt to the next")
    if rules.opens and now < rules.opens:
        parts.append(f"opens {times.spoken(rules.opens, where, now)}")
    if rules.due:
        is_late = now > rules.due
        parts.append(f"{'was due' if is_late else 'due'} {times.spoken(rules.due, where, now)}")
        if is_late and rules.late_percent:
            parts.append(_late(rules))
    if rules.keeps is Keeps.LAST:
        parts.append("the last attempt counts")
    if rules.closed:
        parts.append("closed")
    return parts


def _late(rules: Rules) -> str:
    if rules.late_percent >= 100:
        return "not graded after that"
    return f"late answers lose {rules.late_percent} %"


def _sentence(parts: list[str]) -> str:
    words = ", ".join(parts)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def duration(seconds: int) -> str:
    """So many seconds, in the largest unit that says them whole."""
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds % size == 0:
            count = seconds // size
            return f"{count} {name}{'' if count == 1 else 's'}"
    raise AssertionError("every number of seconds is whole")


def _of_class(standing: Standing, is_one_of_several: bool) -> str:
    return f"{inert(standing.class_name)}: " if is_one_of_several else ""
