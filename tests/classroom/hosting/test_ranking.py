from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.classroom.hosting.ranking import ChallengeRules, Handed, points_for, ranked

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
ANN, BEN, CAT = (UUID(int=number) for number in (1, 2, 3))
NAMES = {ANN: "Ann", BEN: "Ben", CAT: "Cat", None: "unet"}
RULES = ChallengeRules("miou", thresholds=((0.5, 5), (0.6, 8)), bonuses=(3, 2, 1))


def handed(member: UUID | None, public: float, hidden: float | None = None, minutes: int = 0) -> Handed:
    return Handed(uuid4(), member, NAMES[member], public, hidden, START + timedelta(minutes=minutes))


def table(
    *entries: Handed, rules: ChallengeRules = RULES
) -> list[tuple[str, int | None, float, int | None, int]]:
    return [(each.name, each.rank, each.score, each.points, each.entries) for each in ranked(entries, rules)]


def test_the_best_counts_or_the_last() -> None:
    entries = handed(ANN, 0.7, minutes=0), handed(ANN, 0.4, minutes=5), handed(BEN, 0.55)
    assert table(*entries) == [("Ann", 1, 0.7, 8 + 3, 2), ("Ben", 2, 0.55, 5 + 2, 1)]
    last = ChallengeRules("miou", keeps="last", thresholds=RULES.thresholds)
    assert table(*entries, rules=last) == [("Ben", 1, 0.55, 5, 1), ("Ann", 2, 0.4, 0, 2)]


def test_at_the_end_the_hidden_half_of_what_was_best_in_public_counts() -> None:
    entries = handed(ANN, 0.9, 0.5), handed(ANN, 0.8, 0.95), handed(BEN, 0.6, 0.6)
    assert table(*entries) == [("Ben", 1, 0.6, 8 + 3, 1), ("Ann", 2, 0.5, 5 + 2, 2)]


def test_who_scores_the_same_shares_a_rank_and_a_baseline_takes_none() -> None:
    entries = handed(None, 0.8), handed(BEN, 0.7), handed(ANN, 0.7), handed(CAT, 0.5), handed(None, 0.5)
    assert table(*entries) == [
        ("unet", None, 0.8, None, 1),
        ("Ann", 1, 0.7, 8 + 3, 1),
        ("Ben", 1, 0.7, 8 + 3, 1),
        ("Cat", 3, 0.5, 5 + 1, 1),
        ("unet", None, 0.5, None, 1),
    ]


@pytest.mark.parametrize(
    ("score", "rank", "points"), [(0.4999, 4, 0), (0.5, 4, 5), (0.6, 4, 8), (1.0, 3, 9), (0.0, 1, 3)]
)
def test_points_are_of_the_highest_threshold_reached_and_of_the_rank(
    score: float, rank: int, points: int
) -> None:
    assert points_for(score, rank, RULES) == points
    assert points_for(score, rank, ChallengeRules("miou")) == 0
