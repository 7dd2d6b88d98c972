"""Attempts and opened hints: what the learner did, only ever added to."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from app.classroom import progress, schema, values
from app.classroom.database import lock
from app.classroom.errors import IdTakenError, TooLargeError
from exercises._engine.types import FailingCase, Verdict, VerdictKind

LARGEST_SUBMISSION = 256 * 1024
"""Characters of JSON that a submission or a draft may take; the sandbox takes 32 kB of source."""

_LARGEST_VERDICT = 1024 * 1024
_LONGEST_PRINT = 64 * 1024


@dataclass(frozen=True)
class Attempt:
    """One graded submission, to be recorded.

    `id` is made where the submission is made, once; sending it again is harmless. `submission` is the
    learner's text, or any plain Python value (a painted mask, a number). `content_hash` tells which version
    of the exercise it was, `variant_seed` which variant. `points` is what passing earns at the first try,
    `later_points` what it earns at the second, at the third, and so on; without any, a miss costs nothing.
    `received` is when the answer came in, by this computer's clock: what is due then is not late because grading takes
    a while. None is the moment at which it is recorded.
    """

    id: UUID
    learner: UUID
    exercise: str
    layer: str
    content_hash: str
    variant_seed: int
    submission: Any
    verdict: Verdict
    points: int
    later_points: tuple[int, ...] = ()
    received: datetime | None = None


@dataclass(frozen=True)
class StoredAttempt:
    """One attempt as it is stored: its `points` are those it earned if it passed.

    `new` is False where the same id had been recorded before.
    """

    attempt: Attempt
    created: datetime
    new: bool = False


def record(connection: Connection, attempt: Attempt) -> StoredAttempt:
    """Store `attempt`, once, and bring the progress up to date; see `Records.record`."""
    if attempt.verdict.kind is VerdictKind.BUSY:
        raise ValueError("A busy verdict graded nothing, so there is nothing to record.")
    if (
        not all(0 <= points < 2**31 for points in (attempt.points, *attempt.later_points))
        or not -(2**63) <= attempt.variant_seed < 2**63
    ):
        raise ValueError("Points must be 0 or more, and a variant seed must fit into 64 bits.")
    refuse_oversize(attempt.submission)
    lock(connection, attempt.learner)
    created = min(attempt.received or schema.now(), schema.now())
    verdict = attempt.verdict
    points = attempt.points
    if attempt.later_points:
        missed = misses(connection, attempt.learner, attempt.exercise)
        points = progress.points_at((points, *attempt.later_points), missed)
    row = {
        "id": attempt.id,
        "learner_id": attempt.learner,
        "exercise": attempt.exercise,
        "layer": attempt.layer,
        "content_hash": attempt.content_hash,
        "variant_seed": attempt.variant_seed,
        "submission": attempt.submission,
        "verdict": _to_plain(verdict),
        "passed": verdict.passed,
        "kind": verdict.kind.value,
        "points": points,
        "created": created,
    }
    if not schema.insert_new(connection, schema.attempt, row):
        existing_row = connection.execute(
            select(schema.attempt).where(schema.attempt.c.id == attempt.id)
        ).one()
        if existing_row.learner_id != attempt.learner:
            raise IdTakenError("Another learner's attempt has this id. Reload the page and send yours again.")
        return _from_row(existing_row)
    progress.add_attempt(
        connection,
        attempt.learner,
        attempt.exercise,
        layer=attempt.layer,
        passed=verdict.passed,
        points=points,
        created=created,
    )
    return StoredAttempt(replace(attempt, points=points, later_points=(), received=None), created, new=True)


def of_learner(
    connection: Connection, learner: UUID, exercise: str | None, limit: int
) -> tuple[StoredAttempt, ...]:
    """The latest `limit` attempts, newest first."""
    table = schema.attempt.c
    query = select(schema.attempt).where(table.learner_id == learner)
    if exercise is not None:
        query = query.where(table.exercise == exercise)
    rows = connection.execute(query.order_by(table.created.desc(), table.id).limit(limit))
    return tuple(_from_row(row) for row in rows)


def misses(connection: Connection, learner: UUID, exercise: str) -> int:
    """How many answers were graded and wrong; one that could not be graded is no miss."""
    table = schema.attempt.c
    here = (table.learner_id == learner) & (table.exercise == exercise)
    wrong = table.kind.in_((VerdictKind.WRONG.value, VerdictKind.MISTAKE.value))
    return connection.execute(select(func.count()).where(here & wrong)).scalar_one()


def open_hint(connection: Connection, learner: UUID, exercise: str, number: int) -> None:
    """Remember that hint `number` (from 1) was opened; once is enough."""
    if number < 1:
        raise ValueError("Hints are numbered from 1.")
    lock(connection, learner)
    row = {"learner_id": learner, "exercise": exercise, "number": number, "created": schema.now()}
    if schema.insert_new(connection, schema.hint_opened, row):
        progress.add_hint(connection, learner, exercise)


def hints_opened(connection: Connection, learner: UUID, exercise: str) -> int:
    """How many hints were opened."""
    table = schema.hint_opened.c
    here = (table.learner_id == learner) & (table.exercise == exercise)
    return connection.execute(select(func.count()).where(here)).scalar_one()


def refuse_oversize(submission: Any) -> None:
    """Raise `TooLargeError` for what is too large to keep."""
    if len(values.dumps(submission)) > LARGEST_SUBMISSION:
        raise TooLargeError("This answer is too large to be saved. Shorten it and try again.")


def _to_plain(verdict: Verdict) -> dict[str, Any]:
    """The whole verdict as plain values; without its failing case where that would take megabytes."""
    plain: dict[str, Any] = {each.name: getattr(verdict, each.name) for each in fields(Verdict)}
    case = verdict.failing_case
    if case:
        plain["failing_case"] = {each.name: getattr(case, each.name) for each in fields(FailingCase)}
        plain["failing_case"]["arguments"] = dict(case.arguments)
    if len(values.dumps(plain)) > _LARGEST_VERDICT:
        plain |= {"failing_case": None, "printed": verdict.printed[:_LONGEST_PRINT]}
    return plain


def _to_verdict(plain: dict[str, Any]) -> Verdict:
    """The verdict again. Rows outlive versions, so fields this version does not have are left out."""
    arguments: dict[str, Any] = {
        each.name: plain[each.name] for each in fields(Verdict) if each.name in plain
    }
    if case := arguments.get("failing_case"):
        names = {each.name for each in fields(FailingCase)}
        arguments["failing_case"] = FailingCase(
            **{name: each for name, each in case.items() if name in names}
        )
    arguments["kind"] = VerdictKind(arguments["kind"])
    return Verdict(**arguments)


def _from_row(row: Any) -> StoredAttempt:
    attempt = Attempt(
        id=row.id,
        learner=row.learner_id,
        exercise=row.exercise,
        layer=row.layer,
        content_hash=row.content_hash,
        variant_seed=row.variant_seed,
        submission=row.submission,
        verdict=_to_verdict(row.verdict),
        points=row.points,
    )
    return StoredAttempt(attempt, row.created)
