"""What Python sends the menu. `data.d.ts` says the same to JavaScript. What comes back is a path."""

from collections.abc import Sequence
from typing import Literal, TypedDict

from app.components.data import MapData

Icon = Literal["home", "open", "done", "you", "class", "teach"]


class LinkData(TypedDict):
    """A page: its path from the app's root, what it is called, and the sign beside it."""

    path: str
    label: str
    icon: Icon


class GroupData(TypedDict):
    """Links under one heading; the heading may be empty."""

    title: str
    links: Sequence[LinkData]


class MenuData(TypedDict):
    """The links by group, the path of the page that is open, and the map of the lesson that it is, if it is one."""

    groups: Sequence[GroupData]
    here: str
    map: MapData | None
