"""Assignments: units of sections and exercises in an instructor's own order, their rules, and extensions of these."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from app.classroom import schema
from app.classroom.database import Database
from app.classroom.errors import LimitError, RecordsError
from app.classroom.hosting import classrooms, standing
from app.classroom.hosting.access import NotAllowedError, Teacher, inside, require
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import Opened, clean_name
from app.classroom.hosting.rules import MOST_ATTEMPTS, Rules
from app.classroom.hosting.standing import Standing, Standings, rules_of
from app.classroom.hosting.tables import assigned, classroom, extension, member, unit

MOST_UNITS, MOST_ITEMS = 60, 100
"""So many units a class has, and so many items a unit."""

_OF_THE_CLASS_ALONE = {"id", "name", "join_code", "join_open", "created", "purge_on"}


@dataclass(frozen=True)
class Thing:
    """What can be assigned: an `exercise` by its id, or a `section` as `slug/name`; the other is None."""

    section: str | None = None
    exercise: str | None = None


@dataclass(frozen=True)
class Item:
    """One thing in a unit, and the rules for it."""

    id: UUID
    thing: Thing
    rules: Rules


@dataclass(frozen=True)
class Unit:
    """A unit as its instructor sees it."""

    id: UUID
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Task:
    """One thing in a unit as a learner sees it; a section has no `standing`."""

    thing: Thing
    standing: Standing | None


@dataclass(frozen=True)
class LearnersUnit:
    """A unit as a learner of its class sees it."""

    id: UUID
    classroom: UUID
    class_name: str
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Extension:
    """What one student was given in the place of an exercise's own rules."""

    item: UUID
    exercise: str
    member: UUID
    name: str
    due: datetime | None
    attempts: int | None


class Assignments:
    """Units, rules and extensions of a class; each method is one transaction."""

    def __init__(self, database: Database, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def units(self, who: Teacher) -> tuple[Unit, ...]:
        """The units of the class in their order."""
        with self._database.read() as connection:
            require(connection, who)
            return _units(connection, who.classroom)

    def of_learner(self, learner: UUID) -> tuple[LearnersUnit, ...]:
        """The units of all classes that this learner is in, those of the class joined last first."""
        here = member.c
        classes = (
            select(here.classroom_id, classroom.c.name)
            .join(classroom, classroom.c.id == here.classroom_id)
            .where(here.id.in_(inside(learner)))
            .order_by(here.joined.desc(), here.id)
        )
        with self._database.read() as connection:
            rows = connection.execute(classes).all()
            if not rows:
                return ()
            standings = standing.of_learner(connection, learner)
            return tuple(
                _for_learner(each, row.classroom_id, row.name, standings)
                for row in rows
                for each in _units(connection, row.classroom_id)
            )

    def as_student(self, who: Teacher) -> tuple[LearnersUnit, ...]:
        """The units as a student sees them who has just joined."""
        with self._database.read() as connection:
            require(connection, who)
            name, units = _name_of(connection, who.classroom), _units(connection, who.classroom)
        fresh = _first_standings(who.classroom, name, units)
        return tuple(_for_learner(each, who.classroom, name, fresh) for each in units)

    def first_standings(self, who: Teacher) -> Standings:
        """Where a student stands who has just joined."""
        with self._database.read() as connection:
            require(connection, who)
            name, units = _name_of(connection, who.classroom), _units(connection, who.classroom)
        return _first_standings(who.classroom, name, units)

    def add_unit(self, who: Teacher, title: str) -> UUID:
        """A new unit after all others.

        Raises:
            ValueError: the title is empty.
            TooLargeError: the title is too long.
            LimitError: the class has `MOST_UNITS` units.
        """
        title, id = clean_name(title), uuid4()
        with self._changing(who) as connection:
            count, position = _end(connection, unit, unit.c.classroom_id, who.classroom)
            if count >= MOST_UNITS:
                raise LimitError(f"A class has at most {MOST_UNITS} units. Remove one that is over first.")
            row = {"id": id, "classroom_id": who.classroom, "title": title, "position": position}
            connection.execute(insert(unit).values(**row, created=schema.now()))
        return id

    def rename_unit(self, who: Teacher, id: UUID, title: str) -> None:
        """Give a unit another title; raises as `add_unit` does."""
        title = clean_name(title)
        with self._changing(who) as connection:
            connection.execute(update(unit).where(_own(unit, who, id)).values(title=title))

    def delete_unit(self, who: Teacher, id: UUID) -> None:
        """Remove a unit with its items, their rules and extensions; what students did stays theirs."""
        with self._changing(who) as connection:
            connection.execute(delete(unit).where(_own(unit, who, id)))

    def move_unit(self, who: Teacher, id: UUID, by: int) -> None:
        """Move a unit so many places on (below zero: back); past the end it stops there."""
        with self._changing(who) as connection:
            _move(connection, unit, unit.c.classroom_id == who.classroom, id, by)

    def add(self, who: Teacher, unit_id: UUID, things: Sequence[Thing]) -> None:
        """Put these at the end of a unit; a section that is in it already is passed over.

        Raises:
            NotAllowedError: the class has no such unit.
            LimitError: the unit would have more than `MOST_ITEMS` items.
            RecordsError: an exercise is in a unit of the class already, so its rules would be two.
        """
        with self._changing(who) as connection:
            _require_unit(connection, who, unit_id)
            count, position = _end(connection, assigned, assigned.c.unit_id, unit_id)
            taken = _taken(connection, who.classroom)
            for thing in things:
                if thing.exercise in taken:
                    raise RecordsError(
                        f"“{taken[thing.exercise]}” has one of these exercises already, and an exercise is in one "
                        "unit only. Remove it there first."
                    )
            sections = _sections(connection, unit_id)
            new = [
                each for each in dict.fromkeys(things) if each.section is None or each.section not in sections
            ]
            if count + len(new) > MOST_ITEMS:
                raise LimitError(f"A unit has at most {MOST_ITEMS} items. Make another unit.")
            moment = schema.now()
            for offset, thing in enumerate(new):
                row = {"id": uuid4(), "unit_id": unit_id, "classroom_id": who.classroom, **vars(thing)}
                connection.execute(insert(assigned).values(**row, position=position + offset, created=moment))

    def remove(self, who: Teacher, item: UUID) -> None:
        """Take an item out of its unit, with its rules and extensions."""
        with self._changing(who) as connection:
            connection.execute(delete(assigned).where(_own(assigned, who, item)))

    def move(self, who: Teacher, item: UUID, by: int) -> None:
        """Move an item within its unit, as `move_unit` does units."""
        with self._changing(who) as connection:
            inside = select(assigned.c.unit_id).where(_own(assigned, who, item)).scalar_subquery()
            _move(connection, assigned, assigned.c.unit_id == inside, item, by)

    def set_rules(self, who: Teacher, items: Sequence[UUID], rules: Rules) -> None:
        """Have these rules hold for these exercises from now on; whether each is closed stays as it is.

        Raises ValueError with a sentence where the rules cannot be.
        """
        if rules.problem:
            raise ValueError(rules.problem)
        values = {name: value for name, value in vars(rules).items() if name != "closed"}
        with self._changing(who) as connection:
            mine = (assigned.c.classroom_id == who.classroom) & assigned.c.id.in_(items)
            connection.execute(update(assigned).where(mine).values(**values))

    def set_closed(self, who: Teacher, items: Sequence[UUID], closed: bool) -> None:
        """Close these exercises, so that nothing is graded from this moment on, or open them again."""
        with self._changing(who) as connection:
            mine = (assigned.c.classroom_id == who.classroom) & assigned.c.id.in_(items)
            connection.execute(update(assigned).where(mine).values(closed=closed))

    def extend(
        self, who: Teacher, item: UUID, student: UUID, due: datetime | None, attempts: int | None
    ) -> None:
        """Give one student another due date, or another number of attempts, for one exercise; None takes that back.

        Raises:
            NotAllowedError: the class has no such exercise or student.
            ValueError: the number of attempts cannot be.
        """
        if attempts is not None and not 1 <= attempts <= MOST_ATTEMPTS:
            raise ValueError(f"Allow from 1 to {MOST_ATTEMPTS} attempts.")
        with self._changing(who) as connection:
            for table, id in ((assigned, item), (member, student)):
                if connection.execute(select(table.c.id).where(_own(table, who, id))).first() is None:
                    raise NotAllowedError("This class has no such exercise or student any more.")
            theirs = (extension.c.assigned_id == item) & (extension.c.member_id == student)
            if due is None and attempts is None:
                connection.execute(delete(extension).where(theirs))
            else:
                row = {"assigned_id": item, "member_id": student, "due": due, "attempts": attempts}
                schema.put(connection, extension, row)

    def extensions(self, who: Teacher) -> tuple[Extension, ...]:
        """All that students were given, by name."""
        query = (
            select(
                assigned.c.id.label("item"),
                assigned.c.exercise,
                member.c.id.label("member"),
                member.c.name,
                extension.c.due,
                extension.c.attempts,
            )
            .select_from(
                extension.join(assigned, assigned.c.id == extension.c.assigned_id).join(
                    member, member.c.id == extension.c.member_id
                )
            )
            .where(assigned.c.classroom_id == who.classroom, member.c.removed.is_(None))
        )
        with self._database.read() as connection:
            require(connection, who)
            rows = connection.execute(query).all()
        found = [
            Extension(row.item, row.exercise, row.member, row.name, row.due, row.attempts) for row in rows
        ]
        return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.exercise, each.member)))

    def copy_class(self, who: Teacher, name: str, shift: timedelta) -> Opened:
        """A new class with the units, rules and settings of this one, and none of its students.

        All dates are moved by `shift`, nothing is closed, and whoever asks teaches it. Raises as `Classrooms.open`.
        """
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            row = (
                connection.execute(select(classroom).where(classroom.c.id == who.classroom)).mappings().one()
            )
            settings = {column: value for column, value in row.items() if column not in _OF_THE_CLASS_ALONE}
            opened = classrooms.make(connection, who.token, name, **settings)
            _copy_units(connection, who.classroom, opened.classroom.id, shift)
        return opened

    @contextmanager
    def _changing(self, who: Teacher) -> Iterator[Connection]:
        """A transaction that changes what is assigned; others who do so in this class wait."""
        with self._database.write() as connection:
            require(connection, who, to_change=True)
            connection.execute(
                select(classroom.c.id).where(classroom.c.id == who.classroom).with_for_update()
            )
            yield connection
            self._changes.tell(connection, Change(who.classroom, "all"))


def _copy_units(connection: Connection, source: UUID, target: UUID, shift: timedelta) -> None:
    """Give the class `target` the units, items and rules of `source`, all dates moved by `shift`; nothing is closed."""
    moment = schema.now()
    for each in connection.execute(select(unit).where(unit.c.classroom_id == source)).all():
        id = uuid4()
        row = {"id": id, "classroom_id": target, "title": each.title, "position": each.position}
        connection.execute(insert(unit).values(**row, created=moment))
        for item in connection.execute(select(assigned).where(assigned.c.unit_id == each.id)).all():
            rules = vars(rules_of(item).moved(shift)) | {"closed": False}
            place: dict[str, Any] = {"id": uuid4(), "unit_id": id, "classroom_id": target, "created": moment}
            thing = {"section": item.section, "exercise": item.exercise, "position": item.position}
            connection.execute(insert(assigned).values(**place, **thing, **rules))


def _units(connection: Connection, classroom_id: UUID) -> tuple[Unit, ...]:
    items: dict[UUID, list[Item]] = {}
    here = assigned.c
    query = select(assigned).where(here.classroom_id == classroom_id).order_by(here.position, here.id)
    for row in connection.execute(query):
        thing = Thing(row.section, row.exercise)
        items.setdefault(row.unit_id, []).append(Item(row.id, thing, rules_of(row)))
    units = select(unit.c.id, unit.c.title).where(unit.c.classroom_id == classroom_id)
    return tuple(
        Unit(row.id, row.title, tuple(items.get(row.id, ())))
        for row in connection.execute(units.order_by(unit.c.position, unit.c.id))
    )


def _name_of(connection: Connection, classroom_id: UUID) -> str:
    return connection.execute(select(classroom.c.name).where(classroom.c.id == classroom_id)).scalar_one()


def _first_standings(classroom_id: UUID, class_name: str, units: Sequence[Unit]) -> Standings:
    return {
        item.thing.exercise: (Standing(classroom_id, class_name, item.rules),)
        for each in units
        for item in each.items
        if item.thing.exercise
    }


def _for_learner(each: Unit, classroom_id: UUID, class_name: str, standings: Standings) -> LearnersUnit:
    def here(item: Item) -> Standing | None:
        theirs = standings.get(item.thing.exercise or "", ())
        return next((one for one in theirs if one.classroom == classroom_id), None)

    tasks = tuple(Task(item.thing, here(item)) for item in each.items)
    return LearnersUnit(each.id, classroom_id, class_name, each.title, tasks)


def _own(table: Table, who: Teacher, id: UUID) -> Any:
    return (table.c.id == id) & (table.c.classroom_id == who.classroom)


def _require_unit(connection: Connection, who: Teacher, id: UUID) -> None:
    if connection.execute(select(unit.c.id).where(_own(unit, who, id))).first() is None:
        raise NotAllowedError("This class has no such unit any more.")


def _taken(connection: Connection, classroom_id: UUID) -> dict[str | None, str]:
    """The exercises that are assigned in a class, each with the title of its unit."""
    query = select(assigned.c.exercise, unit.c.title).join(unit, unit.c.id == assigned.c.unit_id)
    rows = connection.execute(
        query.where(unit.c.classroom_id == classroom_id, assigned.c.exercise.is_not(None))
    )
    return {row.exercise: row.title for row in rows}


def _sections(connection: Connection, unit_id: UUID) -> set[str]:
    query = select(assigned.c.section).where(assigned.c.unit_id == unit_id, assigned.c.section.is_not(None))
    return set(connection.execute(query).scalars())


def _end(connection: Connection, table: Table, column: Any, id: UUID) -> tuple[int, int]:
    """How many rows there are, and the position after the last."""
    query = select(func.count(), func.max(table.c.position)).where(column == id)
    count, last = connection.execute(query).one()
    return count, 0 if last is None else last + 1


def _move(connection: Connection, table: Table, among: Any, id: UUID, by: int) -> None:
    query = select(table.c.id).where(among).order_by(table.c.position, table.c.id)
    ids = list(connection.execute(query).scalars())
    if id not in ids:
        return
    place = ids.index(id)
    del ids[place]
    ids.insert(max(place + by, 0), id)
    for position, each in enumerate(ids):
        connection.execute(update(table).where(table.c.id == each).values(position=position))
