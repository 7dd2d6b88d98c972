"""A browser as Streamlit's server sees it: one cookie, one WebSocket, the elements of the open page.

It speaks the protocol of Streamlit's own front end (`streamlit/proto`): a page or a fragment is asked for with a
`BackMsg`, and comes as `ForwardMsg`s until one says that the script has finished. What the front end would keep and
say again (the state of each widget, the hashes of large messages it holds) is kept and said here too; nothing is drawn.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Origin, Subprotocol

_OUR_ERROR = "Something went wrong"


class FailedError(Exception):
    """The server did not answer, or answered with an error; the message says which."""


@dataclass(frozen=True)
class ShownWidget:
    """What is remembered of an element on the page.

    `fragment` is the fragment it belongs to, "" for the page itself; `options` are those of a radio; `data` is what a
    component of ours was sent, without the pixels that follow a packed header.
    """

    kind: str
    id: str
    fragment: str
    options: tuple[str, ...] = ()
    data: str = ""

    @property
    def name(self) -> str:
        """The widget's key as the script set it; "" for what is no widget."""
        return self.id.removeprefix("$$ID-")[33:]


class Browser:
    """One visitor's browser, connected to one app. Use it as an asynchronous context manager.

    `repeats` are the fragments of the page that are to run again every so many seconds.

    Raises `FailedError` from every method that waits for the server.
    """

    def __init__(self, url: str, http: httpx2.AsyncClient, patience: float) -> None:
        """`patience` is how many seconds an answer may take; then it counts as failed."""
        self.url, self._http, self._patience = url, http, patience
        self.page = ""
        self.shown: dict[tuple[int, ...], ShownWidget] = {}
        self._touched: set[tuple[int, ...]] = set()
        self._widgets: dict[str, WidgetState] = {}
        self._held: dict[str, ShownWidget | None] = {}
        self._used: list[set[str]] = [set(), set()]
        self._running: frozenset[str] = frozenset()
        self._rerun: set[tuple[int, ...]] = set()
        self._script = ""
        self._cookie = ""
        self.repeats: dict[str, float] = {}
        self._socket: ClientConnection | None = None

    @property
    def cookies(self) -> str:
        """The cookies that the server has set, as a browser sends them."""
        return self._cookie

    async def __aenter__(self) -> Browser:
        """Get the page's cookies and connect."""
        answer = await self._get(self.url, {}, {"accept": "text/html"})
        self._cookie = "; ".join(each.split(";")[0] for each in answer.headers.get_list("set-cookie"))
        try:
            self._socket = await self._connected()
        except (OSError, WebSocketException) as error:
            raise FailedError(f"no connection: {error}") from None
        return self

    async def _connected(self) -> ClientConnection:
        return await connect(
            f"{self.url.replace('http', 'ws', 1)}/_stcore/stream",
            origin=Origin(self.url),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": self._cookie},
            max_size=None,
            compression=None,
            ping_interval=None,
            open_timeout=self._patience,
        )

    async def __aexit__(self, *_: object) -> None:
        """Leave as a closed tab does."""
        if self._socket is not None:
            await self._socket.close()

    async def open(self, page: str) -> None:
        """Open this page; "" is the home page."""
        message = BackMsg()
        message.rerun_script.page_name = page
        self.page = page
        await self._run(message)

    def find(self, kind: str, name: str) -> list[ShownWidget]:
        """The elements of this kind whose name begins with `name`, from top to bottom."""
        return [each for each in self.shown.values() if each.kind == kind and each.name.startswith(name)]

    async def press(self, button: ShownWidget) -> None:
        """Press a button."""
        await self._send(button, WidgetState(id=button.id, trigger_value=True))

    async def submit(self, button: ShownWidget, radio: ShownWidget, index: int) -> None:
        """Press the button of a form in which this option of a radio was chosen."""
        self._widgets[radio.id] = WidgetState(id=radio.id, string_value=radio.options[index])
        await self.press(button)

    async def choose(self, radio: ShownWidget, index: int) -> None:
        """Choose an option of a radio or a select box."""
        await self._send(radio, WidgetState(id=radio.id, string_value=radio.options[index]))

    async def type(self, field: ShownWidget, text: str) -> None:
        """Type into a text field."""
        await self._send(field, WidgetState(id=field.id, string_value=text))

    async def tell(self, component: ShownWidget, name: str, message: Mapping[str, Any]) -> None:
        """Send what a component's JavaScript sends with `setStateValue`."""
        await self._send(component, WidgetState(id=component.id, json_value=json.dumps({name: message})))

    async def trigger(self, component: ShownWidget, event: str, value: Any) -> None:
        """Send what a component's JavaScript sends with `setTriggerValue`."""
        events = json.dumps([{"event": event, "value": value}])
        name = f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events"
        await self._send(component, WidgetState(id=name, json_trigger_value=events))

    async def repeat(self, fragment: str) -> None:
        """Run a fragment again that asked to run every so many seconds (`repeats`), as the front end does."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._script
        message.rerun_script.fragment_id = fragment
        message.rerun_script.is_auto_rerun = True
        message.rerun_script.widget_states.widgets.extend(self._widgets.values())
        await self._run(message)

    async def fetch(self, address: str, query: Mapping[str, str]) -> None:
        """Fetch an address beside the app's pages, as a component's JavaScript does.

        A server that is too busy for it says 503: the rerun that follows brings the same.
        """
        await self._get(f"{self.url}/{address}", query, {"cookie": self._cookie}, accepted=(200, 503))

    async def _get(
        self,
        url: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        accepted: tuple[int, ...] = (200,),
    ) -> httpx2.Response:
        """The answer, which must be in order."""
        try:
            answer = await self._http.get(
                url, params=dict(query), headers=dict(headers), timeout=self._patience
            )
        except httpx2.HTTPError as error:
            raise FailedError(f"no answer: {type(error).__name__}") from None
        if answer.status_code not in accepted:
            raise FailedError(f"/{url.split('/')[3]}… answered {answer.status_code}")
        return answer

    async def _send(self, element: ShownWidget, state: WidgetState) -> None:
        """Ask for the rerun that a changed widget asks for: of its fragment, or of the page."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self._script
        message.rerun_script.fragment_id = element.fragment
        if state.WhichOneof("value") not in ("trigger_value", "json_trigger_value"):
            self._widgets[state.id] = state
        message.rerun_script.widget_states.widgets.extend(self._widgets.values())
        if state.id not in self._widgets:
            message.rerun_script.widget_states.widgets.append(state)
        await self._run(message)

    async def _run(self, message: BackMsg) -> None:
        """Send a request for a run of the script, and read until that run has finished."""
        assert self._socket is not None
        message.rerun_script.cached_message_hashes.extend(self._held)
        self._touched = set()
        self._used = [set(), self._used[0]]
        try:
            await self._socket.send(message.SerializeToString())
            async with asyncio.timeout(self._patience):
                while not self._take(await self._socket.recv()):
                    pass
        except TimeoutError:
            raise FailedError(f"no answer within {self._patience:.0f} s") from None
        except ConnectionClosed as error:
            raise FailedError(f"the connection closed: {error}") from None
        self._tidy()

    def _tidy(self) -> None:
        """Forget what the run, of the page or of some fragments, has not shown again, as the front end does."""
        self.shown = {path: each for path, each in self.shown.items() if self._stays(path)}
        ids = {each.id for each in self.shown.values()}
        self._widgets = {name: state for name, state in self._widgets.items() if name in ids}
        if not self._running:
            in_use = self._used[0] | self._used[1]
            self._held = {name: each for name, each in self._held.items() if name in in_use}

    def _stays(self, path: tuple[int, ...]) -> bool:
        """Whether what stands here was shown again, or is no part of the fragments that ran."""
        inside = not self._running or any(path[: len(each)] == each for each in self._rerun)
        return path in self._touched or not inside

    def _take(self, content: str | bytes) -> bool:
        """Take one message in; whether it says that the run has finished for good."""
        assert isinstance(content, bytes)
        message = ForwardMsg()
        message.ParseFromString(content)
        kind, path = message.WhichOneof("type"), tuple(message.metadata.delta_path)
        if kind == "ref_hash":
            self._used[0].add(message.ref_hash)
            self._put(path, self._held[message.ref_hash])
        elif kind == "delta":
            if message.delta.WhichOneof("type") == "add_block" and message.delta.fragment_id in self._running:
                self._rerun.add(path)
            shown = self._read(message.delta)
            if message.metadata.cacheable:
                self._used[0].add(message.hash)
                self._held[message.hash] = shown
            self._put(path, shown)
        elif kind == "new_session":
            self._script = message.new_session.page_script_hash
            self._touched, self._rerun = set(), set()
            self._running = frozenset(message.metadata.run.fragment_ids)
            if not self._running:
                self.repeats.clear()
        elif kind == "auto_rerun":
            self.repeats[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.ScriptFinishedStatus.FINISHED_WITH_COMPILE_ERROR:
                raise FailedError("the script could not be compiled")
            return message.script_finished != ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
        return False

    def _put(self, path: tuple[int, ...], shown: ShownWidget | None) -> None:
        """Put an element in its place on the page."""
        if shown is not None:
            self.shown[path] = shown
            self._touched.add(path)

    def _read(self, delta: Delta) -> ShownWidget | None:
        """What is worth remembering of a delta; None for what cannot be used."""
        if delta.WhichOneof("type") != "new_element":
            return None
        element = delta.new_element
        kind = element.WhichOneof("type") or ""
        if kind == "exception" or (kind == "alert" and _OUR_ERROR in element.alert.body):
            said = element.alert.body or f"{element.exception.type}: {element.exception.message}"
            raise FailedError(f"an error stands on {self.page or 'the home page'}: {said}")
        proto: Any = getattr(element, kind) if kind else None
        name = getattr(proto, "id", "")
        if not name:
            return None
        data = (proto.json or _header(proto.bytes)) if kind == "bidi_component" else ""
        return ShownWidget(kind, name, delta.fragment_id, tuple(getattr(proto, "options", ())), data)


def _header(packed: bytes) -> str:
    """The JSON in front of packed arrays (`app/components/packing.py`)."""
    return packed[4 : 4 + int.from_bytes(packed[:4], "little")].decode()
