"""A visitor without a browser: it speaks Streamlit's own protocol over a WebSocket, and may forge what it says."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

_COOKIE = re.compile(r"pixelwise=([^;]+)")
_KEYED = re.compile(r"\$\$ID-[0-9a-f]{32}-(?!None$)(.+)")
_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def new_cookie(url: str, cookie: str = "") -> str:
    """The identity cookie that a browser gets from opening a page; it sends `cookie` if it has one already."""
    headers = {"Accept": "text/html"} | ({"Cookie": f"pixelwise={cookie}"} if cookie else {})
    with urlopen(Request(url, headers=headers), timeout=20) as answer:
        match = _COOKIE.search("; ".join(answer.headers.get_all("set-cookie") or []))
    assert match is not None
    return match[1]


@dataclass(frozen=True)
class Shown:
    """An element with a key, as a page showed it: its id, the fragment it belongs to, and all that it says."""

    id: str
    fragment: str
    element: Any


class Client:
    """One visit. `session` is the id of the Streamlit session to go on with, as a browser that reconnects has it.

    `session` tells the visit's id afterwards, and `shown` the elements that have a key, by their keys.
    """

    def __init__(
        self, url: str, cookie: str = "", session: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        self.session = session
        self.shown: dict[str, Shown] = {}
        protocols = ["streamlit", "no-token", *([session] if session else [])]
        self._connection = connect(
            f"{url.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=[Subprotocol(each) for each in protocols],
            additional_headers=({"Cookie": f"pixelwise={cookie}"} if cookie else {}) | dict(headers or {}),
            max_size=None,
        )

    def __enter__(self) -> Self:
        self._socket = self._connection.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.__exit__(kind, error, trace)

    def send(
        self, page: str = "", *, fragment: str = "", widgets: Sequence[WidgetState] = (), query: str = ""
    ) -> None:
        """Ask for a run and do not wait: a fragment that the session does not have is never answered."""
        message = BackMsg()
        message.rerun_script.page_name, message.rerun_script.fragment_id = page, fragment
        message.rerun_script.widget_states.widgets.extend(widgets)
        message.rerun_script.query_string = query
        self._socket.send(message.SerializeToString())

    def run(
        self, page: str = "", *, fragment: str = "", widgets: Sequence[WidgetState] = (), query: str = ""
    ) -> str:
        """Run a page, or a fragment of the one that is shown, with these widgets; all that came, as text."""
        self.send(page, fragment=fragment, widgets=widgets, query=query)
        return self._answer()

    def open(self, page: str) -> None:
        """Run a page with the book open and come near each of its sections, so that all are sent."""
        self.run(page, query="book=open")
        for key in [key for key in self.shown if key.startswith("in_view:")]:
            self.tell(key, {"wanted": "near"})

    def press(self, key: str) -> str:
        """Press the button with this key."""
        button = self.shown[key]
        return self.run(fragment=button.fragment, widgets=[WidgetState(id=button.id, trigger_value=True)])

    def tell(self, key: str, values: object) -> str:
        """Send these values as the browser component with this key would."""
        component = self.shown[key]
        state = WidgetState(id=component.id, json_value=json.dumps(values))
        return self.run(fragment=component.fragment, widgets=[state])

    def _answer(self) -> str:
        messages: list[ForwardMsg] = []
        while True:
            data = self._socket.recv(timeout=60)
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            messages.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._note(message.delta)
            elif kind == "script_finished" and message.script_finished in _FINISHED:
                return "".join(map(str, messages))

    def _note(self, delta: Delta) -> None:
        element = getattr(delta.new_element, delta.new_element.WhichOneof("type") or "empty")
        match = _KEYED.fullmatch(getattr(element, "id", ""))
        if match:
            self.shown[match[1]] = Shown(match[0], delta.fragment_id, element)
