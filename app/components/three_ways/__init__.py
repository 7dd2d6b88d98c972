"""Pictures that one handle shows three ways: in one word, in boxes, as a mask.

Answers that take a network the browser fetches by itself, so that the page is there before the network has looked.
Dragging stays in the browser; Python hears of nothing and nothing reruns.
"""

from collections.abc import Sequence

from app.components import browser_component
from app.components.packing import pack
from app.components.three_ways.data import AnswerData, PanelData, WaysAnswer, WaysData

_component = browser_component("three_ways")


def three_ways(key: str, panels: Sequence[PanelData], address: str, *, label: str) -> None:
    """Show pictures with one handle for all.

    Args:
        key: the component's name; where the handle stands is kept under it for as long as the tab lives.
        panels: the pictures, each with its height and width in pixels.
        address: where the browser fetches the answers of pictures that have none yet, relative to the app; it answers
            with what `answer_of` packs.
        label: what the handle changes, in a few words.

    Raises:
        ValueError: there is no picture.
    """
    if not panels:
        raise ValueError("There is no picture; give one or more.")
    data: WaysData = {"panels": list(panels), "address": address, "label": label}
    _component(key=f"three_ways:{key}", data=data)


def answer_of(answers: Sequence[AnswerData]) -> bytes:
    """What the address answers: the three answers for each picture that had none, in the order of the panels."""
    answer: WaysAnswer = {"answers": list(answers)}
    return pack(answer)
