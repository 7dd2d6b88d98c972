"""Exported masks are read back by Pillow and by pycocotools as they were."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pycocotools import mask as coco_mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from lessons.prompting.export import coco, coco_json, from_run_lengths, png, run_lengths

MASKS = [
    np.random.default_rng(0).random((37, 21)) > 0.6,
    np.pad(np.ones((5, 9), bool), ((3, 30), (11, 2))),
    np.zeros((6, 4), bool),
    np.ones((6, 4), bool),
    np.eye(17, dtype=bool),
    np.ones((1, 1), bool),
]


# pycocotools 2.0.11 does not know NumPy 2's `copy` yet, which only NumPy minds.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
@pytest.mark.parametrize("mask", MASKS)
def test_pycocotools_reads_the_annotation(mask: np.ndarray):
    annotation = json.loads(coco_json(mask))
    assert annotation == coco(mask)
    height, width = annotation["segmentation"]["size"]
    compressed = coco_mask.frPyObjects(annotation["segmentation"], height, width)
    assert (coco_mask.decode(compressed).astype(bool) == mask).all()
    assert annotation["area"] == coco_mask.area(compressed)
    assert annotation["bbox"] == coco_mask.toBbox(compressed).tolist()


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_coco_counts_an_exported_mask_as_an_object(tmp_path: Path):
    """COCO's evaluation leaves out what is marked as a crowd, and then has nothing to score: AP is -1."""
    annotation: dict[str, Any] = coco(MASKS[1]) | {"id": 1, "image_id": 1, "category_id": 1}
    height, width = annotation["segmentation"]["size"]
    image = {"id": 1, "height": height, "width": width}
    compressed = coco_mask.frPyObjects(annotation["segmentation"], height, width)
    counts = compressed["counts"].decode()
    prediction = {
        "image_id": 1,
        "category_id": 1,
        "segmentation": compressed | {"counts": counts},
        "score": 0.9,
    }
    files = {
        "truth.json": {
            "images": [image],
            "categories": [{"id": 1, "name": "car"}],
            "annotations": [annotation],
        },
        "predictions.json": [prediction],
    }
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content))
    truth = COCO(str(tmp_path / "truth.json"))
    assert truth.getAnnIds(iscrowd=False) == [1]
    evaluation = COCOeval(truth, truth.loadRes(str(tmp_path / "predictions.json")), "segm")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    assert evaluation.stats[0] == pytest.approx(1.0)


@pytest.mark.parametrize("mask", MASKS)
def test_run_lengths_give_the_mask_back(mask: np.ndarray):
    counts = run_lengths(mask)
    assert sum(counts) == mask.size and all(count > 0 for count in counts[1:])
    assert (from_run_lengths(counts, *mask.shape) == mask).all()


def test_run_lengths_go_down_the_columns_and_start_outside():
    assert run_lengths(np.array([[0, 1], [1, 1], [0, 0]])) == [1, 1, 1, 2, 1]
    assert run_lengths(np.array([[1, 0], [1, 0]])) == [0, 2, 2]


@pytest.mark.parametrize("counts", [[3], [4, 3], [-2, 6, 0]])
def test_run_lengths_that_do_not_fit_are_refused(counts: list[int]):
    with pytest.raises(ValueError, match=rf"The runs have {sum(counts)} pixels; a mask of 2 × 2 has 4\."):
        from_run_lengths(counts, 2, 2)


@pytest.mark.parametrize("mask", MASKS)
def test_the_png_is_the_mask(mask: np.ndarray):
    with Image.open(BytesIO(png(mask))) as file:
        assert file.format == "PNG" and file.mode == "1" and file.size == mask.shape[::-1]
        assert (np.asarray(file) == mask).all()


@pytest.mark.parametrize("wrong", [np.zeros(4), np.zeros((0, 4)), np.zeros((2, 2, 3))])
def test_what_is_no_mask_is_refused(wrong: np.ndarray):
    for export in (png, coco_json, run_lengths):
        with pytest.raises(ValueError, match=r"give height × width\."):
            export(wrong)
