"""What learners say is wrong on a page: a sentence each, for whoever runs this site."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID, uuid4

from sqlalchemy import Connection, func, select, update

from app.classroom import schema
from app.classroom.database import lock
from app.classroom.errors import LimitError, TooLargeError

LONGEST = 500
"""Characters of a report: a sentence or two."""

MOST_AN_HOUR = 10
"""So many reports one learner sends within an hour."""

MOST_OF_ONE = 100
"""So many reports of one learner are kept."""

MOST = 10_000
"""So many reports are kept in all: some megabytes."""

_LONGEST_NAME = 80
_AT_ONCE = 500  # values that one statement may name


@dataclass(frozen=True)
class PageReport:
    """One report, without a word on who sent it. `page` is the slug of a lesson, `section` one of its sections."""

    id: UUID
    page: str
    section: str
    text: str
    created: datetime


def send(connection: Connection, learner: UUID, page: str, section: str, text: str) -> None:
    """Store a report; see `Records.report_page`."""
    text = " ".join(text.split())
    if not all(0 < len(name) <= _LONGEST_NAME for name in (page, section)):
        raise ValueError(f"A page and a section are named by 1 to {_LONGEST_NAME} characters.")
    if not text:
        raise ValueError("A report says something.")
    if len(text) > LONGEST:
        raise TooLargeError(f"A report has at most {LONGEST} characters; yours has {len(text)}. Shorten it.")
    lock(connection, learner)
    if _is_stored(connection, learner, page, section, text):
        return
    moment = schema.now()
    _refuse_many(connection, learner, moment)
    row = {
        "id": uuid4(),
        "learner_id": learner,
        "page": page,
        "section": section,
        "text": text,
        "created": moment,
    }
    schema.insert_new(connection, schema.page_report, row)


def newest(connection: Connection, limit: int | None) -> list[PageReport]:
    """The reports of everybody, the newest first."""
    table = schema.page_report.c
    query = select(table.id, table.page, table.section, table.text, table.created)
    rows = connection.execute(query.order_by(table.created.desc(), table.id).limit(limit))
    return [PageReport(*row) for row in rows]


def delete(connection: Connection, ids: Sequence[UUID]) -> None:
    """Delete these reports."""
    table = schema.page_report
    for start in range(0, len(ids), _AT_ONCE):
        connection.execute(table.delete().where(table.c.id.in_(ids[start : start + _AT_ONCE])))


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Give all of `source`'s reports to `target`."""
    table = schema.page_report
    connection.execute(update(table).where(table.c.learner_id == source).values(learner_id=target))


def _is_stored(connection: Connection, learner: UUID, page: str, section: str, text: str) -> bool:
    """Whether this learner has sent the same before: one who presses twice says it once."""
    table = schema.page_report.c
    same = (table.learner_id == learner) & (table.page == page) & (table.section == section)
    return connection.execute(select(table.id).where(same, table.text == text)).first() is not None


def _refuse_many(connection: Connection, learner: UUID, moment: datetime) -> None:
    """Raise `LimitError` where the learner has sent as many as an hour takes, or as many as are kept."""
    if connection.dialect.name == "postgresql":
        # Two who count at the same time would both find the last place free; SQLite has one writer at a time.
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("page reports"))))
    table, hour = schema.page_report.c, timedelta(hours=1)
    sent = (
        connection.execute(
            select(table.created)
            .where(table.learner_id == learner)
            .order_by(table.created.desc())
            .limit(MOST_OF_ONE)
        )
        .scalars()
        .all()
    )
    lately = [each for each in sent if each > moment - hour]
    if len(lately) >= MOST_AN_HOUR:
        wait = max(1, ceil((lately[MOST_AN_HOUR - 1] + hour - moment) / timedelta(minutes=1)))
        raise LimitError(
            f"You have sent {MOST_AN_HOUR} reports within an hour, and no more are taken; send this one in {wait} "
            f"minute{'s' * (wait > 1)}."
        )
    if len(sent) >= MOST_OF_ONE:
        raise LimitError(
            f"You have sent {MOST_OF_ONE} reports, which is all that are kept of one person. Thank you."
        )
    if connection.execute(select(func.count()).select_from(schema.page_report)).scalar_one() >= MOST:
        raise LimitError(
            "No more reports are taken here, for very many are stored already. Thank you all the same."
        )
