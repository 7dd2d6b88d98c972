"""The menu: links to the pages by group, one of them the page that is open.

Streamlit's own menu nests groups in a list in a way that screen readers cannot follow, and a page
link each is an element each, drawn anew at every rerun; this is one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.components import browser_component
from app.components.menu.data import GroupData, Icon, MenuData
from app.components.messages import fits, refuse

_component = browser_component("menu")


@dataclass(frozen=True)
class Link:
    """A page: its path from the app's root, what it is called, and the sign beside it."""

    path: str
    label: str
    icon: Icon


@dataclass(frozen=True)
class Group:
    """Links under one heading; the heading may be empty."""

    title: str
    links: tuple[Link, ...]


def menu(groups: Sequence[Group], here: str) -> str | None:
    """Show the menu with `here` marked; the path of the link that was just followed, or None."""
    data: MenuData = {"groups": [_group_data(group) for group in groups], "here": here}
    followed = _component(key="menu", data=data, on_followed_change=lambda: None).followed
    if followed is None:
        return None
    if not fits(followed, str) or followed not in {link.path for group in groups for link in group.links}:
        refuse("menu")
        return None
    return followed if followed != here else None


def _group_data(group: Group) -> GroupData:
    links = group.links
    return {
        "title": group.title,
        "links": [{"path": link.path, "label": link.label, "icon": link.icon} for link in links],
    }
