import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import create_engine, func, make_url, select, update

from app.classroom import Attempt, Records, RecordsError, UnknownLearnerError, schema

MakeAttempt = Callable[..., Attempt]
InThreads = Callable[[int, Callable[[int], Any]], list[Any]]


@pytest.fixture
def everything_stored(url: str) -> Callable[[], str]:
    """All values of all rows, as one text."""

    def dump() -> str:
        engine = create_engine(make_url(url))
        with engine.connect() as connection:
            rows = [
                str(tuple(row))
                for table in schema.METADATA.sorted_tables
                for row in connection.execute(select(table))
            ]
        engine.dispose()
        return "\n".join(rows)

    return dump


def _count(url: str, table: Any) -> int:
    engine = create_engine(make_url(url))
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    engine.dispose()
    return count


def test_a_device_is_nobody_until_it_writes(records: Records) -> None:
    assert records.learner_of("token") is None
    learner = records.ensure_learner("token")
    assert isinstance(learner, UUID)
    assert records.ensure_learner("token") == learner == records.learner_of("token")
    assert records.learner_of("another") is None
    assert records.learner_of("") is None
    with pytest.raises(ValueError, match="token"):
        records.ensure_learner("")


def test_first_writes_at_once_make_one_learner(
    url: str, records: Records, other_process: Records, in_threads: InThreads
) -> None:
    learners = in_threads(16, lambda index: (records, other_process)[index % 2].ensure_learner("token"))
    assert set(learners) == {records.learner_of("token")}
    assert _count(url, schema.learner) == 1


def test_last_seen_is_written_once_a_day(url: str, records: Records) -> None:
    learner = records.ensure_learner("token")
    engine = create_engine(make_url(url))

    def last_seen() -> Any:
        with engine.connect() as connection:
            return connection.execute(select(schema.device.c.last_seen)).scalar_one()

    first = last_seen()
    records.ensure_learner("token")
    assert last_seen() == first
    with engine.begin() as connection:
        connection.execute(update(schema.device).values(last_seen=first - timedelta(days=2)))
    assert records.ensure_learner("token") == learner
    assert last_seen() > first
    engine.dispose()


def test_a_code_brings_the_learner_to_another_device(records: Records) -> None:
    learner = records.ensure_learner("laptop")
    assert not records.has_recovery_code(learner)
    code = records.new_recovery_code(learner)
    assert records.has_recovery_code(learner)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}", code)
    assert records.recover(code, "phone") == learner
    assert records.learner_of("phone") == learner == records.learner_of("laptop")
    assert records.recover(code, "phone") == learner


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code}\n",
        lambda code: code.replace("-", "\N{EN DASH}"),
        lambda code: code.replace("0", "O").replace("1", "I"),
        lambda code: code.replace("0", "o").replace("1", "l"),
        lambda code: " ".join(code),
    ],
)
def test_a_code_may_be_typed_carelessly(sqlite_records: Records, typed: Callable[[str], str]) -> None:
    learner = sqlite_records.ensure_learner("laptop")
    for _ in range(20):  # most codes hold a 0 or a 1, twenty surely do
        code = typed(sqlite_records.new_recovery_code(learner))
        assert sqlite_records.recover(code, "phone") == learner


@pytest.mark.parametrize(
    "code", ["", "-", "AAAAA-AAAAA-AAAAA-AAAAA", "ÄÖÜ\0\ud800", "0" * 21, "U" * 20, "0" * 10**6]
)
def test_a_wrong_code_changes_nothing(records: Records, code: str) -> None:
    records.new_recovery_code(records.ensure_learner("laptop"))
    assert records.recover(code, "phone") is None
    assert records.learner_of("phone") is None


def test_only_the_newest_code_works(records: Records) -> None:
    learner = records.ensure_learner("laptop")
    old, new = records.new_recovery_code(learner), records.new_recovery_code(learner)
    assert old != new
    assert records.recover(old, "phone") is None
    assert records.recover(new, "phone") == learner


def test_secrets_are_stored_as_hashes_only(records: Records, everything_stored: Callable[[], str]) -> None:
    token = "Ab3-_token-of-a-device-that-nobody-may-read"
    code = records.new_recovery_code(records.ensure_learner(token))
    contents = everything_stored()
    assert len(contents) > 100
    assert token not in contents
    assert code not in contents and code.replace("-", "") not in contents


def test_what_the_device_did_before_is_merged(records: Records, make_attempt: MakeAttempt) -> None:
    old = records.ensure_learner("laptop")
    code = records.new_recovery_code(old)
    records.record(make_attempt(old, passed=True))
    records.open_hint(old, "mean_iou", 1)
    records.visit(old, "argmax")
    records.save_draft(old, "mean_iou", "blanks", "from the laptop")
    new = records.ensure_learner("phone")
    attempt = make_attempt(new, passed=True, layer="unaided", points=5)
    records.record(attempt)
    records.record(make_attempt(new, exercise="pixel_accuracy"))
    records.open_hint(new, "mean_iou", 1)
    records.open_hint(new, "mean_iou", 2)
    records.visit(new, "metrics")
    records.save_draft(new, "mean_iou", "blanks", "from the phone")
    records.save_draft(new, "iou_and_dice", "unaided", "only on the phone")

    assert records.recover(code, "phone") == old
    assert records.learner_of("phone") == old == records.learner_of("laptop")
    assert {each.attempt.exercise for each in records.attempts(old)} == {"mean_iou", "pixel_accuracy"}
    assert len(records.attempts(old)) == 3
    mean_iou = records.progress(old).of("mean_iou")
    assert (mean_iou.attempts, mean_iou.hints_opened, mean_iou.points) == (2, 2, 13)
    assert records.hints_opened(old, "mean_iou") == 2
    assert records.last_place(old) == "metrics"
    draft = records.draft(old, "mean_iou", "blanks")
    assert draft and draft.text == "from the phone"
    assert [each.text for each in records.earlier_drafts(old, "mean_iou", "blanks")] == ["from the laptop"]
    only = records.draft(old, "iou_and_dice", "unaided")
    assert only and only.text == "only on the phone"
    before = records.progress(old)
    records.rebuild_progress(old)
    assert records.progress(old) == before
    # A browser that did not hear the answer sends the same attempt again, now for the merged learner.
    again = records.record(make_attempt(old, id=attempt.id))
    assert not again.new and again.attempt.submission == attempt.submission
    with pytest.raises(UnknownLearnerError):
        records.record(make_attempt(new))


def test_the_recovered_draft_wins_where_it_is_newer(records: Records) -> None:
    new = records.ensure_learner("phone")
    records.save_draft(new, "mean_iou", "blanks", "from the phone")
    records.visit(new, "metrics")
    old = records.ensure_learner("laptop")
    records.save_draft(old, "mean_iou", "blanks", "from the laptop")
    records.visit(old, "argmax")
    records.recover(records.new_recovery_code(old), "phone")
    draft = records.draft(old, "mean_iou", "blanks")
    assert draft and draft.text == "from the laptop"
    assert [each.text for each in records.earlier_drafts(old, "mean_iou", "blanks")] == ["from the phone"]
    assert records.last_place(old) == "argmax"


@pytest.mark.parametrize("way_back", ["code", "device"])
def test_a_learner_who_can_come_back_is_left_alone(
    records: Records, make_attempt: MakeAttempt, way_back: str
) -> None:
    mine = records.ensure_learner("my laptop")
    my_code = records.new_recovery_code(mine)
    theirs = records.ensure_learner("shared computer")
    records.record(make_attempt(theirs))
    their_code = records.new_recovery_code(theirs)
    if way_back == "device":
        records.recover(their_code, "their phone")
    assert records.recover(my_code, "shared computer") == mine
    assert records.attempts(mine) == ()
    assert len(records.attempts(theirs)) == 1
    assert records.recover(their_code, "shared computer") == theirs


def test_nothing_acknowledged_is_lost_while_learners_merge(
    records: Records, other_process: Records, make_attempt: MakeAttempt, in_threads: InThreads
) -> None:
    old = records.ensure_learner("laptop")
    code = records.new_recovery_code(old)
    new = records.ensure_learner("phone")
    saved_ids = [records.record(make_attempt(new)).attempt.id]

    def work(index: int) -> None:
        if index == 0:
            assert other_process.recover(code, "phone") == old
            return
        for _ in range(15):
            learner = records.learner_of("phone")
            assert learner
            try:
                saved_ids.append(records.record(make_attempt(learner)).attempt.id)
            except UnknownLearnerError:
                continue

    assert in_threads(4, work) == [None] * 4
    attempts = records.attempts(old, limit=1000)
    assert {each.attempt.id for each in attempts} == set(saved_ids)
    assert records.progress(old).of("mean_iou").attempts == len(saved_ids)


def test_devices_that_swap_learners_do_not_block_each_other(
    records: Records, other_process: Records, in_threads: InThreads
) -> None:
    codes = [records.new_recovery_code(records.ensure_learner(device)) for device in ("left", "right")]

    def swap(index: int) -> None:
        mine = (records, other_process)[index % 2]
        for turn in range(10):
            assert mine.recover(codes[(index + turn) % 2], ("left", "right")[index % 2])

    assert in_threads(4, swap) == [None] * 4


def test_deleted_learners_are_unknown(records: Records, make_attempt: MakeAttempt) -> None:
    learner = records.ensure_learner("token")
    records.forget(learner)
    for write in (
        lambda: records.record(make_attempt(learner)),
        lambda: records.save_draft(learner, "mean_iou", "", "text"),
        lambda: records.save_prediction(learner, "argmax-winner", "Car"),
        lambda: records.put_back_draft(learner, uuid4()),
        lambda: records.set_draft_aside(learner, "mean_iou", "", 1),
        lambda: records.open_hint(learner, "mean_iou", 1),
        lambda: records.visit(learner, "argmax"),
        lambda: records.new_recovery_code(learner),
        lambda: records.rebuild_progress(learner),
    ):
        with pytest.raises(UnknownLearnerError, match="Reload the page"):
            write()
    assert issubclass(UnknownLearnerError, RecordsError)
    assert records.ensure_learner("token") != learner


def test_processes_that_ask_for_the_cookie_key_at_once_get_the_same(
    url: str, records: Records, other_process: Records, in_threads: InThreads
) -> None:
    keys = in_threads(8, lambda index: (records, other_process)[index % 2].cookie_key())
    assert len(set(keys)) == 1
    assert len(keys[0]) >= 32
    assert _count(url, schema.cookie_key) == 1


def test_a_token_alone_is_taken_until_its_signed_cookie_has_come(url: str, records: Records) -> None:
    records.ensure_learner("from now")
    assert not records.takes_unsigned("from now")
    assert not records.takes_unsigned("nobody's")
    records.ensure_learner("from before")
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(update(schema.device).values(signed=False))
    engine.dispose()
    assert records.takes_unsigned("from before")
    records.note_signed("from before")
    assert not records.takes_unsigned("from before")
    assert records.takes_unsigned("from now"), "each device by itself"
