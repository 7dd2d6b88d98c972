"""The pages of the app by their addresses, for the menu, the browser's tabs and the server."""

from lessons import COURSE

NAME = "Pixelwise"
TITLES = {"": NAME, **{lesson.slug: lesson.title for lesson in COURSE}, "progress": "Your progress"}
"""The title of each page by its path below the app's root, in the order of the menu."""


def tab_title(title: str) -> str:
    """What the browser's tab says: the page's own title before the app's name."""
    return title if title == NAME else f"{title} · {NAME}"
