import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from lessons.scenes.photographs import Photograph, photographs

ROOT = Path(__file__).parents[3]
FOLDERS = {
    "scikit-image": files("skimage") / "data",
    "scikit-learn": files("sklearn") / "datasets" / "images",
}


def test_all_that_are_listed_are_in_the_wheels() -> None:
    listed = photographs()
    assert len(listed) == len({photograph.name for photograph in listed}) == 12
    for photograph in listed:
        assert photograph.path == Path(str(FOLDERS[photograph.package] / photograph.file))


@pytest.mark.parametrize("photograph", photographs(), ids=lambda photograph: photograph.name)
def test_a_photograph_can_be_read_and_is_credited(photograph: Photograph) -> None:
    picture = photograph.read()
    assert picture.dtype == np.uint8 and picture.ndim == 3 and picture.shape[2] == 3
    assert min(picture.shape[:2]) >= 300 and picture.std() > 5
    assert photograph.title and photograph.credit and photograph.licence


def test_credits_are_those_of_the_packages() -> None:
    readme = (FOLDERS["scikit-learn"] / "README.txt").read_text()
    docs = (files("skimage") / "data" / "_fetchers.py").read_text(encoding="utf-8")
    by_name = {photograph.name: photograph for photograph in photographs()}
    for name in ("china", "flower"):
        assert by_name[name].credit.split(",")[0] in readme
        assert "licenses/by/2.0" in readme and by_name[name].licence == "CC BY 2.0"
    for name in ("camera", "chelsea", "coffee"):
        assert f"CC0 by the photographer ({by_name[name].credit.split(',')[0]})" in docs


def test_what_is_not_installed_is_not_listed_and_says_so() -> None:
    absent = replace(photographs()[0], file="absent.jpg")
    assert absent.path is None
    with pytest.raises(FileNotFoundError, match=r"absent\.jpg"):
        absent.read()


def test_reading_imports_neither_package() -> None:
    program = (
        "import sys; from lessons.scenes.photographs import photographs\n"
        "[photograph.read() for photograph in photographs()]\n"
        "print([name for name in ('skimage', 'sklearn', 'pooch', 'urllib.request') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
