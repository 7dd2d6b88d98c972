"""Real pictures to try a network on: those that come inside scikit-image's and scikit-learn's wheels.

No network of this course has seen anything like them, which is what they are here to show. Credits
and licences are those that the two packages give with the files.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lessons.scenes.uploads import read_picture

Kind = Literal["photograph", "microscope", "medical"]

_FOLDERS = {"scikit-image": ("skimage", "data"), "scikit-learn": ("sklearn", "datasets/images")}


@dataclass(frozen=True)
class Photograph:
    """A picture file of an installed package, with its credit and licence as the package gives them."""

    name: str
    title: str
    kind: Kind
    package: str
    file: str
    credit: str
    licence: str

    @property
    def path(self) -> Path | None:
        """Where the file is, or None where the package or the file is not installed."""
        module, folder = _FOLDERS[self.package]
        spec = find_spec(module)  # finds the package without importing it, which would take a second
        places = (spec.submodule_search_locations if spec else None) or []
        files = (Path(place) / folder / self.file for place in places)
        return next((file for file in files if file.is_file()), None)

    def read(self) -> NDArray[np.uint8]:
        """The picture, uint8 (height, width, 3); nothing is fetched from a network.

        Raises:
            FileNotFoundError: the package is not installed, or came without this file.
        """
        path = self.path
        if path is None:
            raise FileNotFoundError(f"{self.package} is not installed with {self.file}; install its wheel.")
        return read_picture(path.read_bytes())


_IMAGE, _LEARN = "scikit-image", "scikit-learn"
_ALL = (
    Photograph(
        "china", "A pavilion in China", "photograph", _LEARN, "china.jpg",
        "danielbuechele, flickr.com/photos/danielbuechele", "CC BY 2.0",
    ),
    Photograph(
        "flower", "A flower", "photograph", _LEARN, "flower.jpg",
        "danielbuechele, as scikit-learn's README says; its link leads to flickr.com/photos/vultilion", "CC BY 2.0",
    ),
    Photograph(
        "motorcycle", "A motorcycle", "photograph", _IMAGE, "motorcycle_left.png",
        "Middlebury 2014 stereo benchmark: Nesic, Westling, Wang, Kitajima, Krathwohl and Scharstein",
        "scikit-image names none",
    ),
    Photograph(
        "astronaut", "Eileen Collins, astronaut", "photograph", _IMAGE, "astronaut.png",
        "NASA Great Images database", "No known copyright restrictions, released into the public domain",
    ),
    Photograph("camera", "A photographer", "photograph", _IMAGE, "camera.png", "Lav Varshney", "CC0"),
    Photograph("chelsea", "Chelsea the cat", "photograph", _IMAGE, "chelsea.png", "Stefan van der Walt", "CC0"),
    Photograph(
        "coffee", "A cup of coffee", "photograph", _IMAGE, "coffee.png",
        "Rachel Michetti, courtesy of Pikolo Espresso Bar", "CC0",
    ),
    Photograph(
        "rocket", "A Falcon 9 rocket", "photograph", _IMAGE, "rocket.jpg",
        "SpaceX", "Released into the public domain",
    ),
    Photograph(
        "coins", "Greek coins from Pompeii", "photograph", _IMAGE, "coins.png",
        "Brooklyn Museum Collection", "No known copyright restrictions",
    ),
    Photograph(
        "cell", "A cell floating in saline", "microscope", _IMAGE, "cell.png",
        "Müller, Schürmann, Girardo, Cojoc and Guck, Optics Express 26(8), 2018", "CC0",
    ),
    Photograph(
        "ihc", "Colonic glands, stained", "microscope", _IMAGE, "ihc.png",
        "Center for Microscopy And Molecular Imaging (CMMI)", "No known copyright restrictions",
    ),
    Photograph(
        "retina", "A human retina", "medical", _IMAGE, "retina.jpg",
        "Mikael Häggström, WikiJournal of Medicine 1 (2), 2014", "CC0",
    ),
)  # fmt: skip


@cache
def photographs() -> tuple[Photograph, ...]:
    """Those whose files are installed."""
    return tuple(photograph for photograph in _ALL if photograph.path is not None)
