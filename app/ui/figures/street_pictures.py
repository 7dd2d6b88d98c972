"""The pictures that networks look at on a page, and masks of them in the palette's colours."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator
from streamlit.typing import UploadedFile

from app import state
from app.ui.kit.uploads import uploads
from lessons.palette import styles_for
from lessons.scenes import CLASS_NAMES, Scene, street_scene
from lessons.scenes.photographs import Photograph, photographs
from lessons.scenes.picture_files import PictureError
from lessons.scenes.uploads import fit, read_picture

SIZE = 128
RIGHT_WRONG = np.array([[235, 235, 235], [190, 30, 60]], np.uint8)
"""The colours of an error map: right, wrong."""
NEAR_OUTLINES = np.array([[235, 235, 235], [150, 180, 210], [190, 30, 60]], np.uint8)
"""The colours of a boundary-error map: far from every outline, right near one, wrong near one."""
OWN = "Your own picture"
STREETS = range(8)
"""The held-out seeds of the streets that a page offers."""
_WAYS = ("A file", "The camera")
_OWN_PICTURES, _FILE, _CAMERA = "own-picture", "own-file", "own-camera"


@dataclass(frozen=True, eq=False)
class ChosenPicture:
    """A picture uint8 (height, width, 3), with its mask and its instance ids where the truth is known."""

    name: str
    pixels: NDArray[np.uint8]
    truth: NDArray[np.uint8] | None
    about: str
    instance_ids: NDArray[np.uint16] | None = None

    @cached_property
    def digest(self) -> str:
        """A short name for exactly these pixels: what a network makes of them is kept under it."""
        from lessons.models.serving.networks import (
            digest,  # torch, which what only draws a picture can do without
        )

        return digest(self.pixels)


def choose_picture(key: str) -> ChosenPicture:
    """Ask which picture: a street with its truth, a photograph with its credit, or the learner's own."""
    streets = {f"Street {number + 1}": number for number in STREETS}
    photos = {f"Photograph: {photo.title}": photo for photo in photographs() if photo.kind == "photograph"}
    name = st.selectbox("Picture", [*streets, *photos, OWN], key=key, persist_state="session")
    if name == OWN:
        until_then = replace(
            _street("Street 1", 0), about="Until you choose a picture, the page shows Street 1."
        )
        return _own() or until_then
    state.remember(_OWN_PICTURES, replace(_own_pictures(), refusal=""))
    return _street(name, streets[name]) if name in streets else _photograph(name, photos[name])


def choose_street(key: str, place: DeltaGenerator) -> ChosenPicture:
    """Ask which street, in `place`, where only a picture with its truth will do."""
    number = place.selectbox("Street", range(1, len(STREETS) + 1), key=key, persist_state="session")
    return _street(f"Street {number}", number - 1)


def all_streets() -> tuple[ChosenPicture, ...]:
    """The streets to choose from, in order."""
    return tuple(_street(f"Street {seed + 1}", seed) for seed in STREETS)


@lru_cache(maxsize=32)
def street(seed: int) -> Scene:
    """The held-out street with this seed, as high and wide as pages show it, drawn once. Do not change it."""
    return street_scene(seed, SIZE)


@lru_cache(maxsize=32)
def _street(name: str, seed: int) -> ChosenPicture:
    scene = street(seed)
    about = "A drawn street that the networks never saw in training."
    return ChosenPicture(name, scene.image, scene.mask, about, scene.instance_ids)


@lru_cache(maxsize=32)
def _photograph(name: str, photo: Photograph) -> ChosenPicture:
    about = (
        "The networks have only ever seen drawn streets, so a photograph is outside what they know, and "
        f"there is no truth to score against. By {photo.credit}; {photo.licence}."
    )
    return ChosenPicture(name, fit(photo.read(), SIZE), None, about)


@dataclass(frozen=True, eq=False)
class _OwnPictures:
    """What this visit keeps of the learner's own pictures: the last good one, small; what to say of the last file."""

    file: str = ""
    picture: ChosenPicture | None = None
    refusal: str = ""


def _own_pictures() -> _OwnPictures:
    return state.recall(_OWN_PICTURES, _OwnPictures())


def _own() -> ChosenPicture | None:
    """Ask for the learner's own picture; the last good one of this visit, None if there is none yet."""
    way = st.segmented_control(
        "From", _WAYS, default=_WAYS[0], required=True, key="own-way", persist_state="session"
    )
    # A camera asks for permission as soon as it is on the page, so it is there only when it is wanted.
    if way == _WAYS[1]:
        file = st.camera_input("Your picture", key=_CAMERA, resolution="480p")
    else:
        file = st.file_uploader("Your picture", ["png", "jpg", "jpeg", "webp"], key=_FILE)
    own_pictures = _own_pictures()
    if file is not None and file.file_id != own_pictures.file:
        own_pictures = _read(file, own_pictures.picture)
        state.remember(_OWN_PICTURES, own_pictures)
        _let_go(file)
    if own_pictures.refusal:
        st.error(own_pictures.refusal)
    return own_pictures.picture


def _read(file: UploadedFile, last: ChosenPicture | None) -> _OwnPictures:
    """The file made a small picture, or the last one with why this one cannot be used."""
    try:
        pixels = fit(read_picture(file.getvalue()), SIZE)
    except PictureError as error:
        return _OwnPictures(file.file_id, last, str(error))
    height, width = pixels.shape[:2]
    about = (
        "The networks have only ever seen drawn streets, so your picture is outside what they know, and there is no "
        f"truth to score against. It was made to fit {width} × {height} pixels. It is never written to a file: this "
        "visit keeps the small copy in memory, and that goes when the visit ends."
    )
    return _OwnPictures(file.file_id, ChosenPicture(OWN, pixels, None, about))


def _let_go(file: UploadedFile) -> None:
    """Forget the bytes of a file: Streamlit keeps them twice, for all uploads and with the widget's value."""
    uploads.let_go(file.file_id)
    for widget in (_FILE, _CAMERA):
        kept = state.recall(widget)
        if kept == file:
            kept.truncate(0)


def on_the_road(height: int, width: int) -> tuple[int, int]:
    """The row and column at which a picture of this size is asked first: there a street mostly has its road."""
    return 70 * height // 128, width // 2


def other_street(picture: ChosenPicture) -> NDArray[np.uint8]:
    """Another street cut to the size of this picture, uint8, for taking a skip from."""
    height, width = picture.pixels.shape[:2]
    return street(len(STREETS) + 1).image[:height, :width]


def coloured(mask: NDArray[np.integer], class_names: tuple[str, ...] = CLASS_NAMES) -> NDArray[np.uint8]:
    """A mask (height, width) of class ids as colours, uint8 (height, width, 3)."""
    colours = [bytes.fromhex(style.colour[1:]) for style in styles_for(class_names)]
    return np.array([list(colour) for colour in colours], np.uint8)[mask]


def legend_html(class_names: tuple[str, ...] = CLASS_NAMES) -> str:
    """Which colour is which class."""
    items = "".join(
        f'<li><span style="background: {style.colour}"></span>{escape(style.name)}</li>'
        for style in styles_for(class_names)
    )
    return f'<ul class="pw-legend">{items}</ul>'
