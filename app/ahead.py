"""Answers that a browser fetches by itself, ahead of the rerun that will bring them too.

A rerun makes Streamlit look through the whole page before and after it. A picture that follows the
pointer need not wait for that: the page says where it can be had, and the browser asks there at once.
Whatever goes wrong here, nothing is lost, for the rerun brings the same picture or says why it cannot.
"""

import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

log = logging.getLogger("pixelwise")

PATH = "ahead"

Answer = Callable[[Mapping[str, str]], bytes]
"""What is to be shown for what was asked, the query of the address, as a component's browser half reads it."""


class Ahead:
    """The answers on offer, each at an address that nobody can guess; the `most` asked for last are kept."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._tokens: dict[Hashable, str] = {}
        self._offered: OrderedDict[str, tuple[Hashable, Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def offer(self, key: Hashable, answer: Answer) -> str:
        """Where these answers can be had, relative to the app; the same for the same key. Any thread may call it.

        `key` names all that `answer` depends on. It runs on a thread of its own, outside of any visit, and raises
        LookupError for what cannot be asked, or where what it was about is gone. It must not hold a learner's
        picture: an offer outlives the visit.
        """
        with self._lock:
            token = self._tokens.setdefault(key, secrets.token_urlsafe(16))
            self._offered[token] = key, answer
            self._offered.move_to_end(token)
            while len(self._offered) > self._most:
                oldest, _ = self._offered.popitem(last=False)[1]
                del self._tokens[oldest]
            return f"{PATH}/{token}"

    async def respond(self, request: Request) -> Response:
        """The bytes for the query; 404 where nothing is on offer, 503 where it cannot be had now."""
        with self._lock:
            _, answer = self._offered.get(request.path_params["token"], (None, None))
        if answer is None:
            return Response(status_code=404)
        try:
            content = await run_in_threadpool(answer, request.query_params)
        except LookupError:
            return Response(status_code=404)
        except Exception as error:  # the rerun says what it was
            log.info("no answer ahead of the rerun: %s", error)
            return Response(status_code=503)
        return Response(content, media_type="application/octet-stream", headers={"cache-control": "no-store"})


def index_in(query: Mapping[str, str], name: str) -> int:
    """The whole number under this name, from 0 to 9999. Raises LookupError if there is none."""
    text = query.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise LookupError(f"{name} is no number.")
    return int(text)


ahead = Ahead()
