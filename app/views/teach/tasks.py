"""What a class has to do: units of sections and exercises, their rules, and who was given more."""

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom.hosting import LONGEST_NAME, Item, Role, Teacher, Thing, Unit
from app.ui.exercise.class_rules import line_of
from app.ui.kit.inert import inert
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import learner, menu
from app.views.teach import copying, extensions, rules
from app.views.teach.items import title_of, tried
from lessons import COURSE

_ADD = "Sections and exercises to add"


def show(teacher: Teacher) -> None:
    """The units, then what else is done with them."""
    _units(teacher)
    if st.button(
        "Look as a student", icon=":material/visibility:", help="Nothing is recorded while you look."
    ):
        learner.look_as_student(teacher)
        st.switch_page(menu.view("home"))
    if teacher.role is Role.TEACHES:
        extensions.show(teacher)
        copying.show(teacher)


@st.fragment
def _units(teacher: Teacher) -> None:
    assigned = wiring.hosting().assignments.units(teacher)
    if not assigned:
        st.markdown(
            "A unit is a list of sections and exercises in your order, such as a week's work. Your students find it on "
            "their first page, and under a link of its own."
        )
    for number, each in enumerate(assigned):
        _unit(teacher, each, number, len(assigned))
    if teacher.role is Role.TEACHES:
        _new_unit(teacher)


def _unit(teacher: Teacher, unit: Unit, number: int, count: int) -> None:
    may_change, change = teacher.role is Role.TEACHES, wiring.hosting().assignments
    with st.container(border=True, key=f"unit-{unit.id}"):
        st.subheader(inert(unit.title), anchor=False)
        st.caption(f"Link for your students: `{link_of(unit.id)}`")
        for place, item in enumerate(unit.items):
            with st.container(gap="xsmall"):
                _item(teacher, item, place, len(unit.items))
        if not unit.items:
            st.markdown("Nothing is in it yet.")
        if not may_change:
            return
        _add(teacher, unit)
        with st.container(horizontal=True):
            if number > 0:
                _button("Unit up", f"unit-up-{unit.id}", lambda: change.move_unit(teacher, unit.id, -1))
            if number < count - 1:
                _button("Unit down", f"unit-down-{unit.id}", lambda: change.move_unit(teacher, unit.id, 1))
            with st.popover("Rename or remove", type="tertiary"):
                _rename(teacher, unit)


def _item(teacher: Teacher, item: Item, place: int, count: int) -> None:
    change, title, name = wiring.hosting().assignments, title_of(item.thing), item.id
    st.markdown(title)
    words = line_of(item.rules) if item.thing.exercise else ""
    if words:
        st.caption(words)
    if teacher.role is not Role.TEACHES:
        return
    with st.container(horizontal=True, gap="small", key=f"item-{name}"):
        if place > 0:
            _button("Up", f"up-{name}", lambda: change.move(teacher, name, -1), f"Move “{title}” up")
        if place < count - 1:
            _button("Down", f"down-{name}", lambda: change.move(teacher, name, 1), f"Move “{title}” down")
        if item.thing.exercise:
            verb, closed = ("Open", False) if item.rules.closed else ("Close", True)
            _button(
                verb,
                f"close-{name}",
                lambda: change.set_closed(teacher, [name], closed),
                f"{verb} “{title}” at once: while it is closed, nothing is graded",
            )
            if st.button("Rules", key=f"rules-{name}", type="tertiary", help=f"The rules of “{title}”"):
                rules.edit(teacher, name)
        _button(
            "Remove",
            f"remove-{name}",
            lambda: change.remove(teacher, name),
            f"Take “{title}” out of this unit",
        )


def _button(label: str, key: str, do: Callable[[], object], about: str | None = None) -> None:
    if st.button(label, key=key, type="tertiary", help=about) and tried(do):
        rerun_fragment()


def link_of(unit: UUID) -> str:
    """The address of a unit's own page, for students."""
    return f"{state.page_address().removesuffix('teach')}join?unit={unit}"


def _add(teacher: Teacher, unit: Unit) -> None:
    inside = {item.thing for item in unit.items}
    offered = [each for each in _everything() if each not in inside]
    with st.form(f"add-{unit.id}", border=False, clear_on_submit=True):
        chosen = st.multiselect(_ADD, offered, format_func=title_of, placeholder="Choose, in your order")
        if not st.form_submit_button("Add to this unit"):
            return
    if tried(lambda: wiring.hosting().assignments.add(teacher, unit.id, chosen)):
        rerun_fragment()


def _everything() -> list[Thing]:
    """All that can be assigned, in the order of the course: each section before its exercises."""
    things = []
    for lesson in COURSE:
        for section in lesson.sections:
            things.append(Thing(section=f"{lesson.slug}/{section.name}"))
            things += [Thing(exercise=each) for each in section.exercises]
    return things


def _new_unit(teacher: Teacher) -> None:
    with st.form("new-unit", border=False, clear_on_submit=True):
        title = st.text_input(
            "Title of a new unit", max_chars=LONGEST_NAME, placeholder="Week 1: from scores to masks"
        )
        if not st.form_submit_button("Make the unit", type="primary"):
            return
    if not title.strip():
        st.error("Write a title first.")
    elif tried(lambda: wiring.hosting().assignments.add_unit(teacher, title)):
        rerun_fragment()


def _rename(teacher: Teacher, unit: Unit) -> None:
    with st.form(f"rename-{unit.id}", border=False):
        title = st.text_input("Title", unit.title, max_chars=LONGEST_NAME)
        renamed = st.form_submit_button("Rename")
    if renamed and tried(lambda: wiring.hosting().assignments.rename_unit(teacher, unit.id, title)):
        rerun_fragment()
    st.markdown("Removing a unit removes its rules and extensions too. What students did stays theirs.")
    if st.button("Remove this unit", key=f"delete-{unit.id}") and tried(
        lambda: wiring.hosting().assignments.delete_unit(teacher, unit.id)
    ):
        rerun_fragment()
