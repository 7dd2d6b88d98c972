"""The units of a learner's classes: what is to do, in the instructor's order, and how far it is done."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom import RecordsError
from app.classroom.hosting import LearnersUnit, Reason, Standing, Task, Thing, times
from app.ui.exercise.class_rules import reader_zone
from app.ui.kit.inert import inert
from app.ui.shell import menu, place
from app.ui.shell.learner import Visitor
from app.ui.shell.place import Place
from exercises._engine.catalogue import catalogue


def of(visitor: Visitor) -> tuple[LearnersUnit, ...]:
    """The units of this visitor's classes; none while the records are away. For who is in no class nothing is asked."""
    try:
        if visitor.looks_at:
            return wiring.hosting().assignments.as_student(visitor.looks_at)
        if visitor.learner and visitor.in_a_class:
            return wiring.hosting().assignments.of_learner(visitor.learner)
    except RecordsError:
        pass
    return ()


def to_go_on_with(units: Sequence[LearnersUnit], visitor: Visitor) -> list[LearnersUnit]:
    """Of each class the first unit in which something is still to do, or the last one."""
    classes = dict.fromkeys(each.classroom for each in units)
    chosen = []
    for classroom in classes:
        theirs = [each for each in units if each.classroom == classroom]
        chosen.append(next((each for each in theirs if not _is_done(each, visitor)), theirs[-1]))
    return chosen


def show(unit: LearnersUnit, visitor: Visitor) -> None:
    """A unit's title and items, each a link to its place in the course."""
    now, where = datetime.now(UTC), reader_zone()
    with st.container(border=True, key=f"unit-{unit.id}"):
        st.subheader(inert(unit.title), anchor=False)
        st.caption(f"Of your class {inert(unit.class_name)}.")
        for task in unit.tasks:
            found = place_of(task.thing)
            if found is not None:
                _link(task, found, visitor, where, now)
        if not unit.tasks:
            st.markdown("Nothing is in it yet.")


def link_to(unit: LearnersUnit) -> None:
    """A link to the unit's own page."""
    st.page_link(
        menu.view("join"),
        label=inert(unit.title),
        query_params={"unit": str(unit.id)},
        icon=":material/list:",
    )


def asked_for(units: Sequence[LearnersUnit]) -> LearnersUnit | None:
    """The unit that the address asks for, if the visitor's classes have it."""
    try:
        id = UUID(st.query_params.get("unit", ""))
    except ValueError:
        return None
    return next((each for each in units if each.id == id), None)


def place_of(thing: Thing) -> Place | None:
    """Where in the course this is; None for what the course has no more."""
    if thing.exercise:
        return place.of_exercise(thing.exercise)
    slug, _, name = (thing.section or "").partition("/")
    found = place.read(f"{slug}?section={name}")
    return found if found and found.section else None


def title_of(exercise: str) -> str:
    """What an exercise is called; of one that the course has no more, its id."""
    found = catalogue().get(exercise)
    return found.title if found else exercise


def points_of(exercise: str) -> int:
    """What passing an exercise earns at most; 0 for one that the course has no more."""
    found = catalogue().get(exercise)
    return found.points if found else 0


def name_of(found: Place) -> str:
    """What an item is called."""
    if found.exercise:
        return f"Exercise: {catalogue()[found.exercise].title}"
    return f"{found.lesson.title}: {found.lesson.section(found.section).title}"


def _link(task: Task, found: Place, visitor: Visitor, where: tzinfo, now: datetime) -> None:
    done = _task_is_done(task, found, visitor)
    state = "done" if done else _state(task.standing, where, now)
    st.page_link(
        menu.view(found.lesson.slug),
        label=name_of(found) + (f" · {state}" if state else ""),
        query_params=found.query,
        icon=":material/article:" if done is None else menu.mark(done),
    )


def _state(standing: Standing | None, where: tzinfo, now: datetime) -> str:
    if standing is None:
        return ""
    refused, rules = standing.refusal(now), standing.rules
    if refused and refused.reason is Reason.CLOSED:
        return "closed"
    if refused and refused.reason is Reason.SPENT:
        return "no attempt left"
    if rules.opens and now < rules.opens:
        return f"opens {times.spoken(rules.opens, where, now)}"
    if rules.due:
        return f"{'was due' if now > rules.due else 'due'} {times.spoken(rules.due, where, now)}"
    return "open"


def _is_done(unit: LearnersUnit, visitor: Visitor) -> bool:
    found = [(task, place_of(task.thing)) for task in unit.tasks]
    return all(_task_is_done(task, where, visitor) is not False for task, where in found if where)


def _task_is_done(task: Task, found: Place, visitor: Visitor) -> bool | None:
    """Whether it is passed; None for a section that asks for nothing."""
    if task.standing:
        return task.standing.passed
    exercises = found.lesson.section(found.section).exercises
    return all(visitor.progress.of(each).passed for each in exercises) if exercises else None
