"""Room for visits, one for each page that is open: how many a process holds, what one may ask, when it ends.

A visit is a WebSocket and the session behind it. It takes up to a few megabytes, and costs whoever opens it
nothing, so each limit here is for those who do not behave as a browser does.
"""

import asyncio
import logging
import re
import sys
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.http.addresses import asking
from app.http.identity import opens_a_page
from lessons.waiting import share_of

log = logging.getLogger("pixelwise")

_PAGE_CLOSED = {1000, 1001}  # what a browser says when the tab is closed or goes elsewhere
_TOO_BIG = 1009
_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*"')
_MOST_PARTS = 20_000
_MOST_BYTES = 2 * 2**20
_LARGE = 1024
_LONGEST_QUERY, _MOST_FILES = 4096, 16
_FULL = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="20">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Pixelwise is full</title>
<body style="font: 1.1rem/1.5 sans-serif; max-width: 34rem; margin: 20vh auto; padding: 0 1rem">
<p>So many pages are open here just now that there is no room for one more; this page tries again every 20 seconds.</p>
"""


@dataclass
class _Place:
    """What a visit has of the room: for which network, and its session once Streamlit has named it."""

    network: str | None
    session: str = ""


class Room:
    """Holds at most `most` visits, of which one network address has a share, and ends those that were left.

    A browser that closes a page, or reloads it, never comes back to its session: that goes after `after_close`
    seconds, in which a page that is taken back out of the browser's own memory may still return. A connection that
    was lost, by a laptop that sleeps or a network that fails, may be made again, and its session waits `after_loss`
    seconds, as long as there is room. Streamlit alone would keep both until somebody else comes or goes.

    Args:
        after_loss: must be less than Streamlit's own `server.disconnectedSessionTTL`.
        per_second: messages that a visit may send in the long run; before that, ten times as many at once. More
            are read later, and none from a browser that does not read what was sent to it.
        patience: seconds that a browser may take to read it; then the connection counts as lost.
    """

    def __init__(
        self,
        app: ASGIApp,
        most: int,
        after_close: float = 10,
        after_loss: float = 110,
        per_second: float = 20,
        patience: float = 60,
    ) -> None:
        self.app, self._most, self._share = app, most, share_of(most)
        self._after = {True: after_close, False: after_loss}
        self._per_second, self._patience = per_second, patience
        self._open: Counter[str | None] = Counter()
        self._holders: dict[str, _Place] = {}
        self._budgets: dict[str, Budget] = {}
        self._left: OrderedDict[str, tuple[str | None, asyncio.TimerHandle]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where there is no room, answer a page with one sentence and refuse a WebSocket."""
        if scope["type"] == "websocket" and scope["path"].endswith("/_stcore/stream"):
            await self._visit(scope, receive, send)
        elif scope["type"] == "http" and opens_a_page(scope) and not self._has_room(asking.get()):
            await HTMLResponse(_FULL, 503, {"retry-after": "20"})(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _has_room(self, network: str | None) -> bool:
        its_own = self._open[network] if network is not None else 0
        return its_own < self._share and self._open.total() < self._most

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        place = _Place(asking.get())
        if not self._has_room(place.network):
            log.warning("a visit was refused: %s are open", self._open.total())
            await receive()
            await send({"type": "websocket.close", "code": 1013})
            return
        self._open[place.network] += 1
        connection = _Connection(receive, send, self._per_second, self._patience)

        async def send_and_note(message: Message) -> None:
            if not place.session and (session := _session_in(message)):
                place.session = session
                self._holders[session] = place
                connection.budget.go_on_from(self._budgets.get(session))
                self._budgets[session] = connection.budget
                self._keep(session)
                self._make_room()
            await connection.send(message)

        try:
            await self.app(scope, connection.receive, send_and_note)
        finally:
            self._open[place.network] -= 1
            if not self._open[place.network]:
                del self._open[place.network]
            self._leave(place, connection.closed_by_browser)

    def _keep(self, session: str) -> None:
        """Let a session that waits live on: its browser is back."""
        if session in self._left:
            self._left.pop(session)[1].cancel()

    def _leave(self, place: _Place, closed: bool) -> None:
        """Let the session of a visit that ended wait, unless another connection has taken it over."""
        if self._holders.get(place.session) is not place:
            return
        del self._holders[place.session]
        timer = asyncio.get_running_loop().call_later(self._after[closed], self._end, place.session)
        self._left[place.session] = place.network, timer
        self._make_room()

    def _make_room(self) -> None:
        """End sessions that wait while there are too many: of the network that left the most, the oldest first."""
        while self._left and self._open.total() + len(self._left) > self._most:
            networks = Counter(network for network, _ in self._left.values())
            [(busiest, _)] = networks.most_common(1)
            self._end(next(session for session, (network, _) in self._left.items() if network == busiest))

    def _end(self, session: str) -> None:
        self._keep(session)
        self._budgets.pop(session, None)
        if runtime.exists() and not runtime.get_instance().is_active_session(session):
            runtime.get_instance().close_session(session)


def allow_files(visits: int) -> None:
    """Let this process open as many files as so many visits need; systems start a program with 1,024 or 256.

    A visit takes four: its connection, and three of the event loop that Streamlit makes for its session.
    """
    if sys.platform == "win32":
        return
    import resource

    lower, upper = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * 2 * visits + 1024  # visits that were left count as well
    if upper != resource.RLIM_INFINITY:
        wanted = min(wanted, upper)
    if lower != resource.RLIM_INFINITY and lower < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, upper))


class _Connection:
    """One WebSocket, its messages paced and looked at."""

    def __init__(self, receive: Receive, send: Send, per_second: float, patience: float) -> None:
        self._receive, self._send, self._patience = receive, send, patience
        self._per_second, self._at_once = per_second, 10 * per_second
        self._allowance, self._counted_at = self._at_once, time.monotonic()
        self._writable = asyncio.Event()
        self._writable.set()
        self.closed_by_browser = False
        self.budget = Budget()

    async def send(self, message: Message) -> None:
        """Send, and note how long the browser takes to read."""
        self._writable.clear()
        try:
            await self._send(message)
        finally:
            self._writable.set()

    async def receive(self) -> Message:
        """The next message, when it is its turn; the connection counts as lost after one that no browser sends."""
        try:
            async with asyncio.timeout(self._patience):
                await self._writable.wait()
        except TimeoutError:
            return {"type": "websocket.disconnect", "code": 1006}
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self.closed_by_browser = message.get("code") in _PAGE_CLOSED
        elif message["type"] == "websocket.receive":
            await self._wait_for_turn()
            if not self.budget.allows(message.get("bytes") or b""):
                log.warning("a message with more than a page ever sends ended a connection")
                await self._send({"type": "websocket.close", "code": _TOO_BIG})
                return {"type": "websocket.disconnect", "code": _TOO_BIG}
        return message

    async def _wait_for_turn(self) -> None:
        now = time.monotonic()
        self._allowance += (now - self._counted_at) * self._per_second
        self._allowance = min(self._allowance, self._at_once) - 1
        self._counted_at = now
        if self._allowance < 0:
            await asyncio.sleep(-self._allowance / self._per_second)


class Budget:
    """What the values of a visit's widgets may take of the process' memory: more than any of our pages needs.

    Streamlit limits one message, but keeps the value of each widget: a message for each would fill the session. And
    a list of a million empty lists has 3 MB as JSON, 70 MB in Python; so would have a query of a million names.
    """

    def __init__(self) -> None:
        self._large: dict[str, int] = {}

    def go_on_from(self, earlier: "Budget | None") -> None:
        """Count what came over an earlier connection of the same session too."""
        if earlier is not None:
            self._large = earlier._large | self._large

    def allows(self, content: bytes) -> bool:
        """Whether a message keeps to the budget; what it says is counted if it does."""
        message = BackMsg()
        try:
            message.ParseFromString(content)
        except Exception:  # Streamlit says what is wrong with it.
            return True
        rerun, parts, large = message.rerun_script, 0, dict(self._large)
        for widget in rerun.widget_states.widgets:
            size = widget.ByteSize()
            if size < _LARGE:
                large.pop(widget.id, None)
                continue
            large[widget.id] = size
            text = widget.json_value or widget.json_trigger_value
            if _count_of_parts(text) > _LARGE:  # most have few; a text in quotes may have many commas
                parts += _count_of_parts(_TEXTS.sub("", text))
        allowed = parts <= _MOST_PARTS and sum(large.values()) <= _MOST_BYTES
        files = len(message.file_urls_request.file_names)  # Streamlit makes an address for each
        if not allowed or len(rerun.query_string) > _LONGEST_QUERY or files > _MOST_FILES:
            return False
        self._large = large
        return True


def _count_of_parts(text: str) -> int:
    return text.count("[") + text.count("{") + text.count(",")


def _session_in(message: Message) -> str:
    """The session that a message to the browser names, if it does."""
    content = message.get("bytes")
    if not content:
        return ""
    return ForwardMsg.FromString(content).new_session.initialize.session_id
