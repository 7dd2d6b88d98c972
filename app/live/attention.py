"""The routes of the bar at the foot of a student's page: what goes on in the class, and their answer to its poll."""

import json
import logging
from collections.abc import Callable
from uuid import UUID

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.classroom import Records, RecordsError
from app.classroom.hosting import Hosting, NotAllowedError
from app.http.identity import COOKIE, Signer
from app.live.now import now_of

log = logging.getLogger("pixelwise")

_THREADS = 4
_MOST_BYTES = 1024  # of an answer to a poll


class Attention:
    """What a class asks of its students' attention, as their browsers ask for it.

    Args:
        signer: called on a thread of its own; may raise where the records are away. So may the next two.
        records: tell which learner a browser acts for.
        hosting: the classes.
    """

    def __init__(
        self, signer: Callable[[], Signer], records: Callable[[], Records], hosting: Callable[[], Hosting]
    ) -> None:
        self._signer, self._records, self._hosting = signer, records, hosting
        self._threads = CapacityLimiter(_THREADS)

    def routes(self, prefix: str) -> list[BaseRoute]:
        """The routes, behind this prefix: below the address of the class's stream."""
        return [
            Route(f"{prefix}/live/{{classroom:uuid}}/now", self._now, methods=["GET"]),
            Route(f"{prefix}/live/{{classroom:uuid}}/poll", self._poll, methods=["POST"]),
        ]

    async def _now(self, request: Request) -> Response:
        """What goes on, for the student whose browser asks."""

        def look(learner: UUID, classroom: UUID) -> Response:
            answer = now_of(self._hosting(), learner, classroom)
            return JSONResponse(answer, headers={"cache-control": "no-store"})

        return await self._for_student(request, look)

    async def _poll(self, request: Request) -> Response:
        """Take a student's answer to the poll."""
        chosen = await _chosen(request)
        if chosen is None:
            return Response(status_code=400)

        def answer(learner: UUID, classroom: UUID) -> Response:
            self._hosting().polls.answer(learner, classroom, *chosen)
            return Response(status_code=204)

        return await self._for_student(request, answer)

    async def _for_student(self, request: Request, work: Callable[[UUID, UUID], Response]) -> Response:
        """What `work` makes for the learner who asks and the class in the address; the same for all who may not."""
        cookie, classroom = request.cookies.get(COOKIE), request.path_params["classroom"]

        def begin() -> Response:
            token = self._signer().token_in(cookie)
            learner = self._records().learner_of(token) if token else None
            if learner is None:
                return Response(status_code=404)
            try:
                return work(learner, classroom)
            except (NotAllowedError, ValueError):
                return Response(status_code=404)

        try:
            return await to_thread.run_sync(begin, limiter=self._threads)
        except RecordsError as error:
            log.warning("a student's page is not told what goes on, as the records are away: %s", error)
            return Response(status_code=503, headers={"retry-after": "5"})


async def _chosen(request: Request) -> tuple[UUID, int] | None:
    """The poll and the option that a request names; None for what no page of ours sends.

    A page of another site cannot send JSON here: its browser would ask first, and is not told that it may.
    """
    if request.headers.get("content-type") != "application/json":
        return None
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > _MOST_BYTES:
                return None
        message = json.loads(body)
        poll, option = UUID(message["poll"]), message["option"]
    except (ClientDisconnect, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return (poll, option) if type(option) is int else None
