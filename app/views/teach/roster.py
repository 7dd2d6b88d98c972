"""The roster of a class: the ids that are expected, pasted in, and who has which."""

from html import escape
from uuid import UUID

import streamlit as st

from app import wiring
from app.classroom.hosting import Entry, Member, Teacher, roster
from app.ui.kit.disclosure import disclosed
from app.ui.kit.refused import refusals


@st.fragment
def show(teacher: Teacher, students: tuple[Member, ...], entries: tuple[Entry, ...]) -> None:
    """The line that opens the roster, and the roster below it."""
    if not disclosed("roster", f"Roster ({len(entries)} ids)", icon=":material/list:"):
        return
    st.markdown(
        "If your school gives ids to its students, paste them here: one a line, and a name behind it if you like, "
        "parted by a comma, a semicolon or a tab, as spreadsheets copy them. Only you and your co-instructors see them."
    )
    with st.form("roster", border=False, clear_on_submit=False):
        text = st.text_area("Ids to add", placeholder="20231001, Ada Lovelace", max_chars=200_000)
        if st.form_submit_button("Add them"):
            with refusals():
                wiring.hosting().rosters.add(teacher, roster.read(text))
                st.rerun()
    if not entries:
        return
    names: dict[UUID | None, str] = {each.id: each.name for each in students}
    rows = "".join(
        f"<tr><td>{escape(each.student_id)}</td><td>{escape(each.name)}</td>"
        f"<td>{escape(names.get(each.member, '–'))}</td></tr>"
        for each in entries
    )
    st.html(
        '<div class="pw-scroll" tabindex="0"><table class="pw-rows"><thead><tr><th>Id</th><th>Name on the roster</th>'
        f"<th>Has joined as</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )
    by_id = {each.id: each for each in entries}
    gone = st.multiselect("Ids that nobody needs", list(by_id), format_func=lambda id: by_id[id].student_id)
    if gone and st.button("Take them off the roster", icon=":material/delete:"):
        with refusals():
            wiring.hosting().rosters.remove(teacher, gone)
            st.rerun()
