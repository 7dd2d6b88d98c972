"""Who stands where in a challenge, and the points for it: plain rules over scores that are known."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID


@dataclass(frozen=True)
class ChallengeRules:
    """What an instructor set.

    `metric` is what counts, and `label` the class if it counts only one. `per_day` hand-ins are taken within any 24
    hours. `keeps` says which of a student's counts: the `best` on the public half, or the `last`. `thresholds` are
    (score, points): the highest that is reached earns its points. `bonuses` are the points of the first, the second, …
    """

    metric: Literal["miou", "class_iou", "boundary_miou"]
    label: int = 0
    per_day: int = 3
    keeps: Literal["best", "last"] = "best"
    thresholds: tuple[tuple[float, int], ...] = ()
    bonuses: tuple[int, ...] = ()


@dataclass(frozen=True)
class Handed:
    """One hand-in as the table needs it; `member` is None for a baseline, `hidden` None until the end."""

    id: UUID
    member: UUID | None
    name: str
    public: float
    hidden: float | None
    created: datetime


@dataclass(frozen=True)
class Placed:
    """A line of the table: a student's entry that counts, or a baseline, which has neither rank nor points.

    `score` is what ranks: the public score while the challenge is open, then the hidden one.
    """

    member: UUID | None
    name: str
    rank: int | None
    score: float
    public: float
    hidden: float | None
    entries: int
    points: int | None


def ranked(entries: Iterable[Handed], rules: ChallengeRules) -> tuple[Placed, ...]:
    """The table, the best first; who scores the same has the same rank, and its bonus."""
    of_members, lines = defaultdict[UUID, list[Handed]](list), list[tuple[Handed, int]]()
    for each in entries:
        if each.member is None:
            lines.append((each, 1))
        else:
            of_members[each.member].append(each)
    lines += [(counting(mine, rules.keeps), len(mine)) for mine in of_members.values()]
    scores = [_score(each) for each, _ in lines if each.member is not None]
    table = [_placed(each, count, scores, rules) for each, count in lines]
    return tuple(sorted(table, key=lambda line: (-line.score, line.member is None, line.name.casefold())))


def counting(mine: Sequence[Handed], keeps: str) -> Handed:
    """Which of one student's entries counts. Among equally good ones it is the first."""
    if keeps == "last":
        return max(mine, key=lambda each: each.created)
    return min(mine, key=lambda each: (-each.public, each.created))


def points_for(score: float, rank: int, rules: ChallengeRules) -> int:
    """The points of a score at a rank, which counts from 1."""
    reached = [points for least, points in rules.thresholds if score >= least]
    return max(reached, default=0) + (rules.bonuses[rank - 1] if rank <= len(rules.bonuses) else 0)


def _score(entry: Handed) -> float:
    return entry.public if entry.hidden is None else entry.hidden


def _placed(entry: Handed, count: int, scores: Sequence[float], rules: ChallengeRules) -> Placed:
    score, rank = _score(entry), None
    if entry.member is not None:
        rank = 1 + sum(other > score for other in scores)
    return Placed(
        entry.member,
        entry.name,
        rank,
        score,
        entry.public,
        entry.hidden,
        count,
        None if rank is None else points_for(score, rank, rules),
    )
