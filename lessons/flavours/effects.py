"""What an edit of a panoptic map does to every measure, and why, in sentences made from the counts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import isnan, nan

from lessons.flavours.answers import name_of
from lessons.flavours.encoding import PER_CLASS
from lessons.flavours.instances import mask_ious
from lessons.flavours.measures import Measures
from lessons.flavours.quality import PanopticQuality

SHOWN = 2
"""How many missed objects a sentence names."""


@dataclass(frozen=True)
class Change:
    """One measure that an edit changed, with the sentence that says why."""

    measure: str
    before: float
    after: float
    sentence: str


def explain(before: Measures, after: Measures) -> tuple[Change, ...]:
    """The measures that differ, each with one sentence made from its counts. Both against one truth."""
    changes = []
    why = _classes(before.ious, after.ious, lambda _: "")
    pixels = f"{after.wrong} pixels have a wrong class now, and {before.wrong} had before"
    changes.append(_change("mIoU", before.miou, after.miou, f"{why}; {pixels}"))
    if len(before.objects) != len(after.objects):
        counts = [Counter(name_of(o.label * PER_CLASS) for o in side.objects) for side in (before, after)]
        names = sorted(name for name in counts[0] | counts[1] if counts[0][name] != counts[1][name])
        parts = [f"{counts[1][name]} of class {name} instead of {counts[0][name]}" for name in names]
        sentence = f"The map has {_count(len(after.objects), 'object')}: {' and '.join(parts)}."
        changes.append(Change("Objects", len(before.objects), len(after.objects), sentence))
    for at, old in before.precision.items():
        why = _classes(old, after.precision[at], partial(_found, after, at))
        values = before.average_precision(at), after.average_precision(at)
        changes.append(_change(f"AP at IoU {at:.2f}", *values, why))
    old, new = ({c.label: c.pq for c in side.quality.classes} for side in (before, after))
    why = _classes(old, new, partial(_split, after.quality))
    changes.append(_change("PQ", before.quality.mean(), after.quality.mean(), why))
    return tuple(c for c in changes if c.before != c.after and not (isnan(c.before) and isnan(c.after)))


def _change(name: str, before: float, after: float, why: str) -> Change:
    verb = "falls" if after < before else "rises" if after > before else "goes"
    return Change(name, before, after, f"{name} {verb} from {_two(before, after)}, because {why}.")


def _classes(before: dict[int, float], after: dict[int, float], counts: Callable[[int], str]) -> str:
    """The classes whose score changed, each with its counts after the edit."""
    parts = []
    for label in sorted({*before, *after}):
        old, new = before.get(label, nan), after.get(label, nan)
        if old != new:
            sentence = counts(label)
            parts.append(
                f"{name_of(label * PER_CLASS)} goes from {_two(old, new)}" + (sentence and f": {sentence}")
            )
    return "; ".join(parts)


def _found(measures: Measures, at: float, label: int) -> str:
    """How many true objects of a class are found, and how near any object comes to those that are not."""
    matching = measures.matchings[at]
    ours = [n for n, o in enumerate(measures.objects) if o.label == label]
    true = [n for n, o in enumerate(measures.true_objects) if o.label == label]
    extra = sum(n in matching.extra for n in ours)
    missed = [measures.true_objects[n] for n in true if n in matching.missed]
    sentence = f"{len(true) - len(missed)} of {_count(len(true), 'true object')} found, {extra} extra"
    ious = mask_ious([measures.objects[n].mask for n in ours], [each.mask for each in missed])
    best = ious.max(axis=0, initial=0.0).tolist()
    near = [
        f"{name_of(o.label * PER_CLASS + o.number)} has IoU {iou:.{_decimals(iou, at)}f} at best"
        for o, iou in zip(missed, best, strict=True)
    ]
    more = [f"{len(near) - SHOWN} more missed"] if len(near) > SHOWN else []
    return f"{sentence} ({', '.join(near[:SHOWN] + more)})" if near else sentence


def _split(quality: PanopticQuality, label: int) -> str:
    for one in quality.classes:
        if one.label == label:
            counts = f"{one.matches} matched, {one.extra} extra, {one.missed} missed"
            return f"{counts}, so SQ {one.sq:.2f} × RQ {one.rq:.2f}"
    return "it has no segment that counts"


def _two(before: float, after: float) -> str:
    """Two numbers, with as many decimals as it takes to tell them apart."""
    digits = _decimals(before, after)
    return " to ".join("no score" if isnan(v) else f"{v:.{digits}f}" for v in (before, after))


def _decimals(one: float, other: float) -> int:
    """How many decimals tell two numbers apart: at least 2, and 2 if they are equal."""
    return next((d for d in range(2, 9) if f"{one:.{d}f}" != f"{other:.{d}f}"), 2)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
