"""`python -m lessons.models train NAME`: train, watch, stop, go on, and store the weights with their scores."""

import copy
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from platformdirs import user_cache_path
from torch import nn
from tqdm import tqdm

from lessons.models import Model
from lessons.models.device import device_name, keep_freed_memory
from lessons.models.fitting.prompt_pictures import prompt_data_set
from lessons.models.fitting.prompt_task import start_from
from lessons.models.fitting.recipes import Recipe
from lessons.models.fitting.resumable import FORMAT, ResumableTraining, fastest_form
from lessons.models.fitting.tasks import task_of
from lessons.models.pictures import DataSet, data_set
from lessons.models.weights import WEIGHTS, fp16_state, load, manifest, save

_SAVE_EVERY = 30.0  # seconds
_SCORES = ("held_out", "larger")


class TrainingError(Exception):
    """A training that cannot start, in one sentence that says what to do."""


@dataclass(frozen=True)
class Place:
    """Where a training runs and keeps its files: `work` for pool and checkpoint, `weights` for the result."""

    device: torch.device
    work: Path
    weights: Path = WEIGHTS


def work_folder() -> Path:
    """The user's cache folder for pools and checkpoints."""
    return user_cache_path("pixelwise", appauthor=False, opinion=False) / "training"


def fit(
    each: Model, recipe: Recipe, place: Place, minutes: float | None = None, further: bool = False
) -> dict[str, Any]:
    """Train one network, from its checkpoint if there is one, store weights and manifest row; its held-out scores.

    With `minutes` the number of steps is what fits into them on this machine, found by timing a few;
    a checkpoint keeps the number it began with. Ctrl+C writes a checkpoint first. With `further` it
    begins with the shipped weights, and the row says how those were made.

    Raises:
        TrainingError: the checkpoint is of a training with other settings.
        NucleiError: the pictures are not there.
        WeightsError: there are no weights to begin with.
    """
    keep_freed_memory()
    place.work.mkdir(parents=True, exist_ok=True)
    checkpoint = place.work / f"{each.name}.checkpoint"
    state = saved_state(checkpoint, recipe, any_steps=minutes is not None)
    pictures = (prompt_data_set if each.task == "prompt" else data_set)(each.data, place.work, recipe.pool)
    network = each.build(len(each.class_names), recipe.seed)
    earlier: dict[str, Any] | None = None
    if further:
        network.load_state_dict(load(each.name).state_dict())
        earlier = manifest()[each.name]
    elif each.starts_from is not None:
        start_from(network, each.starts_from)
    task = task_of(each, recipe, pictures.training)
    if state:
        training = ResumableTraining(network, Recipe(**state["recipe"]), task, place.device, state["form"])
        training.resume(state)
    else:
        form, seconds = fastest_form(network, recipe, task, pictures.training, place.device)
        if minutes is not None:
            recipe = replace(recipe, steps=max(1, int(60 * minutes / seconds)))
        training = ResumableTraining(network, recipe, task, place.device, form)
    try:
        _advance(each, training, pictures, checkpoint)
    except KeyboardInterrupt:
        training.save(checkpoint)
        raise
    result = rounded(training.average)
    scores = task.row(task.score(result, pictures.held_out, place.device))
    made = row(each, training, pictures, scores, earlier)
    if pictures.larger is not None:
        made["larger"] = task.row(task.score(result, pictures.larger, place.device))
    save(each.name, result, made, place.weights)
    checkpoint.unlink(missing_ok=True)
    return scores


def saved_state(checkpoint: Path, recipe: Recipe, any_steps: bool = False) -> dict[str, Any]:
    """What the checkpoint of a training with this recipe holds; empty if there is none.

    Raises:
        TrainingError: it cannot be read, or had another recipe (with `any_steps`, apart from those).
    """
    if not checkpoint.exists():
        return {}
    delete = f"delete {checkpoint} to begin anew"
    try:
        state: dict[str, Any] = torch.load(checkpoint, map_location="cpu", weights_only=True)
        current, begun_with = state.get("format") == FORMAT, Recipe(**state["recipe"])
    except Exception as error:  # a damaged file makes torch raise nearly anything
        raise TrainingError(f"The checkpoint {checkpoint} cannot be read; {delete}.") from error
    if not current:
        raise TrainingError(
            f"The checkpoint {checkpoint} was written by another version of Pixelwise; {delete}."
        )
    if begun_with != (replace(recipe, steps=begun_with.steps) if any_steps else recipe):
        raise TrainingError(
            f"{checkpoint} is of a training with other settings, at step {state['step']} of "
            f"{begun_with.steps}; finish it with the command that began it, or {delete}."
        )
    return state


def _advance(each: Model, training: ResumableTraining, pictures: DataSet, checkpoint: Path) -> None:
    steps, saved = training.recipe.steps, time.monotonic()
    look_every = max(1, steps // 25)
    postfix: dict[str, str] = {}
    with tqdm(total=steps, initial=training.step, desc=each.name, unit="step") as bar:
        while training.step < steps:
            loss = training.advance(pictures.training)
            postfix["loss"] = f"{loss:.3f}"
            if training.step % look_every == 0:
                scores = training.task.score(training.average, pictures.watched, training.device)
                name, value = training.task.headline(scores)
                postfix[name] = f"{value:.3f}"
            bar.set_postfix(postfix, refresh=False)
            bar.update()
            if time.monotonic() - saved > _SAVE_EVERY:
                training.save(checkpoint)
                saved = time.monotonic()


def rounded(network: nn.Module) -> nn.Module:
    """The network as its fp16 file will give it back: every weight rounded, float32 again."""
    result = copy.deepcopy(network).eval()
    result.load_state_dict(fp16_state(network))
    return result


def row(
    each: Model,
    training: ResumableTraining,
    pictures: DataSet,
    scores: dict[str, Any],
    earlier: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The manifest's row: how the weights were made, if from others the row of those, and the held-out scores."""
    recipe = training.recipe
    further = " --further" if earlier else ""
    return {
        "command": f"python -m lessons.models train {each.name}{further} --steps {recipe.steps} --seed {recipe.seed}",
        "data": pictures.about,
        "recipe": asdict(recipe),
        **({"starts_from": each.starts_from} if each.starts_from else {}),
        **({"further_from": {key: earlier[key] for key in earlier if key not in _SCORES}} if earlier else {}),
        "weights_are": f"the exponential moving average of the trained ones, decay {recipe.memory}",
        "precision": training.form,
        "device": device_name(training.device),
        "threads": torch.get_num_threads(),
        "minutes": round(training.seconds / 60, 1),
        "held_out": scores,
    }
