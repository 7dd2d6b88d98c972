"""The menu: links to the pages by group, one of them the page that is open.

Streamlit's own menu nests groups in a list in a way that screen readers cannot follow, and a page
link each is an element each, drawn anew at every rerun; this is one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.components import browser_component
from app.components.lesson_map import LessonMap, map_data
from app.components.menu.data import GroupData, Icon, MenuData
from app.components.messages import fits, refuse, sent

_WIDGET = "menu"

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


def menu(
    groups: Sequence[Group], here: str, steps: LessonMap | None, on_followed: Callable[[str], None]
) -> None:
    """Show the menu with `here` marked, and under it the steps of the lesson that it is.

    `on_followed` is called with the path of a link that is followed.

    That is before the script runs, so nothing of the page that is left need run again.
    """
    data: MenuData = {
        "groups": [_group_data(group) for group in groups],
        "here": here,
        "map": map_data(steps) if steps else None,
    }
    paths = frozenset(link.path for group in groups for link in group.links)
    _component(key=_WIDGET, data=data, on_followed_change=partial(_receive, paths, here, on_followed))


def _receive(paths: frozenset[str], here: str, on_followed: Callable[[str], None]) -> None:
    followed = sent(_WIDGET, "followed")
    if followed is None or followed == here:
        return
    if not fits(followed, str) or followed not in paths:
        return refuse("menu")
    on_followed(followed)


def _group_data(group: Group) -> GroupData:
    links = group.links
    return {
        "title": group.title,
        "links": [{"path": link.path, "label": link.label, "icon": link.icon} for link in links],
    }
