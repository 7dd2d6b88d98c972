"""What no browser of ours sends, sent to every component and to Streamlit's own fields, over real sessions.

Each of them costs its sender an answer at most, and the log a line.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from app.components.code_editor import MAX_BYTES
from app.components.feature_atlas.data import AtlasMessage
from app.components.mask_painter.data import PainterMessage
from app.components.picture_probe.data import ProbeMessage
from app.components.place.data import PlaceMessage
from app.components.prompt_canvas.data import CanvasMessage
from app.components.score_grid.data import GridMessage
from app.components.stamp_player.data import PlayerMessage
from app.components.u_diagram.data import DiagramMessage
from tests.servers import serving
from tests.wire import Client, new_cookie

# Where each component is on a page, what its messages are called, and what they are.
COMPONENTS: dict[str, tuple[str, str, Any]] = {
    "menu": ("metrics", "followed", None),
    "mask_painter": ("metrics", "painted", PainterMessage),
    "score_grid": ("argmax", "scored", GridMessage),
    "stamp_player": ("upsampling", "edited", PlayerMessage),
    "prompt_canvas": ("prompting", "pointed", CanvasMessage),
    "feature_atlas": ("unet", "selected", AtlasMessage),
    "picture_probe": ("unet", "probed", ProbeMessage),
    "u_diagram": ("unet", "chosen", DiagramMessage),
    "in_view": ("unet", "wanted", None),
    "place": ("metrics", "left", PlaceMessage),
}
_VALUES: list[Any] = [True, -1, 10**400, "x", [[1]], {"a": [1]}]


@dataclass(frozen=True)
class Place:
    """A server, and the file it logs to."""

    url: str
    log: Path

    def visit(self) -> Client:
        return Client(self.url, new_cookie(self.url))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("forged")
    file = folder / "log"
    environment = {"PIXELWISE_DATA_DIR": str(folder), "PIXELWISE_DATABASE_URL": ""}
    with file.open("w") as log, serving("app/server.py", environment, log=log) as url:
        yield Place(url, file)


def sent(element: Any) -> dict[str, Any]:
    """What Python sent to a component, without the arrays that follow it where they are packed."""
    if element.WhichOneof("data") != "bytes":
        return json.loads(element.json)
    return json.loads(element.bytes[4 : 4 + int.from_bytes(element.bytes[:4], "little")])


def forged(kind: Any, data: dict[str, Any]) -> Iterator[Any]:
    """What is no message, and messages that answer what Python sent and have one field wrong."""
    yield from _VALUES
    if kind is None:
        return
    good = {name: data.get(name) for name in kind.__annotations__}
    if "revision" in good:
        good |= {"revision": data["revision"], "changes": data["changes"] + 1}
    for name in good:
        yield good | {name: 10**400}
        yield good | {name: [[1]]}


@pytest.mark.parametrize("name", COMPONENTS)
def test_no_message_to_a_component_does_more_than_refuse(place: Place, name: str) -> None:
    page, message, kind = COMPONENTS[name]
    with place.visit() as client:
        client.open(page)
        key = next(key for key in client.shown if key.startswith(name))
        before = place.log.read_text()
        for value in forged(kind, sent(client.shown[key].element)):
            assert "Something went wrong" not in client.tell(key, {message: value})
        lines = place.log.read_text().removeprefix(before).splitlines()
    assert set(lines) == {f"a message to {name} that cannot be was ignored"}


def test_no_message_to_the_editor_does_more_than_refuse(place: Place) -> None:
    with place.visit() as client:
        client.run("metrics", query="book=open")
        client.press("open-exercise-mean_iou")
        key = "code_editor:mean_iou-blanks:widget"
        data = sent(client.shown[key].element)
        good = {"text": "# typed", "serial": 1, "epoch": data["epoch"], "revision": data["revision"]}
        before = place.log.read_text()
        for value in [
            *_VALUES,
            *({**good, field: value} for field in (*good, "origin", "id") for value in _VALUES),
        ]:
            assert "Something went wrong" not in client.tell(key, {"check": value})
        for field in ("text", "serial", "origin"):
            assert "Something went wrong" not in client.tell(key, {"draft": {**good, field: [[1]]}})
        for value in ({"text": [[1]]}, {"text": "x" * (MAX_BYTES + 1)}, *_VALUES):
            assert "Something went wrong" not in client.tell(key, {"free": value})
        lines = place.log.read_text().removeprefix(before).splitlines()
    assert set(lines) == {"a message to code_editor that cannot be was ignored"}


def values_of_other_fields(id: str) -> Iterator[WidgetState]:
    """What fields of every kind send, under the id of one of them."""
    yield WidgetState(id=id, bool_value=True)
    yield WidgetState(id=id, int_value=10**15)
    yield WidgetState(id=id, double_value=float("nan"))
    yield WidgetState(id=id, string_value="nothing to choose")
    yield WidgetState(id=id, json_value="[1")
    for field in ("int_array_value", "double_array_value", "string_array_value"):
        state = WidgetState(id=id)
        getattr(state, field).data.extend(["x"] if field.startswith("string") else [99, -7])
        yield state


def test_fields_of_streamlits_own_cost_the_log_a_traceback_of_each_kind_and_then_a_line(place: Place) -> None:
    before = place.log.read_text()
    for key in ("choice-of-metrics-overlap", "open-exercise-pixel_accuracy"):
        with place.visit() as client:
            client.run("metrics")
            field = client.shown[key]
            for state in [*values_of_other_fields(field.id)] * 4:
                client.run(fragment=field.fragment, widgets=[state])
    told = place.log.read_text().removeprefix(before)
    assert 0 < told.count("Traceback (most recent call last)") <= len(list(values_of_other_fields("")))
    assert "as before" in told
    assert "Uncaught app execution" not in told
    with place.visit() as client:
        assert "Something went wrong" not in client.run("metrics")
