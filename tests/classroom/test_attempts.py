import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.classroom import Attempt, IdTakenError, Records, RecordsError, StoredAttempt
from exercises._engine.types import FailingCase, Verdict, VerdictKind

MakeAttempt = Callable[..., Attempt]
MakeVerdict = Callable[..., Verdict]
InThreads = Callable[[int, Callable[[int], Any]], list[Any]]


def test_an_attempt_comes_back_as_it_was(
    records: Records, make_attempt: MakeAttempt, verdict: MakeVerdict
) -> None:
    learner = records.ensure_learner("token")
    case = FailingCase({"prediction": [[0, 1]], "label": 1}, (0.5, 2 / 3), got=[0.5, True], shrunk=True)
    full = verdict(
        message="Look <b>here</b>\0\ud800",
        line=3,
        column=9,
        failing_case=case,
        mistake="swapped",
        printed="1\n",
        conditions=(("accuracy > 0.95", True), ("mIoU < 0.35", False)),
        ms=1.25,
    )
    attempt = make_attempt(learner, verdict=full, submission="naïve\0\ud800 🎨\r\n", variant_seed=2**63 - 1)
    before = datetime.now(UTC)
    stored = records.record(attempt)
    assert stored.new and stored.attempt == attempt
    assert before <= stored.created <= datetime.now(UTC) and stored.created.utcoffset() == timedelta(0)
    assert records.attempts(learner) == (replace(stored, new=False),)


@pytest.mark.parametrize("submission", ["", [[0, 1], [1, 0]], 0.5, 3, None, {"option": 2}])
def test_any_kind_of_submission_is_kept(records: Records, make_attempt: MakeAttempt, submission: Any) -> None:
    learner = records.ensure_learner("token")
    records.record(make_attempt(learner, submission=submission))
    assert records.attempts(learner)[0].attempt.submission == submission


def test_not_a_number_survives_the_database(
    records: Records, make_attempt: MakeAttempt, verdict: MakeVerdict
) -> None:
    learner = records.ensure_learner("token")
    case = FailingCase({"label": 4}, expected=math.nan, got=math.inf)
    records.record(make_attempt(learner, verdict=verdict(failing_case=case)))
    failing_case = records.attempts(learner)[0].attempt.verdict.failing_case
    assert failing_case and math.isnan(failing_case.expected) and failing_case.got == math.inf


def test_the_same_id_again_changes_nothing(records: Records, make_attempt: MakeAttempt) -> None:
    learner = records.ensure_learner("token")
    first = records.record(make_attempt(learner))
    again = records.record(make_attempt(learner, passed=True, id=first.attempt.id, submission="other"))
    assert again == replace(first, new=False)
    assert records.progress(learner).of("mean_iou").attempts == 1
    assert not records.progress(learner).of("mean_iou").passed


def test_the_same_id_from_many_threads_is_stored_once(
    records: Records, other_process: Records, make_attempt: MakeAttempt, in_threads: InThreads
) -> None:
    learner = records.ensure_learner("token")
    for _ in range(5):
        attempt = make_attempt(learner, passed=True)
        results = in_threads(
            16, lambda index, attempt=attempt: (records, other_process)[index % 2].record(attempt)
        )
        assert all(isinstance(each, StoredAttempt) for each in results), results
        assert [each.new for each in results].count(True) == 1
        assert {each.attempt.id for each in results} == {attempt.id} and len(
            {each.created for each in results}
        ) == 1
    progress = records.progress(learner).of("mean_iou")
    assert (progress.attempts, progress.points) == (5, 10)


def test_another_learners_id_is_refused(
    records: Records, other_process: Records, make_attempt: MakeAttempt, in_threads: InThreads
) -> None:
    learners = [records.ensure_learner(f"token {index}") for index in range(6)]
    attempt = make_attempt(learners[0])
    results = in_threads(
        6, lambda index: (records, other_process)[index % 2].record(replace(attempt, learner=learners[index]))
    )
    won = [index for index, each in enumerate(results) if isinstance(each, StoredAttempt)]
    assert len(won) == 1
    assert all(isinstance(each, IdTakenError) for index, each in enumerate(results) if index not in won), (
        results
    )
    for index, learner in enumerate(learners):
        assert records.progress(learner).of("mean_iou").attempts == (index in won)


def test_many_learners_write_at_once(
    records: Records, other_process: Records, make_attempt: MakeAttempt
) -> None:
    learners = [records.ensure_learner(f"token {index}") for index in range(4)]

    def work(index: int) -> None:
        mine = (records, other_process)[index % 2]
        for _ in range(8):
            mine.record(make_attempt(learners[index % 4]))
            mine.save_draft(learners[index % 4], "mean_iou", "blanks", f"from {index}")
            assert mine.progress(learners[index % 4]).of("mean_iou").attempts >= 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(work, range(16)))
    assert [records.progress(each).of("mean_iou").attempts for each in learners] == [32] * 4


def test_the_latest_attempts_come_first(records: Records, make_attempt: MakeAttempt) -> None:
    learner, other = records.ensure_learner("token"), records.ensure_learner("another")
    ids = [records.record(make_attempt(learner, exercise=name)).attempt.id for name in "abcab"]
    records.record(make_attempt(other))
    assert [each.attempt.id for each in records.attempts(learner)] == ids[::-1]
    assert [each.attempt.id for each in records.attempts(learner, "a")] == [ids[3], ids[0]]
    assert [each.attempt.id for each in records.attempts(learner, limit=2)] == ids[:-3:-1]
    assert records.attempts(learner, "never tried") == ()


def test_what_cannot_be_kept_is_refused(
    records: Records, make_attempt: MakeAttempt, verdict: MakeVerdict
) -> None:
    learner = records.ensure_learner("token")
    with pytest.raises(RecordsError, match="too large"):
        records.record(make_attempt(learner, submission="x" * 300_000))
    with pytest.raises(ValueError, match="busy"):
        records.record(make_attempt(learner, verdict=verdict(kind=VerdictKind.BUSY)))
    for wrong in ({"points": -1}, {"variant_seed": 2**63}):
        with pytest.raises(ValueError, match="must"):
            records.record(make_attempt(learner, **wrong))
    assert records.attempts(learner) == () and records.progress(learner).exercises == {}


def test_an_enormous_failing_case_is_left_out(
    records: Records, make_attempt: MakeAttempt, verdict: MakeVerdict
) -> None:
    learner = records.ensure_learner("token")
    huge = verdict(failing_case=FailingCase({"label": 1}, 1, got=[0] * 10**6), printed="y" * 100_000)
    records.record(make_attempt(learner, verdict=huge))
    stored_verdict = records.attempts(learner)[0].attempt.verdict
    assert stored_verdict == replace(huge, failing_case=None, printed="y" * 65_536)


def test_verdicts_of_other_versions_are_read(
    records: Records, make_attempt: MakeAttempt, verdict: MakeVerdict
) -> None:
    from app.classroom.attempts import _to_plain, _to_verdict

    original = verdict(failing_case=FailingCase({"label": 1}, 1), line=2)
    plain = _to_plain(original)
    plain["failing_case"]["colour"] = plain["mood"] = "of a later version"
    assert _to_verdict(plain) == original
    del plain["line"]
    assert _to_verdict(plain) == replace(original, line=None)
