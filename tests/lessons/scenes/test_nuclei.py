import os
from pathlib import Path

import numpy as np
import pytest

from lessons.scenes.nuclei import VARIABLE, NucleiError, load_nuclei


def saved(path: Path, **arrays: np.ndarray) -> Path:
    np.savez(path, allow_pickle=True, **arrays)
    return path


def pair(count: int) -> dict[str, np.ndarray]:
    images = np.zeros((count, 256, 256, 3), np.uint8)
    images[:] = np.arange(count)[:, None, None, None]
    instance_ids = np.zeros((count, 256, 256), np.int16)
    instance_ids[:, 3:9, 3:9], instance_ids[:, 20:30, 20:30] = 1, 2
    return {"X": images, "Y": instance_ids}


def test_every_fifth_picture_is_held_out(tmp_path: Path) -> None:
    nuclei = load_nuclei(saved(tmp_path / "nuclei.npz", **pair(11)))
    assert len(nuclei) == 11
    assert nuclei.held_out().images[:, 0, 0, 0].tolist() == [0, 5, 10]
    assert nuclei.for_training().images[:, 0, 0, 0].tolist() == [1, 2, 3, 4, 6, 7, 8, 9]
    assert nuclei.masks.dtype == np.uint8
    assert np.array_equal(nuclei.masks, nuclei.instance_ids > 0)


def test_without_a_path_it_says_how_to_get_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(NucleiError, match=r"PIXELWISE_NUCLEI.*BBBC038.*CC0.*uint8.*int16") as refused:
        load_nuclei()
    assert "\n" not in str(refused.value)


def test_the_variable_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(saved(tmp_path / "nuclei.npz", **pair(2))))
    assert len(load_nuclei()) == 2


def test_files_that_hold_something_else_are_refused(tmp_path: Path) -> None:
    good = pair(2)
    (tmp_path / "text.npz").write_text("these are no nuclei")
    (tmp_path / "empty.npz").write_bytes(b"")
    np.save(tmp_path / "single.npy", good["Y"])
    whole = saved(tmp_path / "whole.npz", **good).read_bytes()
    (tmp_path / "cut.npz").write_bytes(whole[: len(whole) // 2])
    for name, arrays in {
        "other_names": {"images": good["X"], "masks": good["Y"]},
        "floats": {"X": good["X"] / 255, "Y": good["Y"]},
        "small": {"X": good["X"][:, :128], "Y": good["Y"][:, :128]},
        "unequal": {"X": good["X"], "Y": good["Y"][:1]},
        "negative": {"X": good["X"], "Y": -good["Y"]},
        "none": {"X": good["X"][:0], "Y": good["Y"][:0]},
        "scalar": {"X": np.array(3), "Y": np.array(4)},
        "pickle": {"X": np.array([{"a": 1}], dtype=object), "Y": good["Y"]},
    }.items():
        saved(tmp_path / f"{name}.npz", **arrays)
    files = sorted(path for path in tmp_path.iterdir() if path.name != "whole.npz")
    assert len(files) == 12
    for path in [*files, tmp_path / "absent.npz", tmp_path]:
        with pytest.raises(NucleiError, match="BBBC038") as refused:
            load_nuclei(path)
        assert path.name in str(refused.value)


@pytest.mark.skipif(not os.environ.get(VARIABLE), reason=f"{VARIABLE} does not name the public data set")
def test_the_public_data_set() -> None:
    nuclei = load_nuclei()
    assert len(nuclei.held_out()) + len(nuclei.for_training()) == len(nuclei) == 334
    assert len(nuclei.held_out()) == 67
    assert 0.05 < nuclei.masks.mean() < 0.15
    assert nuclei.instance_ids.max() > 50
    inside = nuclei.images[nuclei.masks > 0].mean()
    assert inside > 2 * nuclei.images[nuclei.masks == 0].mean(), "nuclei glow on a dark ground"
