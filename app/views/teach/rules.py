"""The rules of an exercise, as an instructor sets them."""

from datetime import datetime
from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom.hosting import Item, Keeps, Rules, Solution, Teacher
from app.ui.exercise.class_rules import duration, reader_zone
from app.ui.kit.inert import inert
from app.views.teach.items import title_of, tried

_COOLDOWNS = (0, 30, 60, 120, 300, 600, 1800, 3600, 86400)
_KEEPS = {Keeps.BEST: "The best attempt", Keeps.LAST: "The last attempt"}
_SOLUTIONS = {
    Solution.PASSED: "To who has passed, at once",
    Solution.DUE: "After the due date, to who has passed or can earn nothing more",
    Solution.NEVER: "Never",
}


@st.dialog("Rules", width="large")
def edit(teacher: Teacher, item: UUID) -> None:
    """The form in a dialog, which closes once they are saved."""
    if form(teacher, item):
        st.rerun()


def form(teacher: Teacher, item: UUID) -> bool:
    """A form with the rules of an exercise, for all exercises of its unit if wished; whether they were saved now."""
    assigned = wiring.hosting().assignments.units(teacher)
    found = next(((unit, each) for unit in assigned for each in unit.items if each.id == item), None)
    if found is None:
        st.markdown("This is not assigned any more.")
        return False
    unit, edited = found
    exercises = [each.id for each in unit.items if each.thing.exercise]
    with st.form(f"rules-of-{item}", border=False):
        st.markdown(f"**{title_of(edited.thing)}**")
        rules = _form(edited)
        for_all = len(exercises) > 1 and st.checkbox(
            f"The same rules for all {len(exercises)} exercises of “{inert(unit.title)}”"
        )
        saves = st.form_submit_button("Save the rules", type="primary")
    return saves and tried(
        lambda: wiring.hosting().assignments.set_rules(teacher, exercises if for_all else [item], rules)
    )


def _form(item: Item) -> Rules:
    before, name = item.rules, item.id
    attempts = st.number_input(
        "Attempts that are graded (leave empty for any number)",
        min_value=1,
        max_value=1000,
        value=before.attempts,
        step=1,
        key=f"attempts-{name}",
    )
    waits = sorted({*_COOLDOWNS, before.cooldown})
    cooldown = st.selectbox(
        "Time from one attempt to the next",
        waits,
        index=waits.index(before.cooldown),
        format_func=lambda seconds: duration(seconds) if seconds else "none",
        key=f"cooldown-{name}",
    )
    opens = moment_input("Opens", before.opens, f"opens-{name}")
    due = moment_input("Due", before.due, f"due-{name}")
    late = st.number_input(
        "What a late answer loses, in percent (100: late answers are not graded)",
        min_value=0,
        max_value=100,
        value=before.late_percent,
        step=5,
        key=f"late-{name}",
    )
    keeps = st.radio(
        "What counts",
        list(_KEEPS),
        format_func=_KEEPS.__getitem__,
        index=list(_KEEPS).index(before.keeps),
        horizontal=True,
        key=f"keeps-{name}",
    )
    solution = st.selectbox(
        "The reference solution is shown",
        list(_SOLUTIONS),
        format_func=_SOLUTIONS.__getitem__,
        index=list(_SOLUTIONS).index(before.solution),
        key=f"solution-{name}",
    )
    return Rules(before.closed, attempts, cooldown, opens, due, late, keeps, solution)


def moment_input(label: str, before: datetime | None, key: str) -> datetime | None:
    """A date and time in the reader's time zone; None if it is left empty."""
    where = reader_zone()
    shown = before.astimezone(where).replace(tzinfo=None) if before else None
    chosen = st.datetime_input(f"{label} (your time; may be empty)", shown, key=key, format="YYYY-MM-DD")
    return chosen.replace(tzinfo=where) if chosen else None
