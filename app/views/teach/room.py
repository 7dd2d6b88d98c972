"""Pacing the room: what everybody is shown, a question to all, and the hands that are up."""

from collections.abc import Callable
from datetime import timedelta

import streamlit as st

from app import wiring
from app.classroom.hosting import LONGEST_MESSAGE, Pace, Role, Teacher
from app.components.class_signal import class_signal
from app.ui.kit.refused import refusals
from app.ui.kit.rerun import rerun_fragment
from app.views.teach import hands, polls
from lessons import COURSE

_SECTIONS = {
    f"{lesson.slug}/{each.name}": f"{lesson.title}: {each.title}"
    for lesson in COURSE
    for each in lesson.sections
}
_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45)


def show(teacher: Teacher) -> None:
    """What the room sees, a poll, and who needs help. Who may only look sees it, and changes nothing."""
    _point(teacher)
    polls.show(teacher)
    hands.show(teacher)


@st.fragment
def _point(teacher: Teacher) -> None:
    st.header("What everybody sees")
    class_signal("pace", teacher.classroom, ["pace"])
    with refusals():
        _pace(teacher)


def _pace(teacher: Teacher) -> None:
    pace = wiring.hosting().pacing.of_class(teacher)
    if teacher.role is Role.LOOKS:
        st.markdown(_in_words(pace))
        return
    _look_here(teacher, pace)
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        _section(teacher, pace)
    with right:
        _timer(teacher, pace)
    st.caption(f"Now: {_in_words(pace)} Students who asked for quiet see none of it.")


def _look_here(teacher: Teacher, pace: Pace) -> None:
    with st.form("look-here", border=False):
        message = st.text_input(
            "Ask everybody to look up",
            value=pace.message,
            max_chars=LONGEST_MESSAGE,
            placeholder="Everyone look here, please.",
        )
        asked, ended = st.columns(2)
        ask = asked.form_submit_button("Everyone look here", type="primary", width="stretch")
        end = ended.form_submit_button("Let them go on", disabled=not pace.look_here, width="stretch")
    if ask or end:
        _do(lambda: wiring.hosting().pacing.look_here(teacher, ask, message))


def _section(teacher: Teacher, pace: Pace) -> None:
    options = ["", *_SECTIONS]
    chosen = st.selectbox(
        "Point at a section",
        options,
        index=options.index(pace.section) if pace.section in _SECTIONS else 0,
        format_func=lambda address: _SECTIONS.get(address, "None"),
        key=f"section-{pace.revision}",
    )
    if chosen != (pace.section if pace.section in _SECTIONS else ""):
        _do(lambda: wiring.hosting().pacing.point_at(teacher, chosen))


def _timer(teacher: Teacher, pace: Pace) -> None:
    length, start, stop = st.columns([2, 1, 1], vertical_alignment="bottom")
    minutes = length.selectbox("Timer, in minutes", _MINUTES, index=_MINUTES.index(5))
    if start.button("Start", width="stretch"):
        _do(lambda: wiring.hosting().pacing.start_timer(teacher, timedelta(minutes=minutes)))
    if stop.button("Stop", disabled=pace.timer_ends is None, width="stretch"):
        _do(lambda: wiring.hosting().pacing.stop_timer(teacher))


def _in_words(pace: Pace) -> str:
    parts = []
    if pace.look_here:
        parts.append("everybody is asked to look up")
    if pace.section in _SECTIONS:
        parts.append(f"a link to “{_SECTIONS[pace.section]}”")
    if pace.timer_ends:
        parts.append(f"a timer that ends at {pace.timer_ends:%H:%M:%S} UTC")
    sentence = "; ".join(parts) or "nothing is pointed at"
    return sentence[0].upper() + sentence[1:] + "."


def _do(change: Callable[[], object]) -> None:
    """Make a change, and show what is then."""
    change()
    rerun_fragment()
