"""The pure functions of the browser side, run by Node and held against the lesson's own metrics."""

import json
import math
import random
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from lessons.metrics.boundary import boundary_iou
from lessons.metrics.confusion import pixel_accuracy
from lessons.metrics.overlap import dice, iou, mean_iou

COMPONENTS = Path(__file__).parents[3] / "app" / "components"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="no Node.js found; install it to test the browser side")


def run(folder: Path, module: str, expression: str, argument: Any) -> Any:
    """The value of a JavaScript expression over `m`, the module, and `x`, the argument."""
    (folder / "module.mjs").write_text((COMPONENTS / module).read_text())
    script = f"""
        import * as m from "./module.mjs";
        import {{ readFileSync }} from "node:fs";
        const x = JSON.parse(readFileSync(0, "utf8"));
        process.stdout.write(JSON.stringify({expression}));
    """
    (folder / "script.mjs").write_text(script)
    done = subprocess.run(
        [str(NODE), "script.mjs"],
        cwd=folder,
        input=json.dumps(argument),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def same(ours: float | None, theirs: float) -> bool:
    return ours is None if math.isnan(theirs) else ours == pytest.approx(theirs, abs=1e-12)


def test_the_metrics_agree_with_the_lessons(tmp_path):
    rng = random.Random(20)
    pairs = []
    for height, width, classes in [(4, 4, 2), (1, 1, 3), (1, 7, 2), (32, 32, 10), (5, 9, 4), (32, 4, 10)] * 4:
        used = rng.sample(range(classes), rng.randint(1, classes))  # the others are absent
        truth = [[rng.choice(used) for _ in range(width)] for _ in range(height)]
        keep = rng.choice([0.0, 0.6, 1.0])
        prediction = [[v if rng.random() < keep else rng.choice(used) for v in row] for row in truth]
        pairs.append((prediction, truth, classes))
    flat = "Uint8Array.from(mask.flat())"
    results = run(
        tmp_path,
        "mask_painter/metrics.js",
        f"x.map(([p, t, c]) => {{ const flat = (mask) => {flat};"
        " return m.scores(flat(p), flat(t), p.length, p[0].length, c) })",
        pairs,
    )
    absent = 0
    for (prediction, truth, classes), ours in zip(pairs, results, strict=True):
        assert same(ours["pixel_accuracy"], pixel_accuracy(prediction, truth))
        assert same(ours["miou"], mean_iou(prediction, truth, classes))
        assert ours["painted_cells"] == sum(value != 0 for row in prediction for value in row)
        for label in range(classes):
            assert same(ours["iou"][label], iou(prediction, truth, label))
            assert same(ours["dice"][label], dice(prediction, truth, label))
            assert same(ours["boundary_iou"][label], boundary_iou(prediction, truth, label, width=1))
            absent += ours["iou"][label] is None
    assert absent > 0


def test_a_mask_is_read_and_written_as_python_does(tmp_path):
    masks = ["0", "012/345", "9/8/7"]
    widths = [len(mask.split("/")[0]) for mask in masks]
    back = run(
        tmp_path,
        "mask_painter/masks.js",
        "x.map(([mask, width]) => m.formatMask(m.parseMask(mask), width))",
        list(zip(masks, widths, strict=True)),
    )
    assert back == masks


def test_a_row_is_said_with_counts(tmp_path):
    said = run(
        tmp_path,
        "mask_painter/masks.js",
        'm.rowSummary(m.parseMask(x), 4, 1, ["background", "road", "car"])',
        "0000/2020",
    )
    assert said == "Row 2: background 2, car 2"


def test_a_fast_drag_leaves_no_gap(tmp_path):
    rng = random.Random(3)
    ends = [[{"row": rng.randint(-5, 36), "column": rng.randint(-5, 36)} for _ in "ab"] for _ in range(200)]
    lines = run(tmp_path, "mask_painter/masks.js", "x.map(([a, b]) => m.lineBetween(a, b))", ends)
    for (start, end), line in zip(ends, lines, strict=True):
        assert (line[0], line[-1]) == (start, end)
        steps = [(abs(a["row"] - b["row"]), abs(a["column"] - b["column"])) for a, b in pairwise(line)]
        assert all(max(step) == 1 for step in steps)
        assert len(line) == 1 + max(abs(start["row"] - end["row"]), abs(start["column"] - end["column"]))


def test_undo_and_redo(tmp_path):
    seen = run(
        tmp_path,
        "mask_painter/masks.js",
        "(() => { const h = new m.History(0); const seen = [h.undo(), h.canUndo];"
        " h.add(1); h.add(2); seen.push(h.undo(), h.undo(), h.canUndo, h.redo(), h.canRedo);"
        " h.add(3); seen.push(h.canRedo, h.redo(), h.undo());"
        " for (let i = 0; i < 1000; i++) h.add(i); seen.push(h.states.length, h.undo()); return seen; })()",
        None,
    )
    assert seen == [0, False, 1, 0, False, 1, True, False, 3, 1, 200, 998]


def test_ties_go_to_the_first_class(tmp_path):
    scores = [[3, 3, 1], [1, 4, 4], [-5, -5, -5], [0, 1, 2]]
    results = run(tmp_path, "score_grid/scores.js", "x.map((z) => [m.argmax(z), m.leaders(z)])", scores)
    assert results == [[0, [0, 1]], [1, [1, 2]], [0, [0, 1, 2]], [2, [2]]]


def test_softmax(tmp_path):
    scores = [[8, 1, 1], [-40, 40, 0], [0, 0, 0]]
    for tenths, ours in zip(
        scores, run(tmp_path, "score_grid/scores.js", "x.map(m.softmax)", scores), strict=True
    ):
        powers = [math.exp(value / 10) for value in tenths]
        assert ours == pytest.approx([power / sum(powers) for power in powers], abs=1e-12)
