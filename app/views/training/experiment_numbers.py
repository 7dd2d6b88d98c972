"""The numbers in the words about the headline experiments, read from what was recorded."""

from collections.abc import Callable

from app.ui.figures.recorded_skips import better_outlines
from app.views.training.ranking import (
    FIRST,
    SECOND,
    course_rankings,
    held_out_scores,
    scores_by_name,
    seeded_title,
)
from app.views.training.recorded import logit_index, loss_title, score_of
from lessons.training.headlines import LOSSES_TRIED, RATES, SEEDS
from lessons.training.recorded import RecordedRun, recorded
from lessons.unet.trials import skip_trials

EARLY = 2
"""The place of the look of "collapse" at which the page begins."""
_SHORT = {
    ("cross_entropy", "none"): "ce",
    ("cross_entropy", "inverse"): "weighted",
    ("focal", "none"): "focal",
    ("focal", "inverse"): "focal_weighted",
    ("dice", "none"): "dice",
}


def collapse_table(score: str, at: int) -> list[tuple[str, ...]]:
    """A row for each loss: a score at a look, by share of the pixels."""
    runs = recorded("collapse").runs
    by_loss = [runs[place :: len(LOSSES_TRIED)] for place in range(len(LOSSES_TRIED))]
    return [
        (loss_title(same[0].settings), *(f"{score_of(run, at, score):.3f}" for run in same))
        for same in by_loss
    ]


def collapse() -> dict[str, str]:
    """IoU, accuracy and painted share, by loss, for the largest and the smallest share, early and at the end."""
    steps = [look.step for look in recorded("collapse").runs[0].looks]
    numbers = {"early_step": str(steps[EARLY]), "end_step": str(steps[-1])}
    for run in recorded("collapse").runs:
        if run.settings.data in ("spots20", "spots1"):
            for when, at in (("early", EARLY), ("end", -1)):
                name = f"{_short(run)}_{run.settings.data.removeprefix('spots')}_{when}"
                numbers[f"iou_{name}"] = f"{score_of(run, at, 'IoU spot'):.2f}"
                numbers[f"accuracy_{name}"] = f"{score_of(run, at, 'pixel accuracy'):.3f}"
                numbers[f"painted_{name}"] = f"{100 * score_of(run, at, 'painted spot'):.1f} %"
    return numbers


def rare() -> dict[str, str]:
    """The IoU of persons and signs and the accuracy at the end, by loss, one number for each seed."""
    return {
        f"{short}_{name.split()[-1]}": _by_seed("rare", name, lambda run, short=short: _short(run) == short)
        for short in _SHORT.values()
        for name in ("IoU person", "IoU sign", "pixel accuracy")
    }


def boundaries() -> dict[str, str]:
    """With how many seeds skips had the better outlines, by levels."""
    return better_outlines(skip_trials())


def ranking() -> dict[str, str]:
    """Who is ahead by how many scores, among the pair that the page begins with and the course's networks."""
    one, two = (scores_by_name(held_out_scores(place)) for place in (FIRST, SECOND))
    titles = [seeded_title(recorded("rare").runs[place]) for place in (FIRST, SECOND)]
    classes = [name for name in one if name.startswith("IoU ")]
    ranked = course_rankings()
    return {
        "one": titles[0],
        "two": titles[1],
        "accuracy_one": f"{one['pixel accuracy']:.3f}",
        "accuracy_two": f"{two['pixel accuracy']:.3f}",
        "miou_one": f"{one['mIoU']:.3f}",
        "miou_two": f"{two['mIoU']:.3f}",
        "boundary_one": f"{one['boundary IoU']:.3f}",
        "boundary_two": f"{two['boundary IoU']:.3f}",
        "ahead_one": _listed([name.removeprefix("IoU ") for name in classes if one[name] > two[name]]),
        "ahead_two": _listed([name.removeprefix("IoU ") for name in classes if two[name] > one[name]]),
        "networks": str(len(ranked["mIoU"])),
        "course": _orders(ranked),
    }


def _orders(ranked: dict[str, list[str]]) -> str:
    """By which scores the networks stand in the same order."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for score, titles in ranked.items():
        word = score if score.startswith("IoU") else score[0].lower() + score[1:]
        alike.setdefault(tuple(titles), []).append(word)
    if len(alike) == 1:
        return "they stand in the same order by all four scores"
    first, *others = (_listed(scores) for scores in sorted(alike.values(), key=len, reverse=True))
    return f"they stand in one order by {first}" + "".join(f", and in another by {each}" for each in others)


def checkerboard() -> dict[str, str]:
    """The index of the logits at birth, at its largest and at the end, by way of doubling."""
    numbers: dict[str, str] = {}
    for run in recorded("checkerboard").runs:
        each, name = [logit_index(run, at) for at in range(len(run.looks))], run.settings.upsampling
        numbers |= {f"birth_{name}": f"{each[0]:.3f}", f"end_{name}": f"{each[-1]:.3f}"}
        numbers[f"most_{name}"] = f"{max(each):.3f}"
        numbers[f"when_{name}"] = str(run.looks[each.index(max(each))].step)
    return numbers


def rate() -> dict[str, str]:
    """The loss at the end by rate, the best rate, and the mIoU with it and with the highest."""
    runs = recorded("rate").runs
    losses = [score_of(run, -1, "loss") for run in runs]
    best = losses.index(min(losses))
    return {
        "lowest": f"{RATES[0]:g}",
        "before": f"{RATES[-2]:g}",
        "highest": f"{RATES[-1]:g}",
        "best": f"{RATES[best]:g}",
        "miou_best": f"{runs[best].looks[-1].miou:.3f}",
        "miou_highest": f"{runs[-1].looks[-1].miou:.3f}",
        "losses": ", ".join(f"{loss:.2f} at {each:g}" for each, loss in zip(RATES, losses, strict=True)),
    }


def four() -> dict[str, str]:
    """The loss and the mIoU at the end, of four and of 512 pictures."""
    numbers = {"steps": str(recorded("four").runs[0].settings.steps)}
    for run in recorded("four").runs:
        numbers |= {
            f"loss_{run.settings.pictures}": f"{score_of(run, -1, 'loss'):.3f}",
            f"miou_{run.settings.pictures}": f"{run.looks[-1].miou:.3f}",
        }
    return numbers


def _short(run: RecordedRun) -> str:
    return _SHORT[run.settings.loss, run.settings.weights]


def _by_seed(name: str, score: str, condition: Callable[[RecordedRun], bool]) -> str:
    """The score at the end of the runs that meet the condition, one for each seed: "0.09 and 0.10"."""
    values = [score_of(run, -1, score) for run in recorded(name).runs if condition(run)]
    assert len(values) == len(SEEDS)
    return " and ".join(f"{value:.2f}" for value in values)


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or "no class"
