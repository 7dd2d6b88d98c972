"""What Python sends a component is declared on both sides: the two agree, and what is really sent agrees with them."""

import json
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app.components.code_editor.data import EditorData
from app.components.data import MapData
from app.components.feature_atlas.data import AtlasHeader
from app.components.linked_code.data import LinkedCodeData
from app.components.mask_painter.data import PainterData
from app.components.menu.data import MenuData
from app.components.picture_probe.content import ahead_of as probe_answer
from app.components.picture_probe.data import ProbeAnswer, ProbeHeader
from app.components.prompt_canvas.data import CanvasAnswer, CanvasHeader
from app.components.score_grid.data import GridData
from app.components.stamp_player.data import PlayerHeader
from app.components.three_ways import answer_of as ways_answer
from app.components.three_ways.data import WaysAnswer, WaysData
from app.components.u_diagram.data import DiagramData
from tests.javascript import COMPONENTS, data_modules, declaration


@pytest.mark.parametrize("file", data_modules(), ids=lambda file: str(file.relative_to(COMPONENTS)))
def test_javascript_is_told_the_same_types(file: Path) -> None:
    written = file.with_suffix(".d.ts").read_text(encoding="utf-8")
    assert written == declaration(file), "Run `python -m tests.javascript write`."


def test_every_component_says_what_it_sends() -> None:
    named = {script.parent for script in COMPONENTS.glob("*/*.js") if script.stem == script.parent.name}
    says = {
        folder / "data.py" for folder in named - {COMPONENTS / "lesson_map"}
    }  # that one's is shared with the menu
    assert named and says <= set(data_modules())


def differences(value: Any, hint: Any, place: str = "data") -> list[str]:
    """Where a value that came as JSON is not what the hint says."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if typing.is_typeddict(hint):
        return _fields(value, hint, place)
    if origin in (typing.Union, types.UnionType):
        return [] if any(not differences(value, each) for each in arguments) else [f"{place}: {value!r}"]
    if origin is typing.Literal:
        return [] if value in arguments else [f"{place}: {value!r}"]
    if origin is None:
        kinds = (int, float) if hint is float else (hint,)
        return [] if type(value) in kinds else [f"{place}: {value!r}"]
    if not isinstance(value, list):
        return [f"{place}: {value!r}"]
    items = arguments if origin is tuple and arguments[-1] is not ... else arguments[:1] * len(value)
    if len(items) != len(value):
        return [f"{place}: {len(value)} items"]
    return [text for at, each in enumerate(value) for text in differences(each, items[at], f"{place}[{at}]")]


def _fields(value: Any, hint: Any, place: str) -> list[str]:
    if not isinstance(value, Mapping):
        return [f"{place}: {value!r}"]
    hints = typing.get_type_hints(hint)
    wrong = [f"{place}.{name} is missing" for name in hint.__required_keys__ - set(value)]
    wrong += [f"{place}.{name} is not declared" for name in set(value) - set(hints)]
    for name in set(value) & set(hints):
        wrong += differences(value[name], hints[name], f"{place}.{name}")
    return wrong


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"height": "4"}, "data.height"),
        ({"height": True}, "data.height"),
        ({"selected": [1, 2, 3]}, "data.selected: 3 items"),
        ({"tenths": [1, None]}, r"data.tenths\[1\]"),
        ({"classes": [{"name": "road"}]}, r"data.classes\[0\].colour is missing"),
        ({"more": 1}, "data.more is not declared"),
    ],
)
def test_a_difference_is_found(change: dict[str, Any], place: str) -> None:
    numbers = dict.fromkeys(("height", "width", "limit", "revision", "changes"), 1)
    good = numbers | {"classes": [], "tenths": [1], "selected": [0, 0], "probabilities": True}
    assert differences(good, GridData) == []
    with pytest.raises(AssertionError, match=place):
        assert "\n".join(differences(good | change, GridData)) == ""


def page() -> None:
    import numpy as np

    from app.components.code_editor import ErrorMark, code_editor
    from app.components.feature_atlas import feature_atlas, scaled
    from app.components.lesson_map import LessonMap, Step, lesson_map
    from app.components.linked_code import Row, linked_code
    from app.components.mask_painter import mask_painter
    from app.components.menu import Group, Link, menu
    from app.components.picture_probe import Ahead, Mark, Picture, Said, Scores, picture_probe
    from app.components.prompt_canvas import Answered, Candidate, prompt_canvas
    from app.components.score_grid import score_grid
    from app.components.stamp_player import Veil, stamp_player
    from app.components.three_ways import three_ways
    from app.components.u_diagram import Block, Skip, u_diagram
    from lessons.palette import styles_for
    from lessons.prompting.prompts import Box, Click, Prompts
    from lessons.upsampling.transposed import Setting
    from tests.components.app.ways import ANSWER, PANEL

    two = styles_for(["background", "road"])
    rgb = np.zeros((2, 3, 3), np.uint8)
    mask_painter(
        "whole",
        prediction=[[0, 1, 1], [0, 0, 1]],
        truth=[[0, 0, 1], [0, 0, 0]],
        classes=styles_for(["background", "road", "car"]),
        readouts=("iou", "dice", "boundary_iou", "pixel_accuracy", "miou", "painted_cells"),
        picture=rgb,
    )
    mask_painter("bare", prediction=[[0]], classes=two)
    score_grid("s", logits=[[[0.8, 0.1], [-4, 0.34]]], classes=two)
    feature_atlas("whole", scaled(np.ones((2, 3, 4)), shared=True), label="x", highlighted=(1, 2))
    feature_atlas("bare", scaled(np.ones((2, 3, 4)), shared=True), label="x")
    picture_probe(
        "whole",
        [Picture("Grey", rgb, "c", "M0 0h1", [Mark(0, 1, "A")])],
        start=(1, 2),
        box=(0, 0, 1, 2),
        said=Said([["road"]], np.zeros((2, 3), np.uint16)),
        scores=Scores(["a", "b"], ["red", "blue"], np.zeros((2, 2, 3), np.float32)),
        ahead=Ahead("ahead/x", 0),
        label="x",
    )
    picture_probe("bare", [Picture("Grey", rgb)], start=(1, 2), label="x")
    masks = [Candidate(np.ones((2, 3), bool), "One", "c")]
    prompts = Prompts((Click(0, 1, True),), Box(0, 0, 2, 2))
    prompt_canvas(
        "whole",
        rgb,
        lambda _: Answered(masks, 0, np.zeros((1, 1, 3), np.uint8), 2.5),
        start=prompts,
        label="x",
        ahead="ahead/x",
    )
    prompt_canvas("bare", rgb, lambda _: Answered(masks, 0), start=Prompts(), label="x")
    stamp_player(
        "whole",
        given=np.ones((2, 2)),
        kernel=np.ones((3, 3)),
        setting=Setting(),
        sentence=lambda stamp: "one",
        summary="all",
        veil=Veil("wait", locked=True),
        label="x",
    )
    stamp_player(
        "bare",
        given=[1, 2],
        kernel=[1, 1, 1],
        setting=Setting(),
        sentence=lambda stamp: "one",
        summary="all",
        label="x",
    )
    u_diagram(
        "u",
        [
            Block("down", "Encoder", 16, 64, 64, "down", 0),
            Block("bottom", "Bottleneck", 32, 32, 32, "bottom", 1),
            Block("up", "Decoder", 16, 64, 64, "up", 0),
        ],
        [Skip("skip", 0, "keep", ("keep", "zero"))],
        selected="down",
        label="U",
    )
    linked_code("l", "x = 1\n", ["name", "shape"], [Row("x", ("1",), (1,), ())], label="x")
    steps = LessonMap("argmax", (Step("mask", "A mask", "begun", True),), open_book=False)
    lesson_map(steps)
    menu([Group("Lessons", (Link("argmax", "Argmax", "open"),))], "argmax", steps, on_followed=print)
    three_ways("w", [PANEL, {**PANEL, "answer": ANSWER}], "ahead/x", label="x")
    code_editor(
        "e", text="x", starter="x", locked=[(1, 1)], marks=[ErrorMark(1, "no"), ErrorMark(1, "no", 2)]
    )


def read(packed: bytes) -> Any:
    return json.loads(packed[4 : 4 + int.from_bytes(packed[:4], "little")])


def test_what_is_really_sent_is_what_is_declared() -> None:
    test = AppTest.from_function(page, default_timeout=60).run()
    assert not test.exception
    protos: list[Any] = [element.proto for element in test.get("bidi_component")]  # pyright: ignore[reportAttributeAccessIssue]
    sent = [read(proto.bytes) if proto.bytes else json.loads(proto.json) for proto in protos]
    twice = (PainterData, GridData, AtlasHeader, ProbeHeader, CanvasHeader, PlayerHeader)
    kinds = [kind for kind in twice for _ in range(1 if kind is GridData else 2)]
    kinds += [DiagramData, LinkedCodeData, MapData, MenuData, WaysData, EditorData]
    assert len(kinds) == len(sent)
    wrong = [text for kind, data in zip(kinds, sent, strict=True) for text in differences(data, kind)]
    assert wrong == []


def test_what_is_answered_ahead_is_what_is_declared() -> None:
    import numpy as np

    from app.components.prompt_canvas import Answered, Candidate, ahead_of
    from tests.components.app.ways import ANSWER

    rgb = np.zeros((2, 3, 3), np.uint8)
    for box in ((0, 0, 1, 1), None):
        assert differences(read(probe_answer(rgb, box)), ProbeAnswer) == []
    assert differences(read(ways_answer([ANSWER])), WaysAnswer) == []
    answered = Answered([Candidate(np.ones((2, 3), bool), "One", "c")], 0)
    assert differences(read(ahead_of(answered, 2, 3)), CanvasAnswer) == []
