"""`python -m tests.bench [--json] [PART ...]`: measure, print, exit 1 if a bar is missed."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict

from tests.bench import (
    arena,
    click,
    flavours,
    masks,
    networks,
    pages,
    pixel,
    prompting,
    stamps,
    startup,
    training,
    verdict,
)
from tests.bench.load import classroom, memory
from tests.bench.load import rows as load
from tests.bench.rows import Row

_PARTS: dict[str, Callable[[], list[Row]]] = {
    "verdict": verdict.rows,
    "metrics": masks.rows,
    "networks": networks.rows,
    "startup": startup.rows,
    "pixel": pixel.rows,
    "click": click.rows,
    "stamps": stamps.rows,
    "flavours": flavours.rows,
    "prompting": prompting.rows,
    "pages": pages.rows,
    "training": training.rows,
    "arena": arena.rows,
    "load": load.rows,
    "class": classroom.rows,
    "memory": memory.rows,
}


def main() -> int:
    """Run the parts asked for, all by default."""
    parser = argparse.ArgumentParser(prog="python run.py bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(_PARTS)}; all by default")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    chosen = parser.parse_args()
    unknown = set(chosen.parts) - set(_PARTS)
    if unknown:
        parser.error(f"there is no part {', '.join(sorted(unknown))}; choose from {', '.join(_PARTS)}")
    rows: list[Row] = []
    for name in chosen.parts or _PARTS:
        print(f"measuring: {name}", file=sys.stderr)
        measured = _PARTS[name]()
        rows += measured
        if not chosen.json:  # at once: a part may take minutes
            print("\n".join(row.line() for row in measured), flush=True)
    if chosen.json:
        print(json.dumps([asdict(row) | {"met": row.met} for row in rows], indent=2))
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
