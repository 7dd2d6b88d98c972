"""The tables. `migrations/` brings a database to this shape; a test holds the two together."""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Executable,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    Uuid,
    false,
    text,
)

from app.classroom import values


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets time zones, so they are put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Any zone in, UTC stored."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Value(TypeDecorator[Any]):
    """Any plain Python value as strict ASCII JSON.

    Text too: a learner may type NUL or half a surrogate pair, and PostgreSQL stores neither as text.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """The value as JSON text."""
        return values.dumps(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The value again."""
        return None if value is None else values.from_json(json.loads(value))


METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)


def _of_learner(**options: Any) -> Column[Any]:
    return Column("learner_id", Uuid, ForeignKey("learner.id", ondelete="CASCADE"), nullable=False, **options)


learner = Table(
    "learner",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("created", Moment, nullable=False),
)

device = Table(
    "device",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    _of_learner(index=True),
    Column("created", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("signed", Boolean, nullable=False, server_default=false()),
)
"""`signed`: whether the device has shown a signed cookie. From then on its token alone is not accepted."""

cookie_key = Table(
    "cookie_key",
    METADATA,
    Column("name", String(16), primary_key=True),
    Column("key", String(64), nullable=False),
    Column("created", Moment, nullable=False),
)
"""What signs cookies, the same for every process: one row, named "cookie"."""

recovery = Table(
    "recovery",
    METADATA,
    Column("code_hash", String(64), primary_key=True),
    _of_learner(unique=True),
    Column("created", Moment, nullable=False),
)

IS_MISTAKE = text("kind = 'mistake'")
"""Which attempts were known mistakes, in the words of the index that finds them."""

attempt = Table(
    "attempt",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("exercise", String, nullable=False),
    Column("layer", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("variant_seed", BigInteger, nullable=False),
    Column("submission", Value, nullable=False),
    Column("verdict", Value, nullable=False),
    Column("passed", Boolean, nullable=False),
    Column("kind", String, nullable=False),
    Column("points", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Index(None, "learner_id", "exercise", "created"),
    Index(None, "learner_id", "created"),
    Index(
        "ix_attempt_mistakes",
        "learner_id",
        "created",
        "id",
        sqlite_where=IS_MISTAKE,
        postgresql_where=IS_MISTAKE,
    ),
)
"""Append-only. `points` is what passing earned, or could have earned, when it was tried."""

hint_opened = Table(
    "hint_opened",
    METADATA,
    _of_learner(primary_key=True),
    Column("exercise", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("created", Moment, nullable=False),
)
"""Append-only. `number` counts from 1."""

progress = Table(
    "progress",
    METADATA,
    _of_learner(primary_key=True),
    Column("exercise", String, primary_key=True),
    Column("attempts", Integer, nullable=False),
    Column("hints_opened", Integer, nullable=False),
    Column("passed_at", Moment),
    Column("passed_points", Integer, nullable=False),
    Column("unaided_at", Moment),
    Column("unaided_points", Integer, nullable=False),
)
"""A projection of `attempt` and `hint_opened`; `progress.rebuild` makes it anew."""

draft = Table(
    "draft",
    METADATA,
    _of_learner(primary_key=True),
    Column("exercise", String, primary_key=True),
    Column("layer", String, primary_key=True),
    Column("text", Value, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("writer", String(64), nullable=False, server_default=""),
    Column("content_hash", String, nullable=False, server_default=""),
)
"""`revision` is another number, drawn at random, whenever the text changes; `writer` names the visit that wrote it."""

earlier_draft = Table(
    "earlier_draft",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of_learner(index=True),
    Column("exercise", String, nullable=False),
    Column("layer", String, nullable=False),
    Column("text", Value, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("content_hash", String, nullable=False, server_default=""),
)
"""Drafts that gave way to another one: in a second tab, from another device, or as their exercise changed."""

prediction = Table(
    "prediction",
    METADATA,
    _of_learner(primary_key=True),
    Column("question", String, primary_key=True),
    Column("option", Value, nullable=False),
    Column("updated", Moment, nullable=False),
)
"""What a learner chose where a lesson asks first. `option` is the option's text as the lesson has it."""

place = Table(
    "place",
    METADATA,
    _of_learner(primary_key=True),
    Column("lesson", String, nullable=False),
    Column("updated", Moment, nullable=False),
)

shared_label = Table(
    "shared_label",
    METADATA,
    _of_learner(primary_key=True),
    Column("room", String(24), primary_key=True),
    Column("task", String(80), primary_key=True),
    Column("way", String(16), primary_key=True),
    Column("mask", Value, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Index(None, "room", "task", "updated"),
)
"""Masks that learners show one another. `created` is when the first one was shared that this one replaced."""

page_report = Table(
    "page_report",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of_learner(),
    Column("page", String(80), nullable=False),
    Column("section", String(80), nullable=False),
    Column("text", Value, nullable=False),
    Column("created", Moment, nullable=False),
    Index(None, "learner_id", "created"),
    Index(None, "created"),
)
"""What learners say is wrong in a section of a page."""


def insert_new(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Insert a whole `row` unless its key exists, also while others do the same; says whether it did."""
    return connection.execute(_insertion(connection.dialect.name, table, False), row).rowcount == 1


def put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a whole `row`, in the place of the one with its primary key if there is one."""
    connection.execute(_insertion(connection.dialect.name, table, True), row)


@cache  # building the statement takes longer than running it
def _insertion(dialect: str, table: Table, replaces: bool) -> Executable:
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert
    else:
        from sqlalchemy.dialects.sqlite import insert
    statement = insert(table)
    if not replaces:
        return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    key = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in table.c.keys() if name not in key}  # noqa: SIM118
    return statement.on_conflict_do_update(index_elements=key, set_=rest)
