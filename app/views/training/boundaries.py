"""Blurry boundaries: the course's trained U-Net and its twin without skips, on a street, outline by outline."""

import streamlit as st

from app import wiring
from app.ui.figures.images import picture_html
from app.ui.figures.street_pictures import NEAR_OUTLINES, choose_street, coloured, legend_html
from app.ui.figures.tables import table_html
from app.ui.kit.lesson_text import LessonText
from app.ui.networks import guard
from lessons.metrics.score import score_masks
from lessons.models import model
from lessons.models.weights import manifest
from lessons.scenes import CLASS_NAMES
from lessons.unet.errors import boundary_error_map

PAIR = (guard.WITH_SKIPS, guard.WITHOUT)
_WIDTH = 220


@guard.answered
def converged_pair() -> None:
    """Masks and error bands of both on the chosen street, and their scores over all held-out streets."""
    missing = [name for name in PAIR if not guard.ready(name)]
    if missing:
        st.info(guard.how_to_train(missing[0]))
        return
    picture = choose_street("training-boundary-street", st.columns(3)[0])
    assert picture.truth is not None  # a street has one
    figures = [
        picture_html("Picture", picture.pixels, "", _WIDTH),
        picture_html("Truth", coloured(picture.truth), "", _WIDTH),
    ]
    rows, errors, manifest_rows = [], [], manifest()
    for name in PAIR:
        mask, title = guard.mask_of(wiring.networks().logits(name, picture.pixels)), model(name).title
        near = boundary_error_map(mask, picture.truth, len(CLASS_NAMES))
        errors.append((mask != picture.truth, near > 0))
        bands = NEAR_OUTLINES[near]
        figures += [
            picture_html(title, coloured(mask), "", _WIDTH),
            picture_html(f"Error band, {title}", bands, "", _WIDTH),
        ]
        here = score_masks(mask, picture.truth, len(CLASS_NAMES), width=1)
        held_out = manifest_rows[name]["held_out"]
        numbers = (here.boundary_miou, held_out["boundary_iou"], held_out["miou"], held_out["pixel_accuracy"])
        rows.append((title, *(f"{number:.3f}" for number in numbers)))
    count, steps = manifest_rows[PAIR[0]]["held_out"]["count"], manifest_rows[PAIR[0]]["recipe"]["steps"]
    header = ("Network", "Boundary IoU, this street", f"… of {count} streets", "mIoU", "Pixel accuracy")
    st.html(f'<div class="pw-pictures">{"".join(figures)}</div>{legend_html()}{table_html(header, rows)}')
    (with_skips, _), (without, near) = errors
    extra = without & ~with_skips
    st.caption(
        LessonText("training").line(
            "experiment-skips-caption",
            steps=f"{steps:,}",
            extra=f"{extra.sum():,}",
            near=f"{100 * (extra & near).sum() / max(1, extra.sum()):.0f} %",
            everywhere=f"{100 * near.mean():.0f} %",
        )
    )
