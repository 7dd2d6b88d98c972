"""A prompt canvas whose answers are known; the page says what Python holds and how often it ran."""

import time

import numpy as np
import streamlit as st

from app.components.prompt_canvas import Answered, Candidate, prompt_canvas, push
from app.state import recall, remember
from lessons.prompting.prompts import Box, Click, Prompts
from tests.components.app.runs import say_runs

HEIGHT, WIDTH = 96, 128


def picture(number: int) -> np.ndarray:
    row, column = np.mgrid[:HEIGHT, :WIDTH]
    return (
        np.stack([row * 2, column * 2 - 1, (row + column + 40 * number) % 255], axis=-1)
        .clip(0, 255)
        .astype(np.uint8)
    )


def answer(prompts: Prompts) -> Answered:
    """Squares of three sizes around the last positive click, or the box; without those the whole picture."""
    last = next((click for click in reversed(prompts.clicks) if click.positive), None)
    masks = []
    for half in (4, 10, 20):
        mask = np.zeros((HEIGHT, WIDTH), bool)
        if last:
            mask[
                max(0, last.row - half) : last.row + half, max(0, last.column - half) : last.column + half
            ] = True
        elif prompts.box:
            mask[prompts.box.top : prompts.box.bottom, prompts.box.left : prompts.box.right] = True
        masks.append(Candidate(mask, f"Candidate {len(masks) + 1}", f"{mask.sum()} pixels"))
    attention = np.zeros((24, 32, 3), np.uint8)
    attention[3, 5] = 255
    time.sleep(recall("slow", 0))
    return Answered(masks, 1, attention, 4)


def canvas_page() -> None:
    st.title("Canvas")
    number = st.radio("Picture", (1, 2), horizontal=True)
    remember("slow", 0.3 if st.checkbox("Slow") else 0.0)
    if st.button("Push a box"):
        push("demo", Prompts((Click(50, 60),), Box(40, 50, 60, 70)))
    prompted, _ = prompt_canvas(
        "demo", picture(number), answer, start=Prompts((Click(30, 40),)), label="A ramp of colours"
    )
    if st.checkbox("Another canvas"):
        prompt_canvas("other", picture(number), answer, start=Prompts(), label="Nothing pointed at yet")
    signs = "".join("+" if click.positive else "-" for click in prompted.prompts.clicks)
    box = prompted.prompts.box
    last = prompted.prompts.clicks[-1] if prompted.prompts.clicks else None
    st.text(f"clicks: {signs or 'none'}")
    st.text(f"last: {f'{last.row} {last.column}' if last else 'none'}")
    st.text(f"box: {f'{box.top} {box.left} {box.bottom} {box.right}' if box else 'none'}")
    st.text(f"chosen: {prompted.chosen}")
    say_runs("canvas")
