"""What the course knows of one lesson."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One section of a lesson's page.

    `name` is its address, `/<slug>?section=<name>`, and that of the part of `text.md` where its words begin; `title` is
    what the map of the lesson calls it. `exercises` and `questions` are what it asks, in the order of the page, a
    question by its name in `questions.toml`; `figures` counts what there is to touch. A section that is `deeper` is
    not on the lesson's path: the page shows a line that opens it.
    """

    name: str
    title: str
    exercises: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    figures: int = 1
    deeper: bool = False


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
    sections: tuple[Section, ...]
    prerequisites: tuple[str, ...] = ()

    @property
    def exercises(self) -> tuple[str, ...]:
        """All exercises, in the order of the page."""
        return tuple(exercise for each in self.sections for exercise in each.exercises)

    @property
    def path(self) -> tuple[str, ...]:
        """The exercises of the sections that are not `deeper`: whoever passes these has done the lesson."""
        return tuple(exercise for each in self.sections if not each.deeper for exercise in each.exercises)

    @property
    def practice(self) -> tuple[Section, ...]:
        """The sections off the path that have exercises; these are counted apart, as nobody need pass them."""
        return tuple(each for each in self.sections if each.deeper and each.exercises)

    def section(self, name: str) -> Section:
        """The section of this name. Raises `KeyError` if the lesson has none."""
        for candidate in self.sections:
            if candidate.name == name:
                return candidate
        raise KeyError(f"the lesson {self.slug} has no section {name!r}")
