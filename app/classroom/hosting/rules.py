"""The rules of an assigned exercise: whether an answer may be graded now, and what graded answers are worth.

Nothing here looks at a clock or a database: all is decided from the rules, what the learner did, and the moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum

from app.classroom.hosting.times import spoken

MOST_ATTEMPTS = 1000
LONGEST_COOLDOWN = 7 * 24 * 3600
"""Seconds from one attempt to the next."""


class Keeps(StrEnum):
    """Which of a learner's attempts makes their points."""

    BEST = "best"
    LAST = "last"


class Solution(StrEnum):
    """When the reference solution is shown.

    `PASSED` at once to who has passed; `DUE` also not before the exercise is due, and then to those too who can earn
    nothing more with it; `NEVER` to nobody.
    """

    PASSED = "passed"
    DUE = "due"
    NEVER = "never"


@dataclass(frozen=True)
class Rules:
    """What holds for an exercise.

    `attempts`: so many are graded, None for any number. `cooldown`: seconds from one to the next. `late_percent`: what
    an attempt after `due` loses; at 100 it is not graded.
    """

    closed: bool = False
    attempts: int | None = None
    cooldown: int = 0
    opens: datetime | None = None
    due: datetime | None = None
    late_percent: int = 0
    keeps: Keeps = Keeps.BEST
    solution: Solution = Solution.PASSED

    def extended(self, due: datetime | None, attempts: int | None) -> "Rules":
        """These rules with what a student was given in their place; None keeps what holds for all."""
        return replace(self, due=due or self.due, attempts=self.attempts if attempts is None else attempts)

    @property
    def problem(self) -> str | None:
        """Why these rules cannot be, in a sentence; None if they can."""
        if self.attempts is not None and not 1 <= self.attempts <= MOST_ATTEMPTS:
            return f"Allow from 1 to {MOST_ATTEMPTS} attempts, or any number."
        if not 0 <= self.cooldown <= LONGEST_COOLDOWN:
            return "Between two attempts lie at most seven days."
        if not 0 <= self.late_percent <= 100:
            return "A late answer loses from 0 to 100 percent."
        if self.opens and self.due and self.opens >= self.due:
            return "It has to open before it is due."
        if self.solution is Solution.DUE and self.due is None:
            return "To show the solution after the due date, give one."
        return None

    def moved(self, by: timedelta) -> "Rules":
        """These rules with all dates moved."""
        return replace(self, opens=self.opens and self.opens + by, due=self.due and self.due + by)


@dataclass(frozen=True)
class Graded:
    """One graded answer. `points` is what it earned if it passed."""

    created: datetime
    passed: bool
    points: int


class Reason(StrEnum):
    """Why an answer may not be graded now."""

    CLOSED = "closed"
    NOT_YET = "not yet"
    OVER = "over"
    SPENT = "spent"
    COOLDOWN = "cooldown"


@dataclass(frozen=True)
class Refusal:
    """Why an answer is not graded now, and `when`: it was due, it opens, or the next one is graded."""

    reason: Reason
    when: datetime | None = None

    def sentence(self, where: tzinfo, now: datetime) -> str:
        """The reason for the learner, in their time zone."""
        moment = ""
        if self.when:
            moment = spoken(self.when, where, now, seconds=self.reason is Reason.COOLDOWN)
        match self.reason:
            case Reason.CLOSED:
                return (
                    "Your instructor has closed this exercise, so nothing is graded until it is opened again."
                )
            case Reason.NOT_YET:
                return f"This exercise opens {moment}; nothing is graded before."
            case Reason.OVER:
                return f"This was due {moment}, and nothing is graded after that."
            case Reason.SPENT:
                return "No attempt is left, so nothing more is graded."
            case Reason.COOLDOWN:
                return f"The next attempt is graded from {moment} on. Take the time to look at the last verdict again."


def refusal(rules: Rules, graded: Sequence[Graded], now: datetime) -> Refusal | None:
    """Why an answer given `now`, after those `graded` (the oldest first), may not be graded; None if it may."""
    if rules.closed:
        return Refusal(Reason.CLOSED)
    if rules.opens and now < rules.opens:
        return Refusal(Reason.NOT_YET, rules.opens)
    if _is_over(rules, now):
        return Refusal(Reason.OVER, rules.due)
    if rules.attempts is not None and len(graded) >= rules.attempts:
        return Refusal(Reason.SPENT)
    if graded and rules.cooldown:
        again = graded[-1].created + timedelta(seconds=rules.cooldown)
        if now < again:
            return Refusal(Reason.COOLDOWN, again)
    return None


def counted(rules: Rules, graded: Sequence[Graded]) -> Sequence[Graded]:
    """The answers that count: the first ones, as many as are allowed."""
    return graded if rules.attempts is None else graded[: rules.attempts]


def points(rules: Rules, graded: Sequence[Graded]) -> Decimal | None:
    """What these answers (the oldest first) earn, with at most two decimals; None where nothing was graded."""
    earned = [_worth(rules, each) for each in counted(rules, graded)]
    if not earned:
        return None
    return max(earned) if rules.keeps is Keeps.BEST else earned[-1]


def has_passed(rules: Rules, graded: Sequence[Graded]) -> bool:
    """Whether one of the answers that count has passed."""
    return any(each.passed for each in counted(rules, graded))


def shows_solution(rules: Rules, graded: Sequence[Graded], now: datetime) -> bool:
    """Whether the solution may be seen by whoever gave these answers."""
    passed = has_passed(rules, graded)
    if rules.solution is Solution.NEVER:
        return False
    if rules.solution is Solution.PASSED or rules.due is None:
        return passed
    is_spent = rules.attempts is not None and len(graded) >= rules.attempts
    return now > rules.due and (passed or is_spent or _is_over(rules, now))


def _is_over(rules: Rules, now: datetime) -> bool:
    return rules.due is not None and rules.late_percent >= 100 and now > rules.due


def _worth(rules: Rules, one: Graded) -> Decimal:
    if not one.passed:
        return Decimal(0)
    is_late = rules.due is not None and one.created > rules.due
    return Decimal(one.points) * (100 - rules.late_percent if is_late else 100) / 100
