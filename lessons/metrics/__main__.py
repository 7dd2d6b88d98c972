"""Score two mask files: `python -m lessons.metrics score PRED TRUTH [--classes N] [--ignore ID] [--json]`."""

import argparse
import json
import sys
from math import isnan
from pathlib import Path

from lessons.metrics.files import checked_classes, classes_in, read_mask
from lessons.metrics.masks import as_mask
from lessons.metrics.score import HEADER, MaskScore, absent_classes, in_rows, score_masks, text_of


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 if it scored, 2 if the input was unusable (one sentence on stderr)."""
    options = _parser().parse_args(arguments)
    try:
        score = score_files(options.prediction, options.truth, options.classes, options.ignore)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps(as_json(score), allow_nan=False) if options.json else as_table(score))
    if options.classes is None and len(score.per_class) == 256:
        print("note: id 255 counts as a class here; if it means ignored, add --ignore 255.", file=sys.stderr)
    return 0


def score_files(
    prediction: Path, truth: Path, num_classes: int | None = None, ignore_index: int | None = None
) -> MaskScore:
    """Score two files. Without `num_classes` it is one more than the largest id present and not ignored.

    Raises:
        ValueError: a file cannot be read, or as `score_masks`.
    """
    predicted = as_mask(read_mask(prediction), f"prediction {prediction}")
    labelled = as_mask(read_mask(truth), f"truth {truth}")
    if num_classes is None:
        num_classes = classes_in([(predicted, labelled)], ignore_index)
    else:
        checked_classes(num_classes)
    return score_masks(predicted, labelled, num_classes, ignore_index)


def as_json(score: MaskScore) -> dict[str, object]:
    """The score as JSON values; what is NaN (nothing to count) becomes null."""
    return {
        "confusion": score.confusion.tolist(),
        "pixel_accuracy": _or_none(score.pixel_accuracy),
        "per_class": [
            {
                "id": row.id,
                "iou": _or_none(row.iou),
                "dice": _or_none(row.dice),
                "boundary_iou": _or_none(row.boundary_iou),
                "present": row.present,
            }
            for row in score.per_class
        ],
        "miou": _or_none(score.miou),
        "boundary_miou": _or_none(score.boundary_miou),
    }


def _or_none(value: float) -> float | None:
    return None if isnan(value) else value


def as_table(score: MaskScore) -> str:
    """The score as lines of text, one for each class present."""
    rows = [HEADER, *in_rows(score)]
    lines = [f"{label:>5} {iou:>8} {dice:>8} {boundary:>14}".rstrip() for label, iou, dice, boundary in rows]
    if absent := absent_classes(score):
        lines.append(f"In neither mask, so in no mean: {', '.join(map(str, absent))}.")
    lines.append(f"Pixel accuracy: {text_of(score.pixel_accuracy)}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lessons.metrics", description="Score segmentation masks."
    )
    commands = parser.add_subparsers(required=True, metavar="score")
    score = commands.add_parser("score", help="score a predicted mask against the true one")
    score.add_argument("prediction", type=Path, metavar="PRED", help="a .png (indexed or grey) or .npy file")
    score.add_argument("truth", type=Path, metavar="TRUTH", help="the true mask, of the same size")
    score.add_argument("--classes", type=int, metavar="N", help="number of classes (default: largest id + 1)")
    score.add_argument(
        "--ignore", type=int, metavar="ID", help="id in TRUTH whose pixels count for nothing, often 255"
    )
    score.add_argument("--json", action="store_true", help="print JSON instead of a table")
    return parser


if __name__ == "__main__":
    sys.exit(main())
