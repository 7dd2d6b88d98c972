"""What the tabs about a class's work share: what items are called, and how a refusal is told."""

from collections.abc import Callable, Sequence
from uuid import UUID

import streamlit as st

from app.classroom import RecordsError
from app.classroom.hosting import Thing, Unit
from app.ui.kit.inert import inert
from app.ui.shell import units


def title_of(thing: Thing) -> str:
    """What a section or an exercise is called; of one that the course has no more, its name."""
    found = units.place_of(thing)
    if found:
        return units.name_of(found)
    return f"{inert(thing.exercise or thing.section or '')} (no longer in the course)"


def exercises(assigned: Sequence[Unit]) -> dict[UUID, str]:
    """What the exercises of these units are called, by item."""
    return {item.id: title_of(item.thing) for each in assigned for item in each.items if item.thing.exercise}


def tried(do: Callable[[], object]) -> bool:
    """Whether this could be done; says in a sentence why not."""
    try:
        do()
    except (RecordsError, ValueError) as error:
        st.error(inert(str(error)))
        return False
    return True
