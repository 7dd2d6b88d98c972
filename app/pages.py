"""The pages of the app by their addresses, for the menu, the browser's tabs and the server."""

from lessons import COURSE

NAME = "Pixelwise"
OTHERS = {"progress": "Your progress", "join": "Join a class", "teach": "Teach a class"}
"""The titles of the pages that are no lesson, but for the first."""

TITLES = {"": NAME, **{lesson.slug: lesson.title for lesson in COURSE}, **OTHERS}
"""The title of each page by its path below the app's root, in the order of the menu."""


def tab_title(title: str) -> str:
    """What the browser's tab says: the page's own title before the app's name."""
    return title if title == NAME else f"{title} · {NAME}"
