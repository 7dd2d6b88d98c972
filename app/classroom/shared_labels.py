"""Labels of one object that learners share in a room, so that a class sees how far its people agree."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, isfinite
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from app.classroom import schema, values
from app.classroom.database import lock
from app.classroom.errors import LimitError, RecordsError, TooLargeError

WAYS = ("hand", "prompts")
"""How a label can be made."""

MOST_LABELS = 120
"""So many labels of one object a room holds: a lecture of sixty, each by hand and by prompts."""

MOST_AN_HOUR = 60
"""So many new labels one learner shares within an hour: twelve a room, if all objects are labelled in both ways."""

LARGEST_MASK = 16 * 1024
"""Characters of JSON that a mask may take; one drawn with care at 128 × 128 takes a few hundred."""

_LARGEST_SIDE = 1024
_LONGEST_SECONDS = 24 * 60 * 60
_TASK = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True)
class SharedLabel:
    """One label as the others in the room see it, without a word on whose it is.

    `annotator` counts the people from 1, in the order in which they first shared. `own` marks the labels of
    the one who asks. `way` is one of `WAYS`. `mask` has the `size` (height, width) and the `counts` of COCO:
    run lengths down the columns, the first one outside.
    """

    annotator: int
    own: bool
    way: str
    mask: dict[str, Any]
    seconds: float


def room_word(text: str) -> str:
    """The room that `text` names: case, and spaces around it, make no difference.

    Raises:
        RecordsError: it is not one word of 4 to 24 letters and digits.
    """
    word = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[:100]).strip().casefold())
    if not (4 <= len(word) <= 24 and word.isalnum()):
        raise RecordsError("A room is one word of 4 to 24 letters and digits; type it as it was said.")
    return word


def share(
    connection: Connection,
    learner: UUID,
    room: str,
    task: str,
    way: str,
    mask: dict[str, Any],
    seconds: float,
) -> None:
    """Put the label into the room, in the place of this learner's earlier one; see `Records.share_label`."""
    room = room_word(room)
    if way not in WAYS or not _TASK.fullmatch(task):
        raise ValueError(f"Nothing is labelled {way!r}, or no task is called {task!r}.")
    if not (isfinite(seconds) and 0 <= seconds <= _LONGEST_SECONDS):
        raise ValueError("The seconds that a label took are 0 to a day.")
    _refuse_no_mask(mask)
    if len(values.dumps(mask)) > LARGEST_MASK:
        raise TooLargeError(
            "This label has too many separate pieces to be shared. Tidy it up and share it again."
        )
    lock(connection, learner)
    moment = schema.now()
    row = {"learner_id": learner, "room": room, "task": task, "way": way, "mask": mask, "seconds": seconds}
    earlier = _same(connection, row)
    if earlier is None:  # a label in the place of an earlier one fills nothing
        _refuse_haste(connection, learner, moment)
        _refuse_full(connection, room, task)
    created = moment if earlier is None else earlier.created
    schema.put(connection, schema.shared_label, row | {"created": created, "updated": moment})


def of_task(connection: Connection, room: str, task: str, learner: UUID | None) -> tuple[SharedLabel, ...]:
    """The labels of a task in a room, sorted by annotator and way; see `Records.shared_labels`."""
    table = schema.shared_label.c
    here = (table.room == room_word(room)) & (table.task == task)
    first = (table.created, table.learner_id)
    rows = connection.execute(select(schema.shared_label).where(here).order_by(*first)).all()
    people = dict.fromkeys(row.learner_id for row in rows)
    numbers = {each: number for number, each in enumerate(people, 1)}
    labels = [
        SharedLabel(numbers[row.learner_id], row.learner_id == learner, row.way, row.mask, float(row.seconds))
        for row in rows
    ]
    return tuple(sorted(labels, key=lambda label: (label.annotator, label.way)))


def move(connection: Connection, source: UUID, target: UUID) -> None:
    """Give all of `source`'s labels to `target`; where both have one of the same kind, the newer stays."""
    table = schema.shared_label
    for row in connection.execute(select(table).where(table.c.learner_id == source)).all():
        moved = row._asdict() | {"learner_id": target}
        rival = _same(connection, moved)
        if rival is not None:
            newer = max(moved, rival._asdict(), key=lambda each: each["updated"])
            moved = newer | {"created": min(row.created, rival.created)}
        schema.put(connection, table, moved)


def _same(connection: Connection, row: dict[str, Any]) -> Row[Any] | None:
    """What is stored under the key of `row`, or None."""
    table = schema.shared_label
    key = [column == row[column.name] for column in table.primary_key]
    return connection.execute(select(table).where(*key)).first()


def _refuse_haste(connection: Connection, learner: UUID, moment: datetime) -> None:
    """Raise `LimitError` for one who has shared as many new labels as an hour takes."""
    table, hour = schema.shared_label.c, timedelta(hours=1)
    lately = (table.learner_id == learner) & (table.created > moment - hour)
    newest = select(table.created).where(lately).order_by(table.created.desc())
    oldest = connection.execute(newest.offset(MOST_AN_HOUR - 1).limit(1)).scalar()
    if oldest is not None:
        wait = max(1, ceil((oldest + hour - moment) / timedelta(minutes=1)))
        raise LimitError(
            f"You have shared {MOST_AN_HOUR} labels within an hour, and no more are taken; share this one in "
            f"{wait} minute{'s' * (wait > 1)}."
        )


def _refuse_full(connection: Connection, room: str, task: str) -> None:
    """Raise `LimitError` where the room holds as many labels of the task as it takes."""
    if connection.dialect.name == "postgresql":
        # Two who count at the same time would both find the last place free; SQLite has one writer at a time.
        place = select(func.pg_advisory_xact_lock(func.hashtext(f"{room} {task}")))
        connection.execute(place)
    table = schema.shared_label.c
    here = (table.room == room) & (table.task == task)
    if connection.execute(select(func.count()).where(here)).scalar_one() >= MOST_LABELS:
        raise LimitError(
            f"This room holds {MOST_LABELS} labels of this object, which is all it takes; agree on another word, "
            "and share it there."
        )


def _refuse_no_mask(mask: dict[str, Any]) -> None:
    """Raise `ValueError` for what no reader could turn into a mask."""
    match mask:
        case {"size": [int(height), int(width)], "counts": list(counts)} if len(mask) == 2:
            if not (1 <= height <= _LARGEST_SIDE and 1 <= width <= _LARGEST_SIDE):
                raise ValueError(f"A mask has 1 to {_LARGEST_SIDE} rows and columns, not {height} × {width}.")
            if any(type(run) is not int or run < 0 for run in counts) or sum(counts) != height * width:
                raise ValueError(
                    f"The counts are run lengths, and add up to the {height} × {width} pixels of the mask."
                )
        case _:
            raise ValueError("A mask has a size, which is [height, width], and counts, a list.")
