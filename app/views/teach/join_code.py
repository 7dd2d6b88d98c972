"""How students come in: the code, the address and a QR code of both, large enough to be read in the last row."""

from html import escape

import segno
import streamlit as st

from app import state, wiring
from app.classroom.hosting import Role, Teacher, codes

_NO_CAMERA = (
    "This address has no HTTPS. The cameras of phones read the QR code all the same, but browsers give a page no "
    "camera: students who try the lessons on photographs of their own choose them as files."
)


def show(teacher: Teacher) -> None:
    """The QR code and the code beside it, and who can reach the address."""
    classroom, found = wiring.hosting().classrooms.show_code(teacher), state.reachable_at()
    if found is None:
        st.markdown(f"Students join with the code **{codes.shown(classroom.join_code)}**.")
        return
    if not classroom.join_open:
        st.info("Nobody new can join just now.", icon=":material/lock:")
        if teacher.role is Role.TEACHES and st.button("Let students join again"):
            wiring.hosting().classrooms.change(teacher, join_open=True)
            st.rerun()
        return
    if found.only_here:
        _only_here(found)
    st.html(_large(classroom.join_code, found))
    with st.expander("As a link, to send"):
        st.code(_link(classroom.join_code, found), language=None, wrap_lines=True)
    if not found.secure:
        st.caption(_NO_CAMERA)


def _only_here(found: state.Reachable) -> None:
    """Why phones cannot reach the address, and what to do."""
    st.warning(
        "Only this machine reaches this address, so phones in the room cannot. "
        + (
            "Stop the server, and start it with `python run.py --host 0.0.0.0`."
            if found.only_here == "listens"
            else "Connect this machine to the network of the room, and reload the page."
        ),
        icon=":material/wifi_off:",
    )


def _link(code: str, found: state.Reachable) -> str:
    return f"{found.root}join?code={code}"


def _large(code: str, found: state.Reachable) -> str:
    """The code as a picture and as text. The picture is black on white in both themes: cameras want it so."""
    picture = segno.make_qr(_link(code, found)).svg_data_uri(border=4, dark="#000", light="#fff")
    half, where = codes.LENGTH // 2, escape(found.root.partition("://")[2] + "join")
    return (
        '<div class="pw-join">'
        f'<img src="{picture}" alt="QR code of the address at which students join">'
        f"<div><p>Scan it, or open<br><strong>{where}</strong><br>and type</p>"
        f'<p class="pw-join-code" aria-label="{codes.shown(code)}">{code[:half]}<br>{code[half:]}</p></div>'
        "</div>"
    )
