"""The live figures of the U-Net page. Each is a fragment: touching it reruns only its own part."""

from math import isnan

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app.components.feature_atlas import feature_atlas, scaled
from app.components.feature_atlas.shared import RAMP
from app.components.picture_probe import Picture, picture_probe
from app.components.u_diagram import Block, Side, Skip, u_diagram
from app.ui import unet_networks as networks
from app.ui.lesson_text import LessonText
from app.ui.mask_picture import MaskPicture, mask_pictures
from app.ui.predict import Question, predict
from app.ui.show_code import show_code
from app.ui.street_pictures import Chosen, coloured, legend_html
from app.ui.tables import table, table_html
from lessons import metrics
from lessons.models.trace import Trace
from lessons.models.trace import trace as trace_once
from lessons.scenes import CLASS_NAMES
from lessons.unet import dense_head, errors, origins, surgery

_NEAR = np.array([[235, 235, 235], [150, 180, 210], [190, 30, 60]], np.uint8)
"""Far from every outline, right near one, wrong near one."""


@st.fragment
def two_heads(words: LessonText, ask: Question, picture: Chosen) -> None:
    """The same picture through a dense head and through the same weights as a convolution."""
    if not networks.ready(networks.FULLY_CONVOLUTIONAL):
        st.info(networks.how_to_train(networks.FULLY_CONVOLUTIONAL))
        return
    predict(ask)
    words.show("dense-touch")
    rows, columns = networks.windows(picture)
    left, right = st.columns(2)
    row = left.slider("Window's row", 0, rows - 1, rows // 2, key=f"unet-window-row-{rows}")
    column = right.slider(
        "Window's column", 0, columns - 1, columns // 2, key=f"unet-window-column-{columns}"
    )
    both = networks.both_heads(picture, row, column)
    winners = both.score_map.argmax(dim=0).tolist()
    mask_pictures(
        [MaskPicture("The convolution, at every window", winners, CLASS_NAMES, ((row, column),))],
        caption="The outlined cell is the window above. One cell is 8 × 8 pixels of the picture.",
    )
    scores = zip(CLASS_NAMES, both.vector.tolist(), both.score_map[:, row, column].tolist(), strict=True)
    table(
        ("Class", "Dense head", "Convolution there"),
        [(name, f"{dense:.3f}", f"{convolved:.3f}") for name, dense, convolved in scores],
    )
    words.show_filled(
        "dense-live",
        "dense-name",
        "dense-so-what",
        refusal=both.refusal or "",
        row=row,
        column=column,
        winner=CLASS_NAMES[int(both.vector.argmax())],
        others=rows * columns - 1,
    )
    show_code(dense_head.as_convolution, dense_head.through_both)


@st.fragment
def inside(words: LessonText, ask: Question, picture: Chosen) -> None:
    """The U with its blocks to open and its skips to cut, and what becomes of the mask."""
    predict(ask)
    words.show("u-touch")
    trace = networks.traced(picture)
    chosen = u_diagram(
        "unet-u",
        _blocks(trace, picture),
        _skips(trace),
        selected="decoder.3",
        label="The U-Net that just ran",
    )
    maps = _map(trace, chosen.block, picture)
    shared = st.toggle("One scale for all channels", key="unet-shared-scale", persist_state="session")
    feature_atlas(f"unet-atlas-{chosen.block}", scaled(maps, shared), label=_title(chosen.block))
    channels, height, width = maps.shape
    words.show_filled(
        "u-live",
        *(["u-field"] if chosen.block.startswith("encoder") else []),
        "u-name",
        "surgery",
        "surgery-touch",
        block=_title(chosen.block),
        channels=channels,
        height=height,
        width=width,
        pixels=max(1, round(picture.pixels.shape[0] / height)),
        field=networks.field_of(picture, chosen.block),
    )
    _surgery(words, picture, trace, chosen.skips)
    twin = ["surgery-twin"] if networks.ready(networks.WITHOUT) else []
    words.show("surgery-name", *twin, "surgery-honest")
    show_code(trace_once, surgery.edited, surgery.decode)


def _surgery(words: LessonText, picture: Chosen, trace: Trace, states: tuple[str, ...]) -> None:
    """The masks of the U-Net, of the same with its skips edited, and of the one trained without."""
    edits: list[surgery.Edit] = [edit for state in states for edit in surgery.EDITS if edit == state]
    masks = {"U-Net, skips as set above": networks.operated(picture, edits)}
    if networks.ready(networks.WITHOUT):
        masks["Trained without skips"] = networks.without_skips(picture)
    pictures = [Picture("Picture", picture.pixels)]
    pictures += [Picture(title, coloured(mask)) for title, mask in masks.items()]
    if picture.truth is not None:
        pictures.append(Picture("Truth", coloured(picture.truth)))
        pictures += [
            Picture(
                f"Errors: {title}", _NEAR[errors.boundary_error_map(mask, picture.truth, len(CLASS_NAMES))]
            )
            for title, mask in masks.items()
        ]
    probed = picture_probe("unet-surgery", pictures, start=(70, 64), label="Pixel to compare")
    said = [f"{title}: {CLASS_NAMES[mask[probed.row, probed.column]]}" for title, mask in masks.items()]
    here = "At the chosen pixel: " + "; ".join(said) + "."
    st.html(f'{legend_html()}<p class="pw-caption">{here}</p>{_scores_html(picture, masks)}')
    if picture.truth is not None:
        mask, untouched = masks["U-Net, skips as set above"], networks.mask_of(trace.logits)
        near = errors.share_near_outlines(mask, picture.truth, len(CLASS_NAMES))
        words.show_filled(
            "surgery-perfect" if isnan(near) else "surgery-live",
            miou=f"{metrics.mean_iou(mask, picture.truth, len(CLASS_NAMES)):.3f}",
            untouched=f"{metrics.mean_iou(untouched, picture.truth, len(CLASS_NAMES)):.3f}",
            near=f"{100 * near:.0f} %",
        )


def _scores_html(picture: Chosen, masks: dict[str, NDArray[np.int64]]) -> str:
    if picture.truth is None:
        return ""
    rows = []
    for title, mask in masks.items():
        score = metrics.score_masks(mask, picture.truth, len(CLASS_NAMES), width=1)
        rows.append((title, f"{score.miou:.3f}", f"{score.boundary_miou:.3f}"))
    caption = (
        '<p class="pw-caption">In the error pictures red is wrong within a pixel of an outline, blue is right '
        "there, grey is far from every outline.</p>"
    )
    return caption + table_html(("Network, this picture", "mIoU", "Boundary mIoU"), rows)


@st.fragment
def what_came_from_where(words: LessonText, ask: Question, picture: Chosen) -> None:
    """One decoder convolution, split into what the skip gave and what came from below."""
    predict(ask)
    words.show("origins-touch")
    level = st.segmented_control(
        "Level", (0, 1, 2, 3), default=0, required=True, key="unet-origins-level", persist_state="session"
    )
    level = level or 0
    split = networks.origins_at(picture, level)
    channel = st.slider("Channel", 0, len(split.total) - 1, 0, key=f"unet-origins-channel-{level}")
    parts = {"Through the skip": split.skip_part, "From below": split.up_part, "Their sum": split.total}
    shown = [part[channel].numpy() for part in parts.values()]
    largest = max(float(np.abs(each).max()) for each in shown) or 1.0
    pictures = [
        Picture(title, RAMP[np.uint8(127.5 + 127.5 * each / largest)])
        for title, each in zip(parts, shown, strict=True)
    ]
    share = split.skip_share.numpy()
    pictures.append(Picture("The skip's share", RAMP[np.uint8(255 * share)]))
    height, width = share.shape
    at = picture_probe(
        f"unet-origins-{level}", pictures, start=(height // 2, width // 2), label="Pixel of the sum"
    )
    skip, below, total = (float(each[at.row, at.column]) for each in shown)
    st.caption(
        f"At the chosen pixel of channel {channel}, {skip:+.3f} through the skip, {below:+.3f} from below and the "
        f"channel's constant {split.shift[channel]:+.3f} make {total:+.3f}; the skip's share is "
        f"{share[at.row, at.column]:.2f}. The first three maps have one scale, with 0 in its middle."
    )
    outlines = networks.outlines(picture, 2**level)[:height, :width]
    whole = split.skip_part + split.up_part + split.shift[:, None, None]
    difference = (whole - split.total).abs().max().item()
    words.show_filled(
        "origins-live",
        "origins-name",
        level=level,
        share=f"{share.mean():.2f}",
        edge=f"{share[outlines].mean():.2f}",
        inside=f"{share[~outlines].mean():.2f}",
        difference=f"{difference:.1g}",
    )
    show_code(origins.origins)


def _blocks(trace: Trace, picture: Chosen) -> list[Block]:
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


def _title(name: str) -> str:
    part, _, number = name.partition(".")
    return {"image": "Image", "head": "Logits"}.get(name) or f"{part.capitalize()} {number}"


def _skips(trace: Trace) -> list[Skip]:
    levels = sum(name.startswith("up.") for name in trace.activations)
    return [Skip(f"skip {level}", level, "keep", surgery.EDITS) for level in range(levels)]


def _map(trace: Trace, name: str, picture: Chosen) -> NDArray[np.float32]:
    if name == "image":
        return (picture.pixels.transpose(2, 0, 1) / 255).astype(np.float32)
    return trace.activations[name][0].numpy()
