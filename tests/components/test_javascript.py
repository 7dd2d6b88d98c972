"""The components' own unit tests, run by Node; their JavaScript and Python agree where both compute the same."""

import math
import os
import random
from pathlib import Path

import pytest

from lessons.metrics.boundary import boundary_iou
from lessons.metrics.confusion import pixel_accuracy
from lessons.metrics.overlap import dice, iou, mean_iou
from tests import javascript

TESTS = sorted(
    file for file in javascript.COMPONENTS.glob("**/*.test.js") if "node_modules" not in file.parts
)


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.relative_to(javascript.COMPONENTS).as_posix())
def test_its_tests_pass(file: Path) -> None:
    if file.is_relative_to(javascript.COMPONENTS / "code_editor") and (why := javascript.install()):
        if os.environ.get("CI"):
            pytest.fail(f"The editor's packages could not be installed: {why}")
        pytest.skip("the editor's packages could not be installed; connect to the network to test it")
    status, said = javascript.run_node("--test", str(file))
    assert status == 0, said


def test_every_module_without_elements_has_tests() -> None:
    tested = {file.name.removesuffix(".test.js") for file in TESTS}
    assert {"masks", "metrics", "strokes", "scores", "prompts", "gestures", "parts", "drawing"} <= tested
    assert {
        "packing",
        "newest",
        "ahead",
        "layout",
        "locked",
        "finger",
        "spread",
        "live_stream",
        "standing",
    } <= tested


@pytest.mark.parametrize(("ci", "status"), [("1", 1), ("", 0)])
def test_without_typescript_one_sentence_says_so(
    ci: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    said = "npm warn config\nnpm error code ECONNREFUSED\nnpm error A complete log of this run is in …"
    monkeypatch.setattr(javascript, "install", lambda: said)
    assert javascript.main() == status
    assert capsys.readouterr().out == (
        "The JavaScript was not checked, for npm could not install TypeScript: npm error code ECONNREFUSED\n"
    )


def same(ours: float | None, theirs: float) -> bool:
    return ours is None if math.isnan(theirs) else ours == pytest.approx(theirs, abs=1e-12)


def test_the_metrics_agree_with_the_lessons() -> None:
    rng = random.Random(20)
    pairs = []
    for height, width, classes in [(4, 4, 2), (1, 1, 3), (1, 7, 2), (32, 32, 10), (5, 9, 4), (32, 4, 10)] * 4:
        used = rng.sample(range(classes), rng.randint(1, classes))  # the others are absent
        truth = [[rng.choice(used) for _ in range(width)] for _ in range(height)]
        keep = rng.choice([0.0, 0.6, 1.0])
        prediction = [[v if rng.random() < keep else rng.choice(used) for v in row] for row in truth]
        pairs.append((prediction, truth, classes))
    flat = "Uint8Array.from(mask.flat())"
    results = javascript.evaluate(
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
