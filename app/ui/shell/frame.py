"""What surrounds every page: name and styles above, a line below, and the note of where a learner is."""

from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from app import state, wiring
from app.components.place import place as stand_at
from app.pages import tab_title
from app.ui.kit.disclosure import leave_as
from app.ui.shell import place, saving
from app.ui.shell.learner import Visitor
from lessons import COURSE

_ASKED_FOR = "place-asked-for"
_ASSETS = Path(__file__).resolve().parents[3] / "assets"


@cache
def _css() -> str:
    return (_ASSETS / "styles.css").read_text(encoding="utf-8")


@cache
def _drawing(name: str) -> str:
    """An SVG file as the address that Streamlit would make of it anew, from the disk, in every run of a page."""
    return "data:image/svg+xml;base64," + b64encode((_ASSETS / name).read_bytes()).decode()


def dress(page: Page) -> None:
    """The page's name in the browser's tab, the mark, and the few style rules that Streamlit's theme cannot express."""
    icon = _drawing("icon.svg")
    st.set_page_config(page_title=tab_title(page.title), page_icon=icon, layout="centered")
    st.logo(_drawing("wordmark.svg"), size="large", icon_image=icon)
    st.html(f"<style>{_css()}</style>")


def remember_place(page: Page, visitor: Visitor) -> None:
    """Keep where a known learner is, so that Resume leads back; a stranger leaves no trace."""
    slug, stored = page.url_path, place.read(visitor.place)
    is_new = stored is None or stored.lesson.slug != slug
    if visitor.learner and is_new and any(slug == lesson.slug for lesson in COURSE):
        saving.save("place", lambda learner: wiring.records().visit(learner, slug))
        saving.show_banner()


def come_back(page: Page) -> None:
    """Show the part that the address asks for; after a reload, or the browser's Back, what the learner had left."""
    found = place.asked_for(page.url_path)
    if found and state.recall(_ASKED_FOR) != found:
        place.open_up(found)  # once: who closes it again wants it closed
    state.remember(_ASKED_FOR, found)
    part = "-".join(next(iter(found.query.items()))) if found else ""
    stand_at(page.url_path, part, on_lines=leave_as)


def footer() -> None:
    """One quiet line that ends every page."""
    st.html('<p class="pw-footer">Pixelwise. The code shown on a page is the code that runs.</p>')
