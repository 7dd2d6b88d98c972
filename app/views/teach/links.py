"""An instructor's secret links: shown when they are made, and never again."""

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from app import state
from app.classroom.hosting import Role

_NEW = "new-teaching-links"
_WORDS = {
    Role.TEACHES: "**Your link.** It opens this class in any browser, with all that you may do. Tell nobody.",
    Role.LOOKS: "**The link for co-instructors.** It lets them see everything, and change nothing.",
}


def note(classroom: UUID, secrets: Mapping[Role, str]) -> None:
    """Keep these secrets of new links until whoever made them has copied them, or closes the page."""
    links = state.recall(_NEW, {})
    state.remember(_NEW, {**links, classroom: {**links.get(classroom, {}), **secrets}})


def show_new(classroom: UUID) -> None:
    """The links of this class that are new, to be copied now."""
    links, found = state.recall(_NEW, {}), state.reachable_at()
    if not links.get(classroom):
        return
    with st.container(border=True, key="new-links"):
        for role, secret in links[classroom].items():
            st.markdown(_WORDS[role])
            # Behind the # it stays in the browser: no server is sent it, and no log has it.
            st.code(f"{found.root if found else ''}teach/enter#{secret}", language=None, wrap_lines=True)
        st.markdown(
            "Keep what you need of this: it is shown once, and nobody can look it up. Settings makes new links."
        )
        st.button("I have kept it", on_click=_forget, args=(classroom,), type="primary")


def _forget(classroom: UUID) -> None:
    state.remember(_NEW, {id: each for id, each in state.recall(_NEW, {}).items() if id != classroom})
