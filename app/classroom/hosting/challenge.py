"""Challenges of a class: pictures whose truth stays here, what students hand in, and the table."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from app.classroom import schema
from app.classroom.database import Database, lock
from app.classroom.errors import LimitError, TooLargeError
from app.classroom.hosting.access import NotAllowedError, Teacher, inside, require, require_member
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import clean_name
from app.classroom.hosting.ranking import ChallengeRules, Handed, Placed, ranked
from app.classroom.hosting.tables import (
    challenge,
    challenge_entry,
    challenge_hidden,
    challenge_truth,
    member,
)

MOST_CHALLENGES = 20
"""So many challenges one class holds."""

MOST_A_DAY = 50
"""So many hand-ins within 24 hours a challenge allows at most."""

LARGEST_MASKS, LARGEST_PICTURES = 1_000_000, 6_000_000
"""Bytes of packed masks, and of the zip of pictures."""

_DAY = timedelta(days=1)
_GONE = "This challenge is not in your class (any more)."


@dataclass(frozen=True)
class Challenge:
    """A challenge as everybody in the class may see it. `names` are those of its pictures, without an ending."""

    id: UUID
    classroom: UUID
    title: str
    rules: ChallengeRules
    names: tuple[str, ...]
    class_names: tuple[str, ...]
    deadline: datetime
    created: datetime

    @property
    def is_open(self) -> bool:
        """Whether it takes masks now."""
        return schema.now() < self.deadline


@dataclass(frozen=True, eq=False)
class ScoredMasks:
    """Masks and what they score: on both halves, and each picture of the public one (place, score, wrong share)."""

    source: str
    masks: bytes
    public: float
    hidden: float
    pictures: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, eq=False)
class NewChallenge:
    """A challenge to be opened: all that is stored of it, and the baselines it starts with."""

    title: str
    rules: ChallengeRules
    names: tuple[str, ...]
    class_names: tuple[str, ...]
    deadline: datetime
    pictures: bytes
    truth: bytes
    public: tuple[int, ...]
    seed: int
    baselines: tuple[ScoredMasks, ...] = ()


@dataclass(frozen=True, eq=False)
class Sealed:
    """What the server scores with, and no page may show: the packed truth, and the places of the public half."""

    truth: bytes
    public: tuple[int, ...]
    challenge: Challenge


@dataclass(frozen=True)
class HandIn:
    """What a student handed in, as they see it. `hidden` is None until the challenge has ended."""

    id: UUID
    source: str
    public: float
    hidden: float | None
    pictures: tuple[tuple[int, float, float], ...]
    created: datetime
    has_masks: bool


class Challenges:
    """Challenges, for those who teach and those who take part; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def open(self, who: Teacher, new: NewChallenge) -> Challenge:
        """Open a challenge with its baselines.

        Raises:
            NotAllowedError: `who` does not teach the class.
            LimitError: the class has `MOST_CHALLENGES`.
            TooLargeError: the title, the pictures or the masks are too large.
            ValueError: the title is empty, or the rules cannot be.
        """
        _check_rules(new.rules)
        _refuse_large(new.pictures, LARGEST_PICTURES)
        moment = schema.now()
        made = Challenge(
            uuid4(),
            who.classroom,
            clean_name(new.title),
            new.rules,
            new.names,
            new.class_names,
            new.deadline,
            moment,
        )
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            here = challenge.c.classroom_id == who.classroom
            if (
                connection.execute(select(func.count()).select_from(challenge).where(here)).scalar_one()
                >= MOST_CHALLENGES
            ):
                raise LimitError(
                    f"This class has {MOST_CHALLENGES} challenges. Delete one that is over, then open this one."
                )
            row = {name: getattr(made, name) for name in ("id", "title", "names", "class_names", "deadline")}
            row |= {"classroom_id": who.classroom, "rules": asdict(made.rules), "pictures": new.pictures}
            connection.execute(insert(challenge).values(**row, created=moment))
            _refuse_large(new.truth, LARGEST_MASKS)
            truth = {
                "challenge_id": made.id,
                "truth": new.truth,
                "public": new.public,
                "seed": new.seed,
            }
            connection.execute(insert(challenge_truth).values(**truth))
            for each in new.baselines:
                _insert(connection, made.id, None, each, moment)
            self._changes.tell(connection, Change(who.classroom, "all"))
        return made

    def of_class(self, who: Teacher) -> tuple[Challenge, ...]:
        """The challenges of the class, the newest first."""
        with self._database.read() as connection:
            require(connection, who)
            return _of_class(connection, who.classroom)

    def of_learner(self, learner: UUID, classroom: UUID) -> tuple[Challenge, ...]:
        """As `of_class`, for a student of it."""
        with self._database.read() as connection:
            require_member(connection, learner, classroom)
            return _of_class(connection, classroom)

    def find(self, learner: UUID, id: UUID) -> Challenge:
        """A challenge of a class that this learner is in; raises `NotAllowedError` if there is none of this id."""
        with self._database.read() as connection:
            return _for_learner(connection, learner, id)[0]

    def pictures(self, learner: UUID, id: UUID) -> bytes:
        """The zip of pictures that students download; errors as `find`."""
        with self._database.read() as connection:
            _for_learner(connection, learner, id)
            return connection.execute(select(challenge.c.pictures).where(challenge.c.id == id)).scalar_one()

    def sealed(self, learner: UUID, id: UUID) -> Sealed:
        """What is needed to score masks of this learner. None of it may reach a browser; errors as `find`."""
        with self._database.read() as connection:
            found, _ = _for_learner(connection, learner, id)
            row = connection.execute(
                select(challenge_truth).where(challenge_truth.c.challenge_id == id)
            ).one()
        return Sealed(row.truth, tuple(row.public), found)

    def check_may_hand_in(self, learner: UUID, id: UUID) -> None:
        """Raise what `hand_in` would raise now, before masks are read and scored for nothing."""
        with self._database.read() as connection:
            found, me = _for_learner(connection, learner, id)
            _refuse(connection, found, me)

    def hand_in(self, learner: UUID, id: UUID, scored: ScoredMasks) -> HandIn:
        """Keep masks and what they score; on disk when this returns.

        Raises:
            NotAllowedError: the challenge is not in a class of this learner.
            LimitError: it is over, or as many were handed in within 24 hours as it takes; says when the next is.
            TooLargeError: the masks are larger than `LARGEST_MASKS`.
        """
        with self._database.write() as connection:
            lock(connection, learner)
            found, me = _for_learner(connection, learner, id)
            _refuse(connection, found, me)
            made = _insert(connection, id, me, scored, schema.now())
            _drop_masks(connection, id, me)
            self._changes.tell(connection, Change(found.classroom, "work"))
            return next(each for each in _entries(connection, found, me) if each.id == made)

    def entries(self, learner: UUID, id: UUID) -> tuple[HandIn, ...]:
        """What this learner handed in, the newest first; errors as `find`."""
        with self._database.read() as connection:
            found, me = _for_learner(connection, learner, id)
            return _entries(connection, found, me)

    def masks(self, learner: UUID, entry: UUID) -> bytes | None:
        """The packed masks of one of this learner's own entries; None where they are not kept, or not theirs."""
        table = challenge_entry.c
        theirs = (table.id == entry) & table.member_id.in_(inside(learner))
        with self._database.read() as connection:
            return connection.execute(select(table.masks).where(theirs)).scalar()

    def table(self, learner: UUID, id: UUID) -> tuple[Placed, ...]:
        """The table as students see it: hidden scores only once it is over. Errors as `find`."""
        with self._database.read() as connection:
            return _table(connection, _for_learner(connection, learner, id)[0])

    def table_of(self, who: Teacher, id: UUID) -> tuple[Placed, ...]:
        """The same table for whoever teaches or looks: a projector may show it, so it tells no more."""
        with self._database.read() as connection:
            return _table(connection, _for_teacher(connection, who, id))

    def set_deadline(self, who: Teacher, id: UUID, deadline: datetime) -> Challenge:
        """End the challenge at another moment; the challenge as it then is."""
        with self._database.write() as connection:
            found = _for_teacher(connection, who, id, to_change=True)
            connection.execute(update(challenge).where(challenge.c.id == found.id).values(deadline=deadline))
            self._changes.tell(connection, Change(who.classroom, "all"))
            return _for_teacher(connection, who, id)

    def delete(self, who: Teacher, id: UUID) -> None:
        """Delete the challenge with everything that was handed in."""
        with self._database.write() as connection:
            found = _for_teacher(connection, who, id, to_change=True)
            connection.execute(delete(challenge).where(challenge.c.id == found.id))
            self._changes.tell(connection, Change(who.classroom, "all"))
        self._database.erase_traces()


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Give what `source` handed in to `target` in classes that both are in; both are locked."""
    other = member.alias("other")
    both = select(member.c.id, other.c.id).join(other, other.c.classroom_id == member.c.classroom_id)
    both = both.where(member.c.learner_id == source, other.c.learner_id == target)
    for before, after in connection.execute(both).all():
        give(connection, before, after)


def give(connection: Connection, before: UUID, after: UUID) -> None:
    """Give what one student of a class handed in to another who is the same person."""
    table = challenge_entry
    connection.execute(update(table).where(table.c.member_id == before).values(member_id=after))


def _check_rules(rules: ChallengeRules) -> None:
    if not 1 <= rules.per_day <= MOST_A_DAY:
        raise ValueError(f"A challenge takes 1 to {MOST_A_DAY} hand-ins within 24 hours.")
    if any(not 0 <= least <= 1 or points < 0 for least, points in rules.thresholds):
        raise ValueError("A threshold is a score from 0 to 1, and its points are 0 or more.")
    if any(points < 0 for points in rules.bonuses):
        raise ValueError("The points for a rank are 0 or more.")


_COLUMNS = tuple(column for column in challenge.c if column.name != "pictures")
_WITH_HIDDEN = challenge_entry.join(challenge_hidden)


def _from_row(row: Any) -> Challenge:
    return Challenge(
        row.id,
        row.classroom_id,
        row.title,
        ChallengeRules(**row.rules),
        tuple(row.names),
        tuple(row.class_names),
        row.deadline,
        row.created,
    )


def _of_class(connection: Connection, classroom: UUID) -> tuple[Challenge, ...]:
    table = challenge.c
    query = select(*_COLUMNS).where(table.classroom_id == classroom).order_by(table.created.desc(), table.id)
    return tuple(_from_row(row) for row in connection.execute(query))


def _for_teacher(connection: Connection, who: Teacher, id: UUID, *, to_change: bool = False) -> Challenge:
    require(connection, who, to_change=to_change)
    here = (challenge.c.id == id) & (challenge.c.classroom_id == who.classroom)
    row = connection.execute(select(*_COLUMNS).where(here)).first()
    if row is None:
        raise NotAllowedError(_GONE)
    return _from_row(row)


def _for_learner(connection: Connection, learner: UUID, id: UUID) -> tuple[Challenge, UUID]:
    """The challenge, and the learner's id in its class."""
    row = connection.execute(select(*_COLUMNS).where(challenge.c.id == id)).first()
    if row is None:
        raise NotAllowedError(_GONE)
    return _from_row(row), require_member(connection, learner, row.classroom_id)


def _refuse(connection: Connection, found: Challenge, me: UUID) -> None:
    """Raise `LimitError` where nothing is taken from this student now."""
    moment = schema.now()
    if not found.is_open:
        raise LimitError("This challenge is over and takes no more masks.")
    table = challenge_entry.c
    lately = (table.challenge_id == found.id) & (table.member_id == me) & (table.created > moment - _DAY)
    newest = select(table.created).where(lately).order_by(table.created.desc())
    oldest = connection.execute(newest.offset(found.rules.per_day - 1).limit(1)).scalar()
    if oldest is not None:
        minutes = max(1, ceil((oldest + _DAY - moment) / timedelta(minutes=1)))
        wait = f"{minutes} min" if minutes < 100 else f"{ceil(minutes / 60)} hours"
        raise LimitError(
            f"You have handed in {found.rules.per_day} times within 24 hours, which is all that is taken; "
            f"the next time is in {wait}."
        )


def _insert(
    connection: Connection, id: UUID, member_id: UUID | None, scored: ScoredMasks, moment: datetime
) -> UUID:
    _refuse_large(scored.masks, LARGEST_MASKS)
    entry = uuid4()
    row: dict[str, Any] = {"id": entry, "challenge_id": id, "member_id": member_id, "created": moment}
    row |= {name: getattr(scored, name) for name in ("source", "masks", "public", "pictures")}
    connection.execute(insert(challenge_entry).values(**row))
    hidden = {"challenge_entry_id": entry, "score": scored.hidden}
    connection.execute(insert(challenge_hidden).values(**hidden))
    return entry


def _drop_masks(connection: Connection, id: UUID, me: UUID) -> None:
    """Forget this student's masks but those of the best entry and of the last; the scores of all stay."""
    table = challenge_entry.c
    mine = and_(table.challenge_id == id, table.member_id == me)
    first = (table.public.desc(), table.created), (table.created.desc(), table.id)
    kept = [
        connection.execute(select(table.id).where(mine).order_by(*each).limit(1)).scalar() for each in first
    ]
    older = mine & table.id.not_in(kept) & table.masks.is_not(None)
    connection.execute(update(challenge_entry).where(older).values(masks=None))


def _entries(connection: Connection, found: Challenge, me: UUID) -> tuple[HandIn, ...]:
    table = challenge_entry.c
    mine = (table.challenge_id == found.id) & (table.member_id == me)
    query = select(
        *(table[name] for name in ("id", "source", "public", "pictures", "created")),
        table.masks.is_not(None).label("has_masks"),
        challenge_hidden.c.score,
    )
    rows = connection.execute(
        query.select_from(_WITH_HIDDEN).where(mine).order_by(table.created.desc(), table.id)
    )
    return tuple(
        HandIn(
            row.id,
            row.source,
            row.public,
            None if found.is_open else row.score,
            tuple(row.pictures),
            row.created,
            row.has_masks,
        )
        for row in rows
    )


def _table(connection: Connection, found: Challenge) -> tuple[Placed, ...]:
    table, ended = challenge_entry.c, not found.is_open
    here = (table.challenge_id == found.id) & or_(table.member_id.is_(None), member.c.removed.is_(None))
    query = select(
        *(table[name] for name in ("id", "member_id", "source", "public", "created")),
        member.c.name,
        challenge_hidden.c.score,
    ).select_from(_WITH_HIDDEN.outerjoin(member, member.c.id == table.member_id))
    handed = (
        Handed(
            row.id,
            row.member_id,
            row.source if row.member_id is None else row.name,
            row.public,
            row.score if ended else None,
            row.created,
        )
        for row in connection.execute(query.where(here))
    )
    return ranked(handed, found.rules)


def _refuse_large(data: bytes, most: int) -> None:
    if len(data) > most:
        raise TooLargeError(f"This takes {len(data) / 1e6:.1f} MB, and {most / 1e6:.0f} MB are the most.")
