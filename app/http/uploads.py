"""Uploaded pictures: how large, how slow and how many may be, and which of them stay in memory."""

import asyncio
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from weakref import WeakValueDictionary

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from app.http.addresses import asking
from lessons.waiting import Places, share_of

MOST_BYTES = 6_000_000
"""The largest file that may be uploaded."""
_MOST_BODY = MOST_BYTES + 16_384  # the form around the file: its boundaries, its headers, a long name
_UPLOADED = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)\Z")


class Uploads:
    """The uploaded files that Streamlit holds: the newest of each visit, and at most `most` in all.

    Streamlit itself would hold every file of a visit until the visit ends. A page reads a file once, as soon
    as it has arrived, so removing it later loses nothing. Safe to call from any thread.
    """

    def __init__(self, remove: Callable[[str, str], None], most: int) -> None:
        self._remove, self._most = remove, most
        self._held: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def came(self, visit: str, file: str) -> None:
        """Note a new file. Removes the visit's older one, and the oldest of all while there are more than `most`."""
        with self._lock:
            older = self._held.pop(visit, file)
            self._held[visit] = file
            surplus = [(visit, older)] if older != file else []
            while len(self._held) > self._most:
                surplus.append(self._held.popitem(last=False))
        for each in surplus:
            self._remove(*each)

    def let_go(self, file: str) -> None:
        """Remove this file: it has been read."""
        with self._lock:
            visit = next((visit for visit, newest in self._held.items() if newest == file), None)
            if visit is None:
                return
            del self._held[visit]
        self._remove(visit, file)


def _remove_from_streamlit(visit: str, file: str) -> None:
    if runtime.exists():
        manager = runtime.get_instance().uploaded_file_mgr
        assert isinstance(manager, MemoryUploadedFileManager)  # the only one that Streamlit has
        manager.remove_file(visit, file)


uploads = Uploads(_remove_from_streamlit, most=16)


class UploadLimit:
    """Lets files of up to 6 MB through to Streamlit, a few at a time, and no slow ones.

    Streamlit takes a file from any page and of any type; whether it is a picture is found out where
    it is read (`lessons.scenes.uploads`). A length is not believed: bytes are counted as they come.
    The form around a file is parsed on the event loop, piece by piece, and everybody else has a turn after each.
    One address has a share of the files that come at once, and of those that wait: a whole class may send its
    pictures at the same moment.
    """

    def __init__(
        self,
        app: ASGIApp,
        uploads: Uploads = uploads,
        at_once: int = 8,
        seconds: float = 60,
        waiting: int = 400,
    ) -> None:
        self.app, self._uploads, self._seconds = app, uploads, seconds
        self._at_once, self._waiting = asyncio.Semaphore(at_once), Places(at_once + waiting)
        self._most_of_one = share_of(at_once)
        self._of_one: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an upload on or answer it with one sentence: 413 too large, 408 too slow, 503 too many wait."""
        if scope["type"] != "http" or scope["method"] != "PUT" or "/_stcore/upload" not in scope["path"]:
            await self.app(scope, receive, send)
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            where = _UPLOADED.search(scope["path"])
            if message["type"] == "http.response.start" and message["status"] == 204 and where:
                self._uploads.came(where[1], where[2])
            await send(message)

        network = asking.get()
        if not self._waiting.take(network):
            sentence = "Many files are being sent just now; try again in a moment."
            await PlainTextResponse(sentence, status_code=503)(scope, receive, send)
            return
        try:
            if _announced_length(scope) > _MOST_BODY:
                raise _TooLargeError
            async with self._share(network), self._at_once, asyncio.timeout(self._seconds):
                await self.app(scope, _count_bytes(receive), send_and_note)
        except (_TooLargeError, TimeoutError) as error:
            if started:
                raise
            await self._refusal(error)(scope, receive, send)
        finally:
            self._waiting.leave(network)

    def _share(self, network: str | None) -> AbstractAsyncContextManager[None]:
        """What an address' uploads wait for before they wait for a place among all."""
        if network is None:
            return nullcontext()
        return self._of_one.setdefault(network, asyncio.Semaphore(self._most_of_one))

    def _refusal(self, error: Exception) -> Response:
        if isinstance(error, TimeoutError):
            sentence = f"The file took longer than {self._seconds:.0f} seconds; choose a smaller one."
            return PlainTextResponse(sentence, status_code=408)
        sentence = f"The file is too large; choose one of at most {MOST_BYTES // 10**6} MB."
        return PlainTextResponse(sentence, status_code=413)


class _TooLargeError(Exception):
    """The request has more bytes than the largest file and the form around it."""


def _announced_length(scope: Scope) -> int:
    """The length that the request claims; 0 where it claims none, or nonsense."""
    try:
        return int(HTTPConnection(scope).headers.get("content-length", "0"))
    except ValueError:
        return 0


def _count_bytes(receive: Receive) -> Receive:
    """A `receive` that passes on the same messages, one in each turn of the event loop: they may all be there already.

    It raises `_TooLargeError` once they exceed `_MOST_BODY`.
    """
    received = 0

    async def counting() -> Message:
        nonlocal received
        await asyncio.sleep(0)
        message = await receive()
        received += len(message.get("body", b""))
        if received > _MOST_BODY:
            raise _TooLargeError
        return message

    return counting
