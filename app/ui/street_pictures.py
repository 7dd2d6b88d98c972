"""The pictures that networks look at on a page, and masks of them in the palette's colours."""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from lessons.palette import styles_for
from lessons.scenes import CLASS_NAMES, street_scene
from lessons.scenes.photographs import Photograph, photographs
from lessons.scenes.uploads import fit

SIZE = 128
_STREETS = 8


@dataclass(frozen=True, eq=False)
class Chosen:
    """A picture uint8 (height, width, 3), with its mask of class ids where the truth is known."""

    name: str
    pixels: NDArray[np.uint8]
    truth: NDArray[np.uint8] | None
    about: str


def choose_picture(key: str) -> Chosen:
    """Ask which picture; streets come with their truth, photographs with their credit."""
    streets = {f"Street {number + 1}": number for number in range(_STREETS)}
    photos = {f"Photograph: {photo.title}": photo for photo in photographs() if photo.kind == "photograph"}
    name = st.selectbox("Picture", [*streets, *photos], key=key, persist_state="session")
    return _street(name, streets[name]) if name in streets else _photograph(name, photos[name])


@lru_cache(maxsize=32)
def _street(name: str, seed: int) -> Chosen:
    scene = street_scene(seed, SIZE)
    return Chosen(name, scene.image, scene.mask, "A drawn street that the networks never saw in training.")


@lru_cache(maxsize=32)
def _photograph(name: str, photo: Photograph) -> Chosen:
    about = (
        "The networks have only ever seen drawn streets, so a photograph is outside what they know, and "
        f"there is no truth to score against. By {photo.credit}; {photo.licence}."
    )
    return Chosen(name, fit(photo.read(), SIZE), None, about)


def other_street(picture: Chosen) -> NDArray[np.uint8]:
    """Another street cut to the size of this picture, uint8, for taking a skip from."""
    height, width = picture.pixels.shape[:2]
    return street_scene(_STREETS + 1, SIZE).image[:height, :width]


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
