"""What a class painted in a `mask` exercise: which picture each student had, for a task is drawn from a seed."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from app.classroom.hosting import Painting
from app.ui.exercise import drafts
from exercises._engine.catalogue import catalogue
from exercises._engine.kinds.mask import checked
from exercises._engine.kinds.specimens import UnusableError
from exercises._engine.variants import Mask, Variant


@dataclass(frozen=True, eq=False)
class PaintedPicture:
    """One picture, as its `task` has it, and the masks of those who painted it, in the order of `paintings`."""

    task: Variant
    paintings: tuple[Painting, ...]
    masks: tuple[Mask, ...]


def mask_exercises() -> Mapping[str, str]:
    """The title of every exercise in which a mask is painted, by id."""
    return {each.id: each.title for each in catalogue().values() if each.kind == "mask"}


def by_picture(id: str, paintings: Iterable[Painting]) -> tuple[PaintedPicture, ...]:
    """The pictures that were painted, the one painted by most first.

    A mask that does not fit the task any more, since the exercise has changed, is left out.
    """
    groups: dict[Hashable, tuple[Variant, list[Painting], list[Mask]]] = {}
    for each in paintings:
        task = drafts.task_of(id, each.seed)
        try:
            mask = checked(each.mask, task)
        except UnusableError:
            continue
        _, theirs, masks = groups.setdefault(_look(task), (task, [], []))
        theirs.append(each)
        masks.append(mask)
    found = [PaintedPicture(task, tuple(theirs), tuple(masks)) for task, theirs, masks in groups.values()]
    return tuple(sorted(found, key=lambda each: -len(each.masks)))


def _look(task: Variant) -> Hashable:
    """What makes two tasks the same picture: all grids that a student sees."""
    grids = (task.start, task.truth, *(picture.mask for picture in task.pictures))
    return tuple(None if grid is None else tuple(map(tuple, grid)) for grid in grids), task.class_names
