"""A learner in a class that has stored everything of them that a class stores, and the bytes of a database's files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from app.classroom import Records, schema
from app.classroom.hosting import Classroom, Hosting, Teacher, tables

SOMEBODY = uuid4()
TOKEN = "the instructor's browser"


@dataclass(frozen=True)
class InAClass:
    """Where the learner is: the class, their id there, and their entry in its roster."""

    classroom: UUID
    member: UUID
    entry: UUID
    opened: Classroom
    teacher: Teacher


def in_a_class(
    records: Records, learner: UUID, name: str = "Heron", classroom: InAClass | None = None
) -> InAClass:
    """Put the learner into a class, a new one unless it is given, with a row in every table that tells of its students.

    Their name is in the roster's changes, under which they were removed and put back, and in what they typed.
    """
    hosting = Hosting(records.database, records.changes)
    opened = hosting.classrooms.open(TOKEN, "Vision").classroom if classroom is None else classroom.opened
    me = hosting.members.join(learner, opened.join_code, name).member
    moment, unit, task, poll, entry, again, challenge = schema.now(), *(uuid4() for _ in range(6))
    here: dict[str, Any] = {"classroom_id": opened.id, "created": moment}
    before = [{"id": str(each), "name": who} for each, who in ((me, name), (SOMEBODY, "Somebody else"))]
    rows: list[tuple[Any, dict[str, Any]]] = [
        (
            tables.roster_entry,
            {"id": entry, "classroom_id": opened.id, "student_id": f"s-{entry}", "name": f"R. {entry}"}
            | {"digest": entry.hex},
        ),
        (tables.roster_change, here | {"id": uuid4(), "kind": "many", "before": before}),
        (tables.roster_change, here | {"id": uuid4(), "kind": "one", "before": before[:1]}),
        (
            tables.roster_change,
            here | {"id": uuid4(), "kind": "other", "before": {"of": me.hex, "was": name}},
        ),
        (tables.unit, here | {"id": unit, "title": "Week 1", "position": 0}),
        (
            tables.assigned,
            here | {"id": task, "unit_id": unit, "position": 0, "exercise": f"mean_iou {task}"},
        ),
        (tables.extension, {"assigned_id": task, "member_id": me, "due": moment}),
        (
            tables.poll,
            {"id": poll, "classroom_id": opened.id, "exercise": "a", "variant_seed": 1, "right_option": 0}
            | {"question": "Which?", "options": ["a", "b"], "opened": moment},
        ),
        (tables.regrade, here | {"id": again, "exercise": "mean_iou", "content_hash": "", "answers": 1}),
        *(
            (
                tables.regraded,
                {"regrade_id": again, "attempt_id": each.attempt.id, "passed": True, "kind": "passed"},
            )
            for each in records.attempts(learner, limit=1)
        ),
        (
            tables.challenge,
            here
            | {"id": challenge, "title": "Streets", "rules": {}, "names": [], "class_names": []}
            | {"pictures": b"", "deadline": moment},
        ),
        (
            tables.challenge_entry,
            {"id": uuid4(), "challenge_id": challenge, "member_id": me, "source": "zip", "masks": b"mask"}
            | {"public": 0.5, "pictures": [], "created": moment},
        ),
        (tables.way_back, {"member_id": me, "digest": me.hex, "expires": moment}),
        (tables.poll_answer, {"poll_id": poll, "member_id": me, "option": 1, "updated": moment}),
        (
            tables.help_request,
            here
            | {"id": uuid4(), "member_id": me, "exercise": "a", "layer": "only", "work": ""}
            | {"question": f"I am {name}. How?"},
        ),
    ]
    with records.database.write() as connection:
        for table, row in rows:
            connection.execute(table.insert().values(**row))
        connection.execute(
            update(tables.member).where(tables.member.c.id == me).values(roster_entry_id=entry)
        )
    teacher = hosting.classrooms.teacher(TOKEN, opened.id)
    assert teacher is not None
    return InAClass(opened.id, me, entry, opened, teacher)


def on_disk(folder: Path) -> bytes:
    """All bytes of the files in a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())
