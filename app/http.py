"""What stands between the browser and Streamlit: identity cookie, limits on uploads, static files."""

import asyncio
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from app.settings import settings

COOKIE = "pixelwise"
_ONE_YEAR = 365 * 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

MOST_BYTES = 6_000_000
"""The largest file that may be uploaded."""
_MOST_BODY = MOST_BYTES + 16_384  # the form around the file: its boundaries, its headers, a long name
_UPLOADED = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)\Z")


def is_token(text: str | None) -> bool:
    """Whether this looks like one of our tokens: 256 random bits in URL-safe base64."""
    return text is not None and _TOKEN.fullmatch(text) is not None


class IdentityCookie:
    """Gives a browser that opens a page a random 256-bit token, in a cookie no script can read.

    The token is all that says who a learner is; the database keeps only its hash. A visit renews
    the cookie for a year.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the cookie to the answer of a request that opens a page."""
        if scope["type"] != "http" or not self._opens_a_page(scope):
            await self.app(scope, receive, send)
            return
        token = HTTPConnection(scope).cookies.get(COOKIE)
        header = _set_cookie(token if token and is_token(token) else secrets.token_urlsafe(32), scope)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", header)
            await send(message)

        await self.app(scope, receive, send_with_cookie)

    @staticmethod
    def _opens_a_page(scope: Scope) -> bool:
        accepts = HTTPConnection(scope).headers.get("accept", "")
        return scope["method"] == "GET" and "text/html" in accepts


def _set_cookie(token: str, scope: Scope) -> str:
    cookie = SimpleCookie({COOKIE: token})
    morsel = cookie[COOKIE]
    morsel["path"], morsel["max-age"], morsel["samesite"] = "/", str(_ONE_YEAR), "Lax"
    morsel["httponly"] = True
    if settings().secure_cookie or scope["scheme"] == "https":
        morsel["secure"] = True
    return morsel.OutputString()


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
    """

    def __init__(
        self, app: ASGIApp, uploads: Uploads = uploads, at_once: int = 8, seconds: float = 60
    ) -> None:
        self.app, self._uploads, self._seconds = app, uploads, seconds
        self._places = asyncio.Semaphore(at_once)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an upload on or answer it with one sentence: 413 too large, 408 too slow."""
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

        try:
            if _announced_length(scope) > _MOST_BODY:
                raise _TooLargeError
            async with self._places, asyncio.timeout(self._seconds):
                await self.app(scope, _count_bytes(receive), send_and_note)
        except (_TooLargeError, TimeoutError) as error:
            if started:
                raise
            await self._refusal(error)(scope, receive, send)

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
    """A `receive` that passes on the same messages, and raises `_TooLargeError` once they exceed `_MOST_BODY`."""
    received = 0

    async def counting() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > _MOST_BODY:
            raise _TooLargeError
        return message

    return counting


class CachedFiles(StaticFiles):
    """Static files a browser may keep: for good where the address carries a version, else an hour."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        lasts = f"max-age={_ONE_YEAR}, immutable" if b"v=" in scope["query_string"] else "max-age=3600"
        response.headers["cache-control"] = f"public, {lasts}"
        return response
