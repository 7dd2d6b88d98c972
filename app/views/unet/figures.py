"""The live figures of the U-Net page. Each is a fragment: touching it reruns only its own part."""

from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.feature_atlas import feature_atlas, scaled
from app.components.picture_probe import Picture, Probed, picture_probe, probed
from app.components.ramp import RAMP
from app.components.u_diagram import Block, Side, Skip, push, u_diagram
from app.ui.figures.mask_picture import MaskPicture, mask_pictures
from app.ui.figures.numbers import number, tiny
from app.ui.figures.street_pictures import ChosenPicture
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.networks import guard
from app.views.unet import networks, surgery
from lessons.models.serving.trace import Trace
from lessons.models.serving.trace import trace as trace_once
from lessons.palette import styles_for
from lessons.scenes import CLASS_NAMES
from lessons.unet import dense_head, origins
from lessons.unet import surgery as cuts

_DIAGRAM = "unet-u"
_CELL = 8  # pixels from one cell of the FCN's last map to the next
_SKIPS = 4  # of the shipped U-Net


@section
@guard.answered
def two_heads(words: LessonText, picture: ChosenPicture) -> None:
    """The same picture through a dense head and through the same weights as a convolution."""
    if not guard.ready(guard.FULLY_CONVOLUTIONAL):
        st.info(guard.how_to_train(guard.FULLY_CONVOLUTIONAL))
        return
    if not predict("unet-dense"):
        return
    everywhere = networks.at_every_window(picture)
    _, rows, columns = everywhere.score_map.shape
    if not rows:
        words.show_filled("dense-small-live", "dense-name", "dense-so-what", refusal=everywhere.refusal)
        return
    words.show("dense-touch")
    height, width = picture.pixels.shape[:2]
    chosen = probed("unet-window", height, width) or Probed(height // 2, width // 2)
    # The window whose middle is nearest to the chosen pixel: near an edge it cannot go on.
    cells = everywhere.features.shape[2] - rows + 1
    row = min(max(chosen.row // _CELL - cells // 2, 0), rows - 1)
    column = min(max(chosen.column // _CELL - cells // 2, 0), columns - 1)
    scores = networks.at_window(picture, row, column)
    left, right = st.columns(2)
    with left:
        picture_probe(
            "unet-window",
            [Picture("The picture, and the dense head's window", picture.pixels)],
            start=(height // 2, width // 2),
            box=(row * _CELL, column * _CELL, (row + cells) * _CELL, (column + cells) * _CELL),
            label="Middle of the window",
        )
    with right:
        winners = everywhere.score_map.argmax(dim=0).tolist()
        mask_pictures(
            [MaskPicture("The convolution, at every window", winners, CLASS_NAMES, ((row, column),))],
            caption=words.line("dense-window"),
        )
    names = [f"{style.name} ({style.letter})" for style in styles_for(CLASS_NAMES)]
    both = zip(names, scores.tolist(), everywhere.score_map[:, row, column].tolist(), strict=True)
    table(
        ("Class", "Dense head", "Convolution there"),
        [(name, number(dense, 3), number(convolved, 3)) for name, dense, convolved in both],
    )
    words.show_filled(
        "dense-live" if everywhere.refusal else "dense-one-live",
        "dense-name",
        "dense-so-what",
        refusal=everywhere.refusal,
        row=row + 1,
        column=column + 1,
        winner=CLASS_NAMES[int(scores.argmax())],
        others=rows * columns - 1,
    )
    show_code(dense_head.as_convolution, dense_head.everywhere, dense_head.at_window)


@section
@guard.answered
def inside(words: LessonText, picture: ChosenPicture) -> None:
    """The U with its skips to cut, beside it the mask and the scores, below the maps of a selected block."""
    if not predict("unet-u"):
        return
    words.show("u-touch")
    trace = networks.traced(picture)
    skips = _skips(trace)
    drawing, beside = st.columns([11, 10])
    with drawing:
        chosen = u_diagram(
            _DIAGRAM,
            _blocks(trace, picture),
            skips,
            selected=f"decoder.{len(skips) - 1}",
            label="The U-Net that just ran",
        )
        st.button(
            "Keep every skip",
            key="unet-keep-every-skip",
            disabled=set(chosen.skips) == {"keep"},
            on_click=partial(push, _DIAGRAM, skips=["keep"] * len(skips)),
        )
    with beside:
        surgery.effect(words, picture, trace, chosen.skips)
    maps = _map(trace, chosen.block, picture)
    shared = st.toggle("One scale for all channels", key="unet-shared-scale", persist_state="session")
    feature_atlas(f"unet-atlas-{chosen.block}", scaled(maps, shared), label=_title(chosen.block))
    channels, height, width = maps.shape
    words.show_filled(
        "u-live",
        *(["u-field"] if chosen.block.startswith("encoder") else []),
        "u-name",
        block=_title(chosen.block),
        channels=channels,
        height=height,
        width=width,
        pixels=2 ** _level(trace, chosen.block),
        field=networks.field_of(picture, chosen.block),
    )
    show_code(trace_once, cuts.edited, cuts.decode)


@section
@guard.answered
def what_came_from_where(words: LessonText, picture: ChosenPicture) -> None:
    """One decoder convolution, split into what the skip gave and what came from below."""
    if not predict("unet-origins"):
        return
    words.show("origins-touch")
    levels = len(_skips(networks.traced(picture)))
    level = st.segmented_control(
        "Level",
        range(levels),
        default=0,
        required=True,
        key="unet-origins-level" if levels == _SKIPS else f"unet-origins-level-of-{levels}",
        persist_state="session",
    )
    level = level or 0
    split = networks.origins_at(picture, level)
    channel = st.slider("Channel", 1, len(split.total), 1, key=f"unet-origins-channel-{levels}-{level}") - 1
    parts = {"Through the skip": split.skip_part, "From below": split.up_part, "Their sum": split.total}
    channels = [part[channel].numpy() for part in parts.values()]
    largest = max(float(np.abs(each).max()) for each in channels) or 1.0
    pictures = [
        Picture(title, RAMP[np.uint8(127.5 + 127.5 * each / largest)])
        for title, each in zip(parts, channels, strict=True)
    ]
    share = split.skip_share.numpy()
    pictures.append(Picture("The skip's share", RAMP[np.uint8(255 * share)]))
    height, width = share.shape
    at = picture_probe(
        f"unet-origins-{level}", pictures, start=(height // 2, width // 2), label="Pixel of the sum"
    )
    skip, below, total = (float(each[at.row, at.column]) for each in channels)
    signed = partial(number, decimals=3, signed=True)
    st.caption(
        f"At the chosen pixel of channel {channel + 1}, {signed(skip)} through the skip, {signed(below)} from below "
        f"and the channel's constant {signed(float(split.shift[channel]))} make {signed(total)}; the skip's share is "
        f"{share[at.row, at.column]:.2f}. The first three maps have one scale, with 0 in its middle."
    )
    outlines = networks.outlines(picture, 2**level)[:height, :width]
    whole = split.skip_part + split.up_part + split.shift[:, None, None]
    difference = (whole - split.total).abs().max().item()
    # In a small picture every cell may be at an outline, since its edge is one.
    inside = share[~outlines]
    words.show_filled(
        "origins-live" if inside.size else "origins-small-live",
        "origins-name",
        level=level,
        share=f"{share.mean():.2f}",
        edge=f"{share[outlines].mean():.2f}",
        inside=f"{inside.mean():.2f}" if inside.size else "",
        difference=tiny(difference),
    )
    show_code(origins.origins)


def _blocks(trace: Trace, picture: ChosenPicture) -> list[Block]:
    height, width = picture.pixels.shape[:2]
    levels = sum(name.startswith("encoder.") and name.count(".") == 1 for name in trace.activations)
    blocks = [Block("image", "Image", 3, height, width, "input", 0)]
    for level in range(levels):
        blocks.append(_block(trace, f"encoder.{level}", "bottom" if level == levels - 1 else "down", level))
    blocks += [_block(trace, f"decoder.{place}", "up", levels - 2 - place) for place in range(levels - 1)]
    return [*blocks, _block(trace, "head", "output", 0)]


def _block(trace: Trace, name: str, side: Side, level: int) -> Block:
    channels, height, width = trace.activations[name].shape[1:]
    return Block(name, _title(name), channels, height, width, side, level)


def _level(trace: Trace, name: str) -> int:
    """How often a map has been halved; 0 for the picture and the logits."""
    part, _, number = name.partition(".")
    if part == "decoder":
        return len(_skips(trace)) - 1 - int(number)
    return int(number or 0)


def _title(name: str) -> str:
    part, _, number = name.partition(".")
    return {"image": "Image", "head": "Logits"}.get(name) or f"{part.capitalize()} {number}"


def _skips(trace: Trace) -> list[Skip]:
    levels = sum(name.startswith("up.") and name.count(".") == 1 for name in trace.activations)
    return [Skip(f"skip {level}", level, "keep", cuts.EDITS) for level in range(levels)]


def _map(trace: Trace, name: str, picture: ChosenPicture) -> NDArray[np.float32]:
    if name == "image":
        return (picture.pixels.transpose(2, 0, 1) / 255).astype(np.float32)
    return trace.activations[name][0].numpy()
