"""The routes of what is live: `/live/<class>` tells a browser of changes in a class for as long as it listens, and an
instructor's fetches from `/live/<class>/<view>` what its page draws.

Whoever may not, and whoever asks for a class that does not exist, gets the same answer. What is sent is only ever
what to look at again: `{"topic": "pace"}`. The first is `all`, for whatever changed since the page was drawn.
"""

import gzip
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from uuid import UUID

from anyio import CapacityLimiter, to_thread
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app.classroom.digest import digest_of
from app.classroom.hosting import Audience, Hosting, NotAllowedError
from app.http.addresses import asking
from app.http.identity import COOKIE, Signer
from app.live.hub import EVERYTHING, Follower, Hub
from app.live.views import VIEWS, Drawn, Views
from lessons.waiting import Places

log = logging.getLogger("pixelwise")

PATH = "live"

_BEAT = 20.0  # seconds; `live_stream.js` takes a stream for lost after 50 without a word
_UNREAD = 30.0  # seconds that a browser may take to read what it was sent
_OF_ONE_BROWSER = 8  # its tabs share one for each class; some that it left may not have ended yet
_THREADS = 4


class Live:
    """What is live in this process.

    Args:
        signer: asked for at the first request, on a thread of its own; may raise where the records are away.
        hosting: the same.
        most: so many streams at once, of which one address has a share: that holds a class behind one router.
        beat: seconds between two signs of life on a stream that has nothing to tell.
    """

    def __init__(
        self, signer: Callable[[], Signer], hosting: Callable[[], Hosting], most: int, beat: float = _BEAT
    ) -> None:
        self._make_signer, self._make_hosting, self._beat = signer, hosting, beat
        self._signer: Signer | None = None
        self._hosting: Hosting | None = None
        self._hub, self._views = Hub(self._audience), Views()
        self._places, self._of_browser = Places(most), Counter[str]()
        self._threads, self._beginning = CapacityLimiter(_THREADS), CapacityLimiter(1)

    @property
    def streams(self) -> int:
        """How many streams there are now."""
        return self._of_browser.total()

    def routes(self, prefix: str) -> list[BaseRoute]:
        """The routes, behind this prefix."""
        place = f"{prefix}/{PATH}/{{classroom}}"
        return [
            Route(place, _App(self._stream), methods=["GET"]),
            Route(f"{place}/{{view}}", self._view, methods=["GET"]),
        ]

    async def _view(self, request: Request) -> Response:
        try:
            drawn = await self._drawn(request)
        except NotAllowedError:
            drawn = None
        except Exception as error:
            log.warning("nothing is drawn of a class, as the records are away: %s", error)
            return _later()
        if drawn is None:
            return _refused()
        headers = {"etag": drawn.etag, "cache-control": "no-cache", "vary": "cookie, accept-encoding"}
        if request.headers.get("if-none-match") == drawn.etag:
            return Response(status_code=304, headers=headers)
        body = drawn.packed
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
        else:
            body = gzip.decompress(body)
        return Response(body, media_type="application/json", headers=headers)

    async def _drawn(self, request: Request) -> Drawn | None:
        """The view that is asked for; None for whoever may not see it."""
        classroom, token = _classroom_in(request), await self._token_in(request)
        if classroom is None or token is None or request.path_params["view"] not in VIEWS:
            return None
        hosting = self._hosting
        assert hosting is not None
        ask = hosting.classrooms.teacher
        who = await to_thread.run_sync(ask, token, classroom, limiter=self._threads)
        return await self._views.get(request.path_params["view"], who, hosting) if who else None

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        with ExitStack() as held:
            try:
                response = await self._open_stream(HTTPConnection(scope), held)
            except Exception as error:
                log.warning("nobody is told of changes in a class, as the records are away: %s", error)
                response = _later()
            await response(scope, receive, send)

    async def _open_stream(self, request: HTTPConnection, held: ExitStack) -> Response:
        """The stream, or what refuses it. What it takes is given back as `held` ends."""
        classroom, token = _classroom_in(request), await self._token_in(request)
        if classroom is None or token is None:
            return _refused()
        digest = digest_of(token)
        if not self._take_place(digest, held):
            return _later()
        follower = held.enter_context(self._hub.following(classroom, digest))
        audience = await to_thread.run_sync(self._of_browser_in, token, classroom, limiter=self._threads)
        if digest not in audience.instructors | audience.students:
            return _refused()
        follower.instructs = digest in audience.instructors
        follower.tell({EVERYTHING})
        return EventSourceResponse(
            _events(follower),
            sep="\n",
            ping=self._beat,
            ping_message_factory=lambda: ServerSentEvent("", event="beat", sep="\n"),
            send_timeout=_UNREAD,
        )

    def _take_place(self, digest: str, held: ExitStack) -> bool:
        network = asking.get()
        if self._of_browser[digest] >= _OF_ONE_BROWSER or not self._places.take(network):
            return False
        held.callback(self._places.leave, network)
        self._of_browser[digest] += 1
        held.callback(self._leave, digest)
        return True

    def _leave(self, digest: str) -> None:
        self._of_browser[digest] -= 1
        if not self._of_browser[digest]:
            del self._of_browser[digest]

    async def _token_in(self, request: HTTPConnection) -> str | None:
        """The token of the browser that asks; None without a cookie that was signed here."""
        if self._signer is None:
            await to_thread.run_sync(self._begin, limiter=self._beginning)
        assert self._signer is not None
        return self._signer.token_in(request.cookies.get(COOKIE))

    def _begin(self) -> None:
        """Get what may ask the records first, and listen to changes; once."""
        if self._signer is None:
            signer, self._hosting = self._make_signer(), self._make_hosting()
            self._hosting.changes.listen(
                self._views.hear
            )  # first: who is told then fetches what is not stale
            self._hosting.changes.listen(self._hub.hear)
            self._signer = signer

    def _of_browser_in(self, token: str, classroom: UUID) -> Audience:
        assert self._hosting is not None
        return self._hosting.audiences.of_browser(token, classroom)

    def _audience(self, classroom: UUID) -> Audience:
        assert self._hosting is not None
        return self._hosting.audiences.of_class(classroom)


class _App:
    """An ASGI app, as a route takes one: a plain function would be done before its answer is sent."""

    def __init__(self, answer: ASGIApp) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(scope, receive, send)


async def _events(follower: Follower) -> AsyncIterator[ServerSentEvent]:
    while topics := await follower.take():
        for topic in topics:
            yield ServerSentEvent(json.dumps({"topic": topic}), sep="\n")


def _classroom_in(request: HTTPConnection) -> UUID | None:
    try:
        return UUID(request.path_params["classroom"])
    except ValueError:
        return None


def _refused() -> Response:
    return Response(status_code=404)


def _later() -> Response:
    return Response(status_code=503, headers={"retry-after": "20"})
