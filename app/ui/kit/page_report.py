"""The quiet line at a section's end by which a learner says what is wrong there, to whoever runs this site."""

import streamlit as st

from app import state, wiring
from app.classroom import LONGEST_REPORT
from app.ui.kit.disclosure import disclosed, leave_as
from app.ui.kit.rerun import rerun_fragment
from app.ui.shell import learner, saving

_THANKS = "Thank you, it is stored for whoever runs this site."
_NO_COOKIE = (
    "This browser refuses cookies, so nothing can be stored here. Allow cookies for this address, reload the page, and "
    "say it then."
)
_SENT = "reports-sent"


@st.fragment
def report_line(slug: str, section: str) -> None:
    """Show the line, under it one field and Send once it is opened. Closed it is one button.

    Args:
        slug: the page.
        section: the name of its section, the same for good.
    """
    key = f"report-{slug}-{section}"
    if not disclosed(key, "Something wrong here?", icon=":material/flag:"):
        if key in _sent():
            st.caption(_THANKS)
        return
    visitor = learner.current()
    if visitor.token is None and not visitor.out_of_reach:
        st.caption(_NO_COOKIE)
        return
    text = _asked(key)
    if text is None:
        return
    if not text:
        st.warning("Write in one sentence what is wrong, then press Send.")
        return
    # Another report may wait under the name of the section.
    outcome = saving.save(f"{key} {text}", lambda id: wiring.records().report_page(id, slug, section, text))
    if outcome.done:
        state.remember(_SENT, _sent() | {key})
        leave_as({key: False})
        rerun_fragment()
    st.warning(outcome.sentence)
    saving.show_banner()


def _asked(key: str) -> str | None:
    """What stands in the field when Send is pressed, on one line; None before."""
    with st.form(key, border=False):
        text = st.text_input(
            "What is wrong, in one sentence?",
            max_chars=LONGEST_REPORT,
            key=f"{key}-text",
            help="It goes to whoever runs this site, with the name of this section and nothing about you.",
        )
        return " ".join(text.split()) if st.form_submit_button("Send") else None


def _sent() -> frozenset[str]:
    """The lines by which something was sent in this visit."""
    return state.recall(_SENT, frozenset())
