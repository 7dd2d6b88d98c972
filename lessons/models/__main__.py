"""The networks from the command line: `python -m lessons.models list | segment IMAGE… | train NAME`."""

import argparse
import dataclasses
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lessons.models import INSTANCE_MODELS, MODELS, PROMPT_MODELS, Model, model


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 if all went well, 2 if any input was unusable (a sentence each on stderr)."""
    options = _parser().parse_args(arguments)
    try:
        return options.command(options)
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return 130


def _list(options: argparse.Namespace) -> int:
    from lessons.models.weights import WeightsError, manifest

    try:
        rows = manifest()
    except WeightsError as error:
        return _refuse(str(error))
    print(_listed(MODELS, rows, {"mIoU": "miou", "boundary IoU": "boundary_iou"}), end="\n\n")
    print(_listed(INSTANCE_MODELS, rows, {"matched IoU": "matched_iou", "recall": "recall"}), end="\n\n")
    print(_listed(PROMPT_MODELS, rows, {"IoU, 1 click": "best_1_click", "4 clicks": "best_4_clicks"}))
    return 0


def _listed(models: Sequence[Model], rows: dict[str, dict[str, Any]], scores: dict[str, str]) -> str:
    """A table of models with the held-out `scores`, a heading and a key each; of a score by class the mean."""
    table: list[Sequence[str]] = [("name", "title", "trained on", "parameters", "bytes", *scores)]
    for each in models:
        row = rows.get(each.name)
        measured = ["–"] * (2 + len(scores))
        if row is not None:
            held_out = (row["held_out"][key] for key in scores.values())
            means = (f"{_mean(score):.3f}" for score in held_out)
            measured = [f"{row['parameters']:,}", f"{row['bytes']:,}", *means]
        table.append((each.name, each.title, each.data, *measured))
    return _aligned(table)


def _mean(score: float | dict[str, float | None] | None) -> float:
    if isinstance(score, dict) and "every" in score:
        return score["every"] or float("nan")
    values = score.values() if isinstance(score, dict) else (score,)
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if there else float("nan")


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines of text, every column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _segment(options: argparse.Namespace) -> int:
    import torch

    from lessons.models.device import pick_device
    from lessons.models.serving.networks import load_network
    from lessons.models.serving.segment import segment_files
    from lessons.models.weights import WeightsError

    try:
        device = pick_device(options.device)
        torch.set_num_threads(options.threads)
        options.out.mkdir(parents=True, exist_ok=True)
        network = load_network(options.model, device)
    except (WeightsError, ValueError) as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{options.out} cannot be written to: {error.strerror or error}.")
    names = model(options.model).class_names
    failed = segment_files(options.images, network, names, options.out, options.longest)
    return 2 if failed else 0


def _train(options: argparse.Namespace) -> int:
    import torch

    from lessons.models.device import pick_device
    from lessons.models.fitting.fit import Place, TrainingError, fit, work_folder
    from lessons.models.fitting.recipes import RECIPES, further
    from lessons.models.weights import WEIGHTS, WeightsError
    from lessons.scenes.nuclei import NucleiError

    recipe = further(RECIPES[options.name]) if options.further else RECIPES[options.name]
    changes = {"steps": options.steps, "seed": options.seed, "pool": options.pool}
    recipe = dataclasses.replace(
        recipe, **{key: value for key, value in changes.items() if value is not None}
    )
    try:
        torch.set_num_threads(options.threads)
        place = Place(pick_device(options.device), options.work or work_folder(), options.weights or WEIGHTS)
        scores = fit(model(options.name), recipe, place, options.minutes, options.further)
    except (TrainingError, WeightsError, NucleiError, ValueError) as error:
        return _refuse(str(error))
    print(_told(options.name, scores))
    return 0


def _told(name: str, scores: dict[str, Any]) -> str:
    """Held-out scores as text: a line of those of all classes, a table of those by class."""
    words = {key: key.replace("_", " ").replace("iou", "IoU") for key in scores}
    overall = [f"{words[key]} {value:.4f}" for key, value in scores.items() if isinstance(value, float)]
    by_class = {key: value for key, value in scores.items() if isinstance(value, dict)}
    table = [("", *(words[key] for key in by_class))]
    for label in next(iter(by_class.values())):
        values = (value[label] for value in by_class.values())
        table.append(
            (label, *(f"{value:.4f}" if isinstance(value, float) else str(value) for value in values))
        )
    return f"{name}: {', '.join(overall)} on {scores['count']} held-out pictures\n{_aligned(table)}"


def _refuse(sentence: str) -> int:
    print(f"error: {sentence}", file=sys.stderr)
    return 2


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of {least} or more")

    return number


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes above 0")
    return minutes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lessons.models", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="list, segment or train")
    names = [each.name for each in MODELS]

    listing = commands.add_parser("list", help="the networks, their sizes and their held-out scores")
    listing.set_defaults(command=_list)

    segment = commands.add_parser("segment", help="segment pictures into masks and overlays")
    segment.add_argument("images", nargs="+", type=Path, metavar="IMAGE", help="PNG, JPEG or WebP")
    segment.add_argument("--model", choices=names, default="unet", help="the network (default: unet)")
    segment.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    segment.add_argument(
        "--longest",
        type=_at_least(16),
        default=256,
        metavar="PIXELS",
        help="shrink a picture for the network until its longer side is this (default: 256)",
    )
    segment.set_defaults(command=_segment)

    train = commands.add_parser("train", help="train one network and store its weights and scores")
    trained = [*names, *(each.name for each in (*INSTANCE_MODELS, *PROMPT_MODELS))]
    train.add_argument("name", choices=trained, metavar="NAME", help=", ".join(trained))
    length = train.add_mutually_exclusive_group()
    length.add_argument("--steps", type=_at_least(1), help="how long (default: as the shipped weights)")
    length.add_argument("--minutes", type=_minutes, help="as many steps as fit into this time here")
    train.add_argument(
        "--seed", type=_at_least(0), help="decides the first weights and the data (default: 0)"
    )
    train.add_argument("--further", action="store_true", help="begin with the shipped weights, not new ones")
    train.add_argument("--pool", type=_at_least(1), help="how many different scenes to learn from")
    train.add_argument("--work", type=Path, metavar="DIR", help="folder for pool and checkpoint")
    train.add_argument(
        "--weights", type=Path, metavar="DIR", help="folder for the result (default: assets/weights)"
    )
    train.set_defaults(command=_train)
    for command in (segment, train):
        command.add_argument("--device", help="cuda, mps or cpu (default: the fastest there is)")
        command.add_argument("--threads", type=_at_least(1), default=min(4, os.cpu_count() or 1))
    return parser


if __name__ == "__main__":
    sys.exit(main())
