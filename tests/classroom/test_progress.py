import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.classroom import Attempt, ExerciseProgress, Progress, Records, RecordsError
from app.classroom.arrival import Arrived, Lately
from app.classroom.progress import after
from exercises._engine.types import Verdict, VerdictKind

MakeAttempt = Callable[..., Attempt]

_NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
_attempts = st.fixed_dictionaries(
    {
        "layer": st.sampled_from(["blanks", "unaided", ""]),
        "passed": st.booleans(),
        "points": st.integers(0, 20),
        "created": st.integers(0, 5).map(lambda minutes: _NOON + timedelta(minutes=minutes)),
    }
)


def _fold(attempts: list[dict[str, Any]]) -> ExerciseProgress:
    progress = ExerciseProgress()
    for attempt in attempts:
        progress = after(progress, **attempt)
    return progress


def test_points_are_earned_once_and_half_as_much_again_unaided() -> None:
    steps = [("blanks", False, 0), ("blanks", True, 9), ("blanks", True, 9), ("unaided", False, 9)]
    steps += [("unaided", True, 14), ("unaided", True, 14), ("blanks", False, 14)]
    progress = ExerciseProgress()
    for minute, (layer, passed, points) in enumerate(steps):
        moment = _NOON + timedelta(minutes=minute)
        progress = after(progress, layer=layer, passed=passed, points=9, created=moment)
        assert progress.points == points
        assert progress.attempts == minute + 1
    assert progress.passed_at == _NOON + timedelta(minutes=1)
    assert progress.unaided_at == _NOON + timedelta(minutes=4)


def test_passing_unaided_first_earns_both() -> None:
    progress = after(ExerciseProgress(), layer="unaided", passed=True, points=10, created=_NOON)
    assert progress.passed and progress.unaided and progress.points == 15


@settings(deadline=None)
@given(st.lists(_attempts).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))))
def test_the_order_of_attempts_does_not_matter(
    both: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    there, shuffled = both
    assert _fold(there) == _fold(shuffled)


def test_later_tries_earn_less_and_earlier_records_keep_what_they_earned(
    records: Records, make_attempt: MakeAttempt
) -> None:
    learner, points = records.ensure_learner("token"), {"points": 10, "later_points": (7, 4)}
    first = records.record(make_attempt(learner, passed=True, exercise="before"))  # without that rule
    assert first.attempt.points == 10
    for misses, earned in enumerate((10, 7, 4, 4)):
        exercise = f"missed_{misses}"
        for _ in range(misses):
            missed = make_attempt(learner, exercise=exercise, **points)
            records.record(missed)
            records.record(missed)  # sent again, it is still one
        # What could not be graded is no miss.
        unusable = Verdict(exercise, False, VerdictKind.INVALID, "Pick one.")
        records.record(replace(make_attempt(learner, exercise=exercise, **points), verdict=unusable))
        assert records.misses(learner, exercise) == misses
        passing = make_attempt(learner, passed=True, exercise=exercise, **points)
        stored = records.record(passing)
        assert stored.new and stored.attempt.points == earned
        assert records.progress(learner).of(exercise).points == earned
        # A miss after passing takes nothing away, and sending the pass again gives nothing.
        records.record(make_attempt(learner, exercise=exercise, **points))
        assert not records.record(passing).new
    before = records.progress(learner)
    assert before.of("before").points == 10 and before.points == 10 + 10 + 7 + 4 + 4
    records.rebuild_progress()
    assert records.progress(learner) == before


def test_progress_starts_empty(records: Records) -> None:
    learner = records.ensure_learner("token")
    assert records.progress(learner) == Progress({})
    assert records.progress(learner).points == 0
    assert records.progress(learner).of("mean_iou") == ExerciseProgress()


def test_progress_follows_attempts_and_hints(records: Records, make_attempt: MakeAttempt) -> None:
    learner = records.ensure_learner("token")
    records.record(make_attempt(learner))
    passing = records.record(make_attempt(learner, passed=True))
    records.record(make_attempt(learner, passed=True, exercise="pixel_accuracy", points=4, layer="unaided"))
    for number in (1, 2, 1, 1):
        records.open_hint(learner, "mean_iou", number)
    assert records.hints_opened(learner, "mean_iou") == 2
    assert records.hints_opened(learner, "pixel_accuracy") == 0
    progress = records.progress(learner)
    assert progress.of("mean_iou") == ExerciseProgress(2, 2, passing.created, 10)
    assert progress.points == 16
    with pytest.raises(ValueError, match="from 1"):
        records.open_hint(learner, "mean_iou", 0)


def test_a_lost_projection_is_rebuilt(records: Records, make_attempt: MakeAttempt, url: str) -> None:
    from sqlalchemy import create_engine, delete, make_url

    from app.classroom import schema

    learners = [records.ensure_learner(f"token {index}") for index in range(3)]
    for learner in learners:
        records.record(make_attempt(learner, passed=True))
        records.open_hint(learner, "pixel_accuracy", 1)
    before = [records.progress(each) for each in learners]
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(delete(schema.progress))
    engine.dispose()
    assert records.progress(learners[0]).points == 0
    records.rebuild_progress()
    assert [records.progress(each) for each in learners] == before


_events = st.lists(
    st.tuples(
        st.sampled_from(["mean_iou", "pixel_accuracy"]),
        st.tuples(st.sampled_from(["blanks", "unaided"]), st.booleans(), st.integers(0, 9))
        | st.integers(1, 3),
    ),
    max_size=8,
)


# Each example is a learner of their own, so one database serves them all.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=_events)
def test_the_rebuilt_projection_equals_the_kept_one(
    records: Records, make_attempt: MakeAttempt, events: list[tuple[str, Any]]
) -> None:
    learner = records.ensure_learner(secrets.token_hex())
    for exercise, event in events:
        if isinstance(event, int):
            records.open_hint(learner, exercise, event)
        else:
            layer, passed, points = event
            records.record(make_attempt(learner, passed, exercise=exercise, layer=layer, points=points))
    progress = records.progress(learner)
    records.rebuild_progress(learner)
    assert records.progress(learner) == progress
    assert set(progress.exercises) == {exercise for exercise, _ in events}


def test_one_exercise_is_found_by_its_index(tmp_path: Path) -> None:
    """The projection exists so that a page never reads all attempts; reading it is a key look-up."""
    import sqlite3

    records = Records(f"sqlite:///{tmp_path / 'records.db'}")
    records.migrate()
    records.close()
    connection = sqlite3.connect(tmp_path / "records.db")
    plans = [
        connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()[0][3]
        for query in (
            "SELECT * FROM progress WHERE learner_id = 'a'",
            "SELECT * FROM attempt WHERE learner_id = 'a' AND exercise = 'b' ORDER BY created DESC",
            "SELECT * FROM attempt WHERE learner_id = 'a' ORDER BY created DESC",
            "SELECT learner_id FROM device WHERE token_hash = 'a'",
        )
    ]
    connection.close()
    assert all(plan.startswith("SEARCH") for plan in plans), plans


def test_what_a_page_needs_of_an_arriving_learner_is_what_is_stored(records: Records) -> None:
    assert records.arrived("token") is None
    learner = records.ensure_learner("token")
    records.open_hint(learner, "mean_iou", 1)
    records.visit(learner, "metrics")
    arrived = records.arrived("token")
    assert arrived is not None
    assert (arrived.learner, arrived.place) == (learner, "metrics")
    assert arrived.progress == records.progress(learner) and arrived.progress.of("mean_iou").hints_opened == 1


def test_what_this_process_wrote_is_known_at_once_and_what_another_wrote_within_half_a_minute(
    records: Records, other_process: Records
) -> None:
    learner = records.ensure_learner("token")
    assert records.arrived("token") == records.arrived("token", lately=True)
    records.open_hint(learner, "mean_iou", 1)
    records.visit(learner, "metrics")
    known = records.arrived("token", lately=True)
    assert known is not None and known.place == "metrics"
    assert known.progress.of("mean_iou").hints_opened == 1

    other_process.visit(learner, "argmax")
    still, fresh = records.arrived("token", lately=True), records.arrived("token")
    assert still == known
    assert fresh is not None and fresh.place == "argmax" and fresh == records.arrived("token", lately=True)

    records.forget(learner)
    assert records.arrived("token", lately=True) is None


def test_whoever_finds_the_records_away_lets_all_others_find_out(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.ensure_learner("token")
    assert records.arrived("token") is not None

    def away(*_: object) -> None:
        raise RecordsError("away")

    monkeypatch.setattr(records.database, "read", away)
    assert records.arrived("token", lately=True) is not None
    for lately in (False, True):
        with pytest.raises(RecordsError, match="away"):
            records.arrived("token", lately=lately)


def test_a_device_that_became_another_learners_is_known_as_theirs(records: Records) -> None:
    mine, theirs = records.ensure_learner("mine"), records.ensure_learner("theirs")
    code = records.new_recovery_code(theirs)
    before = records.arrived("mine")
    assert before is not None and before.learner == mine
    records.recover(code, "mine")
    after = records.arrived("mine", lately=True)
    assert after is not None and after.learner == theirs


def test_who_arrived_lately_is_forgotten_in_time_and_never_known_from_before_a_write() -> None:
    now = [0.0]
    lately = Lately(lambda: now[0])
    arrived = Arrived(uuid4(), Progress({}), None, True, False, {})
    lately.note("one device", arrived, lately.writes)
    lately.note("another", arrived, lately.writes)
    assert lately.get("one device") is lately.get("another") is arrived
    now[0] = 31.0
    assert lately.get("one device") is None

    asked = lately.writes
    lately.forget(arrived.learner)  # written while the database was being asked
    lately.note("one device", arrived, asked)
    assert lately.get("one device") is None

    for number in range(5000):
        lately.note(f"device {number}", replace(arrived, learner=uuid4()), lately.writes)
    assert lately.get("device 0") is None and lately.get("device 4999") is not None
    assert len(lately._arrived) == len(lately._tokens) <= 2048
