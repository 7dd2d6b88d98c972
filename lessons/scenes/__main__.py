"""Draw street scenes into files: `python -m lessons.scenes make --seed N --count K --size 128 --out DIR`."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from PIL import Image
from tqdm import tqdm

from lessons.palette import styles_for
from lessons.scenes import CLASS_NAMES, Scene, street_scene
from lessons.scenes.scene import LARGEST, SMALLEST


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 if all is written, 2 if an argument was unusable (one sentence on stderr)."""
    options = _parser().parse_args(arguments)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for place in tqdm(range(options.count), desc="drawing scenes", unit="scene"):
            save(street_scene(options.seed + place, options.size), options.out, place)
    except OSError as error:
        print(f"error: {options.out} cannot be written to: {error.strerror or error}.", file=sys.stderr)
        return 2
    return 0


def save(scene: Scene, folder: Path, place: int) -> None:
    """Write `0000_image.png`, `0000_mask.png` and `0000_instances.png` for `place` 0.

    The mask is an indexed PNG: its pixels are class ids, and its palette is the course's, so it looks
    right too. The instance ids are a 16-bit grey PNG.
    """
    Image.fromarray(scene.image).save(folder / f"{place:04d}_image.png")
    mask = Image.fromarray(scene.mask, mode="P")
    mask.putpalette(b"".join(bytes.fromhex(style.colour[1:]) for style in styles_for(CLASS_NAMES)))
    mask.save(folder / f"{place:04d}_mask.png")
    Image.fromarray(scene.instance_ids).save(folder / f"{place:04d}_instances.png")


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence, without its usage above it."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"error: {message}; see --help.\n")


class _WholeNumber:
    """A whole number from `low` to `high`."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def __call__(self, text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 20 and self.low <= int(text) <= self.high:
            return int(text)
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {self.low} to {self.high}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m lessons.scenes", description="Draw street scenes with exact truth.")
    commands = parser.add_subparsers(required=True, metavar="make", dest="command")
    make = commands.add_parser("make", help="draw scenes, their masks and their instance ids into PNG files")
    make.add_argument(
        "--seed", type=_WholeNumber(0, 2**62), default=0, metavar="N", help="seed of the first (default: 0)"
    )
    make.add_argument(
        "--count", type=_WholeNumber(1, 10**6), default=1, metavar="K", help="how many, seeds N, N+1, …"
    )
    make.add_argument(
        "--size",
        type=_WholeNumber(SMALLEST, LARGEST),
        default=128,
        help=f"width and height in pixels, {SMALLEST} to {LARGEST} (default: 128)",
    )
    make.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    return parser


if __name__ == "__main__":
    sys.exit(main())
