"""What the course knows of one lesson."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """One lesson, as its own package describes it; `lessons.COURSE` lists them in order.

    `slug` is its permanent identity, the name of its folders in `lessons` and `app/views`, and its address.
    `outcome` finishes the sentence "After this lesson you can ...". `prerequisites` are the slugs of earlier
    lessons that it builds on.
    """

    slug: str
    title: str
    group: str
    outcome: str
    minutes: int
    exercises: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
