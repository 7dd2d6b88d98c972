"""The students of a class: who is in it, and what their instructor changes about that."""

from collections.abc import Callable
from html import escape
from uuid import UUID

import streamlit as st

from app import state, wiring
from app.classroom.hosting import Done, Entry, Member, Role, Teacher
from app.ui.kit.inert import inert
from app.ui.kit.refused import refusals
from app.views.teach import roster

_WAY_BACK = "way-back-code"
_DONE = {
    "remove": "removed {}",
    "put back": "put back {}",
    "merge": "merged {}",
    "relink": "changed the id of {}",
}


def show(teacher: Teacher) -> None:
    """Who waits, who is in the class, and what can be changed."""
    hosting = wiring.hosting()
    students, entries = hosting.members.of_class(teacher), hosting.rosters.of_class(teacher)
    may = teacher.role is Role.TEACHES
    inside = [each for each in students if each.removed is None]
    if may:
        _waiting(teacher, [each for each in students if each.waits])
        _undo(teacher, hosting.register.last(teacher))
    if not students:
        st.markdown("Nobody has joined yet. Who joins is listed here.")
    else:
        st.markdown(f"{len(inside)} {'student' if len(inside) == 1 else 'students'}.")
        st.html(_table(students, with_ids=bool(entries)))
    if may and students:
        _changes(teacher, students, entries)
    if may:
        roster.show(teacher, students, entries)


def _table(students: tuple[Member, ...], with_ids: bool) -> str:
    """Everybody, those who are not in the class (any more) with a word about that."""
    head = "<th>Name</th>" + ("<th>Id</th>" if with_ids else "") + "<th>Joined</th><th></th>"
    rows = "".join(
        f"<tr><td>{escape(each.name)}</td>"
        + (f"<td>{escape(each.student_id) or '–'}</td>" if with_ids else "")
        + f"<td>{each.joined:%d %b %Y}</td><td>{_word(each)}</td></tr>"
        for each in students
    )
    return (
        f'<div class="pw-scroll" tabindex="0"><table class="pw-rows"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _word(student: Member) -> str:
    if student.waits:
        return "waits"
    if student.removed is not None:
        return "removed"
    return f"{len(student.learners)} browsers' work" if student.also else ""


def _waiting(teacher: Teacher, waiting: list[Member]) -> None:
    """Who came by a right id while many wrong ones came from the same network."""
    if not waiting:
        return
    with st.container(border=True):
        named = ", ".join(inert(each.name) for each in waiting[:12])
        more = f" and {len(waiting) - 12} more" if len(waiting) > 12 else ""
        st.markdown(
            f"**{len(waiting)} waiting:** {named}{more}. They typed a right id while many wrong ones came from their "
            "network, so see that they are who they say."
        )
        if st.button("Let all of them in", type="primary"):
            _change(lambda: wiring.hosting().register.put_back(teacher, [each.id for each in waiting]))


def _undo(teacher: Teacher, last: Done | None) -> None:
    if last is None:
        return
    names = ", ".join(inert(name) for name in last.names[:3]) or "somebody who has left"
    if st.button(f"Take back: {_DONE[last.kind].format(names)}", icon=":material/undo:", key="undo"):
        _change(lambda: wiring.hosting().register.undo(teacher, last.id))


def _changes(teacher: Teacher, students: tuple[Member, ...], entries: tuple[Entry, ...]) -> None:
    """What can be done about one student, who is chosen first."""
    register, by_id = wiring.hosting().register, {each.id: each for each in students}

    def called(id: UUID) -> str:
        student = by_id[id]
        return f"{student.name} ({student.student_id})" if student.student_id else student.name

    st.subheader("Change something about a student")
    chosen = st.selectbox(
        "Student", list(by_id), index=None, format_func=called, placeholder="Choose a student", key="student"
    )
    if chosen is None:
        return
    student = by_id[chosen]
    if student.removed is not None:
        if st.button("Let them in" if student.waits else "Put them back", icon=":material/person_add:"):
            _change(lambda: register.put_back(teacher, [chosen]))
        return
    with st.container(key="student-changes"):
        if st.button("Remove them from the class", icon=":material/person_remove:"):
            _change(lambda: register.remove(teacher, chosen))
        _new_browser(teacher, chosen)
        _merge(teacher, chosen, [each.id for each in students if each.removed is None], called)
        if entries:
            _relink(teacher, chosen, entries)


def _new_browser(teacher: Teacher, chosen: UUID) -> None:
    """The code by which a student comes back whose browser has forgotten them."""
    if st.button("Their browser has forgotten them: make a code", icon=":material/key:"):
        with refusals():
            code = wiring.hosting().register.way_back(teacher, chosen)
            state.remember(_WAY_BACK, (chosen, code))
    made_for, code = state.recall(_WAY_BACK, (None, ""))
    if made_for == chosen:
        st.markdown(
            "Give them this code. On the page *Join a class* they type it in under *From another browser*. "
            "It works once, within a day."
        )
        st.code(code, language=None)


def _merge(teacher: Teacher, chosen: UUID, inside: list[UUID], called: Callable[[UUID], str]) -> None:
    others = [id for id in inside if id != chosen]
    if not others:
        return
    other = st.selectbox(
        "The same person as",
        others,
        index=None,
        format_func=called,
        placeholder="Choose the other one",
        help="For a student who joined twice, from two browsers. One of the two stands for both, and what they did in "
        "either browser counts for that one. It can be taken back.",
        key=f"merge-{chosen}",
    )
    if other is not None and st.button(f"Merge into {inert(called(other))}", icon=":material/merge:"):
        _change(lambda: wiring.hosting().register.merge(teacher, chosen, other))


def _relink(teacher: Teacher, chosen: UUID, entries: tuple[Entry, ...]) -> None:
    by_id = {each.id: each for each in entries}
    mine = next((each.id for each in entries if each.member == chosen), None)
    entry = st.selectbox(
        "Their id on the roster",
        list(by_id),
        index=None if mine is None else list(by_id).index(mine),
        format_func=lambda id: f"{by_id[id].student_id} {by_id[id].name}".strip(),
        placeholder="None",
        help="Whoever has this id now loses it.",
        key=f"relink-{chosen}-{mine}",
    )
    if entry == mine:
        return
    if st.button("Give them this id" if entry else "Take the id away", icon=":material/badge:"):
        target, of_whom = (entry, chosen) if entry else (mine, None)
        assert target is not None
        _change(lambda: wiring.hosting().register.relink(teacher, target, of_whom))


def _change(change: Callable[[], None]) -> None:
    """Do it and show how things are then, or say why not."""
    with refusals():
        change()
        st.rerun()
