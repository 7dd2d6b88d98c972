"""The tables of classes that an instructor hosts; they stand beside those of `app.classroom.schema`."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    false,
    true,
)

from app.classroom.schema import METADATA, Moment, Value


def _of(table: str, **options: Any) -> Column[Any]:
    return Column(
        f"{table}_id", Uuid, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, **options
    )


classroom = Table(
    "classroom",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("name", Value, nullable=False),
    Column("join_code", String(8), nullable=False),
    Column("join_open", Boolean, nullable=False, server_default=true()),
    Column("roster_only", Boolean, nullable=False, server_default=false()),
    Column("stuck_failures", Integer, nullable=False),
    Column("stuck_minutes", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("purge_on", Moment, nullable=False),
    Column("code_shown", Moment, nullable=False),
    UniqueConstraint("join_code"),
    Index(None, "purge_on"),
)
"""`roster_only`: who joins confirms an id of the roster. Everything of the class is deleted on `purge_on`.

`code_shown`: when the join code was last on an instructor's screen, to within minutes; see `throttle`.
"""

teaching_link = Table(
    "teaching_link",
    METADATA,
    _of("classroom", primary_key=True),
    Column("role", String(8), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created", Moment, nullable=False),
)
"""The secret links to a class's own pages, one for each role; only what `digest_of` makes of them."""

teacher = Table(
    "teacher",
    METADATA,
    _of("classroom", primary_key=True),
    Column("device", String(64), primary_key=True),
    Column("role", String(8), nullable=False),
    Column("created", Moment, nullable=False),
    Index(None, "device"),
)
"""The browsers that may open a class's own pages, by the digest of their cookie's token."""

roster_entry = Table(
    "roster_entry",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom"),
    Column("student_id", Value, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("name", Value, nullable=False),
    UniqueConstraint("classroom_id", "digest"),
)
"""Who is expected in a class. `digest` is of the id without case and spaces around it; `name` may be empty."""

member = Table(
    "member",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom"),
    _of("learner", index=True),
    Column("name", Value, nullable=False),
    Column("roster_entry_id", Uuid, ForeignKey("roster_entry.id", ondelete="SET NULL"), index=True),
    Column("quiet", Boolean, nullable=False, server_default=false()),
    Column("joined", Moment, nullable=False),
    Column("removed", Moment),
    Column("waits", Boolean, nullable=False, server_default=false()),
    Column("merged_into", Uuid, ForeignKey("member.id", ondelete="CASCADE"), index=True),
    UniqueConstraint("classroom_id", "learner_id"),
    UniqueConstraint("roster_entry_id"),
)
"""A learner in a class. `quiet`: does not follow what the instructor points at. Removed members can be put back.

`waits`: the instructor has yet to let them in. `merged_into`: the same person as this member, who stands for both.
Who waits or is merged counts as removed, so that `removed` alone says who is listed.
"""

way_back = Table(
    "way_back",
    METADATA,
    _of("member", primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("expires", Moment, nullable=False),
)
"""Codes for one use, by which a new browser acts for a member's learner; only their digests are kept."""

roster_change = Table(
    "roster_change",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom"),
    Column("kind", String(16), nullable=False),
    Column("before", Value, nullable=False),
    Column("created", Moment, nullable=False),
    Column("undone", Moment),
    Index(None, "classroom_id", "created"),
)
"""What an instructor changed about members, with the rows as they were before, so that it can be undone."""

unit = Table(
    "unit",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom"),
    Column("title", Value, nullable=False),
    Column("position", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Index(None, "classroom_id", "position"),
)
"""Sections and exercises in an order of the instructor's own."""

assigned = Table(
    "assigned",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("unit", index=True),
    _of("classroom"),
    Column("position", Integer, nullable=False),
    Column("section", String(160)),
    Column("exercise", String(160)),
    Column("closed", Boolean, nullable=False, server_default=false()),
    Column("attempts", Integer),
    Column("cooldown", Integer, nullable=False, server_default="0"),
    Column("opens", Moment),
    Column("due", Moment),
    Column("late_percent", Integer, nullable=False, server_default="0"),
    Column("keeps", String(8), nullable=False, server_default="best"),
    Column("solution", String(8), nullable=False, server_default="passed"),
    Column("created", Moment, nullable=False),
    UniqueConstraint("classroom_id", "exercise"),
)
"""One thing to do: a section, written `slug/name`, or an exercise and the rules for it.

`attempts`: so many are graded, None for any number. `cooldown`: seconds from one to the next. `late_percent`: what an
attempt after `due` loses; 100 is not graded. `keeps`: the `best` attempt or the `last`. `solution`: shown once
`passed`, once `due` has passed, or `never`.
"""

extension = Table(
    "extension",
    METADATA,
    _of("assigned", primary_key=True),
    _of("member", primary_key=True, index=True),
    Column("due", Moment),
    Column("attempts", Integer),
)
"""What holds for one student in the place of the exercise's own rules."""

regrade = Table(
    "regrade",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom"),
    Column("exercise", String(160), nullable=False),
    Column("content_hash", String, nullable=False),
    Column("answers", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Index(None, "classroom_id", "created"),
)
"""That so many stored answers of a class were graded again, with this version of the exercise."""

regraded = Table(
    "regraded",
    METADATA,
    _of("regrade", primary_key=True),
    _of("attempt", primary_key=True, index=True),
    Column("passed", Boolean, nullable=False),
    Column("kind", String(16), nullable=False),
)
"""What came out otherwise than before. The attempt stays as it is; in its class the latest outcome counts."""

pace = Table(
    "pace",
    METADATA,
    _of("classroom", primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("state", Value, nullable=False),
    Column("updated", Moment, nullable=False),
)
"""What the instructor points at now (`pace.Pace`); each change has the next revision."""

poll = Table(
    "poll",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom", index=True),
    Column("exercise", String(160), nullable=False),
    Column("variant_seed", BigInteger, nullable=False),
    Column("question", Value, nullable=False),
    Column("options", Value, nullable=False),
    Column("right_option", Integer, nullable=False),
    Column("opened", Moment, nullable=False),
    Column("closed", Moment),
)
"""A choice exercise asked of everybody at once, as this variant of it asks: its words, its options, which is right."""

poll_answer = Table(
    "poll_answer",
    METADATA,
    _of("poll", primary_key=True),
    _of("member", primary_key=True, index=True),
    Column("option", Integer, nullable=False),
    Column("updated", Moment, nullable=False),
)

help_request = Table(
    "help_request",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom"),
    _of("member", index=True),
    Column("exercise", String(160), nullable=False),
    Column("layer", String(40), nullable=False),
    Column("question", Value, nullable=False),
    Column("work", Value, nullable=False),
    Column("created", Moment, nullable=False),
    Column("answer", Value),
    Column("closed", Moment),
    Index(None, "classroom_id", "created"),
)
"""A hand raised at an exercise, with the student's work at that moment; `closed` once answered or taken down."""

challenge = Table(
    "challenge",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("classroom"),
    Column("title", Value, nullable=False),
    Column("rules", Value, nullable=False),
    Column("names", Value, nullable=False),
    Column("class_names", Value, nullable=False),
    Column("pictures", LargeBinary, nullable=False),
    Column("deadline", Moment, nullable=False),
    Column("created", Moment, nullable=False),
    Index(None, "classroom_id", "created"),
)
"""Pictures to be segmented, a zip of at most 6 MB, and their `names`. `rules` is `ranking.ChallengeRules`."""

challenge_truth = Table(
    "challenge_truth",
    METADATA,
    _of("challenge", primary_key=True),
    Column("truth", LargeBinary, nullable=False),
    Column("public", Value, nullable=False),
    Column("seed", BigInteger, nullable=False),
)
"""What no student may see before the end, if ever: at most 1 MB of masks, and the places of the public half."""

challenge_entry = Table(
    "challenge_entry",
    METADATA,
    Column("id", Uuid, primary_key=True),
    _of("challenge"),
    Column("member_id", Uuid, ForeignKey("member.id", ondelete="CASCADE"), index=True),
    Column("source", String(80), nullable=False),
    Column("masks", LargeBinary),
    Column("public", Float, nullable=False),
    Column("pictures", Value, nullable=False),
    Column("created", Moment, nullable=False),
    Index(None, "challenge_id", "member_id", "created"),
)
"""Masks that were handed in, at most 1 MB, kept for each student's best and last; a baseline is nobody's.

`source` is the network they are from, or `zip`; `pictures` holds what each of the public half scores.
"""

challenge_hidden = Table(
    "challenge_hidden",
    METADATA,
    _of("challenge_entry", primary_key=True),
    Column("score", Float, nullable=False),
)
"""What an entry scores on the half that decides: apart from it, so that no export tells before the end."""
