from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.classroom.hosting import Graded, Keeps, Reason, Rules, Solution, rules
from app.classroom.hosting.times import spoken, zone

NOW = datetime(2026, 5, 6, 10, 0, tzinfo=UTC)  # a Wednesday
HOUR = timedelta(hours=1)

moments = st.integers(-5000, 5000).map(lambda minutes: NOW + timedelta(minutes=minutes))
some_rules = st.builds(
    Rules,
    closed=st.booleans(),
    attempts=st.none() | st.integers(1, 4),
    cooldown=st.sampled_from([0, 30, 3600]),
    opens=st.none() | moments,
    due=st.none() | moments,
    late_percent=st.integers(0, 100),
    keeps=st.sampled_from(Keeps),
    solution=st.sampled_from(Solution),
)
answers = st.builds(Graded, moments, st.booleans(), st.integers(0, 40))
histories = st.lists(answers, max_size=8).map(lambda each: sorted(each, key=lambda one: one.created))


def graded(*passed: bool, at: datetime = NOW, points: int = 10) -> list[Graded]:
    return [Graded(at + timedelta(minutes=number), each, points) for number, each in enumerate(passed)]


@given(some_rules, st.lists(st.tuples(st.integers(0, 4000), st.booleans(), st.integers(0, 40)), max_size=12))
def test_never_more_is_graded_than_is_allowed(ruled: Rules, presses: Sequence[tuple[int, bool, int]]) -> None:
    done: list[Graded] = []
    now = NOW
    for wait, passed, points in presses:
        now += timedelta(seconds=wait)
        if rules.refusal(ruled, done, now) is None:
            done.append(Graded(now, passed, points))
    assert ruled.attempts is None or len(done) <= ruled.attempts
    assert not (ruled.closed and done)
    for before, after in pairwise(done):
        assert after.created - before.created >= timedelta(seconds=ruled.cooldown)
    for each in done:
        assert ruled.opens is None or each.created >= ruled.opens
        assert ruled.due is None or ruled.late_percent < 100 or each.created <= ruled.due


@given(some_rules, histories, answers)
def test_the_best_attempt_is_never_made_worse_by_another(
    ruled: Rules, done: list[Graded], more: Graded
) -> None:
    best = replace(ruled, keeps=Keeps.BEST)
    before = rules.points(best, done)
    after = rules.points(best, [*done, more])
    assert after is not None and (before is None or after >= before)


@given(some_rules, histories)
def test_points_lie_between_nothing_and_what_was_earned_and_have_two_decimals(
    ruled: Rules, done: list[Graded]
) -> None:
    points = rules.points(ruled, done)
    if points is None:
        assert not done
        return
    assert 0 <= points <= max((each.points for each in done if each.passed), default=0)
    assert points == round(points, 2)


@given(histories, st.integers(0, 99))
def test_a_larger_penalty_never_earns_more(done: list[Graded], percent: int) -> None:
    mild, strict = (rules.points(Rules(due=NOW, late_percent=each), done) for each in (percent, percent + 1))
    if mild is not None and strict is not None:
        assert strict <= mild
    else:
        assert mild == strict


@given(some_rules, histories, moments)
def test_a_solution_that_is_shown_does_not_help_to_earn_more_once_it_is_kept_until_due(
    ruled: Rules, done: list[Graded], now: datetime
) -> None:
    late = replace(ruled, solution=Solution.DUE, due=NOW, closed=False)
    if rules.shows_solution(late, done, now) and not rules.has_passed(late, done):
        assert rules.refusal(late, done, now) is not None


def test_what_is_refused_says_why_and_until_when() -> None:
    def reason(ruled: Rules, *passed: bool, now: datetime = NOW) -> Reason | None:
        found = rules.refusal(ruled, graded(*passed), now)
        return found.reason if found else None

    assert reason(Rules()) is None
    assert reason(Rules(closed=True)) is Reason.CLOSED
    assert reason(Rules(opens=NOW)) is None and reason(Rules(opens=NOW + HOUR)) is Reason.NOT_YET
    assert reason(Rules(due=NOW - HOUR, late_percent=50)) is None
    assert reason(Rules(due=NOW, late_percent=100)) is None
    assert reason(Rules(due=NOW - HOUR, late_percent=100)) is Reason.OVER
    assert reason(Rules(attempts=2), False) is None and reason(Rules(attempts=2), False, True) is Reason.SPENT
    wait = rules.refusal(Rules(cooldown=90), graded(False), NOW + timedelta(seconds=30))
    assert wait and wait.reason is Reason.COOLDOWN and wait.when == NOW + timedelta(seconds=90)
    assert "12:01:30" in wait.sentence(ZoneInfo("Europe/Berlin"), NOW)
    opens = rules.refusal(Rules(opens=NOW + 48 * HOUR), [], NOW)
    assert opens and "opens Friday 19:00;" in opens.sentence(ZoneInfo("Asia/Tokyo"), NOW)


def test_points_follow_the_rules() -> None:
    done = [*graded(False, True, points=20), *graded(True, False, at=NOW + 2 * HOUR)]
    assert rules.points(Rules(), []) is None
    assert rules.points(Rules(), done) == 20
    assert rules.points(Rules(keeps=Keeps.LAST), done) == 0
    assert rules.points(Rules(keeps=Keeps.LAST, attempts=3), done) == 10
    assert rules.points(Rules(due=NOW, late_percent=33), done) == Decimal("13.4")
    assert rules.points(Rules(due=NOW, late_percent=100), done) == 0
    assert rules.points(Rules(attempts=1), done) == 0
    assert rules.points(Rules(due=NOW).extended(NOW + HOUR, None), done) == 20


def test_when_the_solution_shows() -> None:
    passed, failed = graded(True), graded(False, False)
    later = NOW + HOUR
    at_once, due, never = (Rules(solution=each, due=later, attempts=2, late_percent=50) for each in Solution)
    assert rules.shows_solution(at_once, passed, NOW) and not rules.shows_solution(at_once, failed, NOW)
    assert not rules.shows_solution(due, passed, later)
    assert rules.shows_solution(due, passed, later + HOUR)
    assert rules.shows_solution(due, failed, later + HOUR)  # no attempt is left
    assert not rules.shows_solution(due, failed[:1], later + HOUR)  # one that may still be graded
    assert not rules.shows_solution(never, passed, later + HOUR)


@pytest.mark.parametrize(
    "ruled",
    [
        Rules(attempts=0),
        Rules(cooldown=-1),
        Rules(late_percent=101),
        Rules(opens=NOW, due=NOW),
        Rules(solution=Solution.DUE),
    ],
)
def test_rules_that_cannot_be_are_told_in_a_sentence(ruled: Rules) -> None:
    assert ruled.problem and ruled.problem.endswith(".")
    assert Rules(attempts=1, opens=NOW, due=NOW + HOUR).problem is None


def test_moments_are_said_as_people_say_them() -> None:
    berlin = zone("Europe/Berlin")
    assert spoken(NOW, berlin, NOW) == "today 12:00"
    assert spoken(NOW + 48 * HOUR, berlin, NOW) == "Friday 12:00"
    assert spoken(NOW + 7 * 24 * HOUR, berlin, NOW) == "Wednesday 13 May, 12:00"
    assert spoken(NOW - 24 * HOUR, berlin, NOW) == "Tuesday 5 May, 12:00"
    assert spoken(NOW + 365 * 24 * HOUR, berlin, NOW) == "Thursday 6 May 2027, 12:00"
    assert spoken(NOW, zone("Nowhere/../etc"), NOW) == "today 10:00 UTC"
    assert spoken(NOW + 15 * HOUR, zone("Asia/Tokyo"), NOW) == "Thursday 10:00"
