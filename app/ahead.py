"""Answers that a browser fetches by itself, ahead of the rerun that will bring them too.

A rerun makes Streamlit look through the whole page before and after it. A picture that follows the
pointer need not wait for that: the page says where it can be had, and the browser asks there at once.
Whatever goes wrong here, nothing is lost, for the rerun brings the same picture or says why it cannot.
"""

import logging
import secrets
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

log = logging.getLogger("pixelwise")

PATH = "ahead"

About = TypeVar("About")


class Offers:
    """The answers on offer, each at an address that nobody can guess; the `most` asked for last are kept."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._tokens: dict[Hashable, str] = {}
        self._offered: OrderedDict[str, tuple[Hashable, weakref.ref[Any], Callable[..., bytes]]] = (
            OrderedDict()
        )
        self._lock = threading.Lock()

    def offer(self, key: Hashable, about: About, answer: Callable[[About, Mapping[str, str]], bytes]) -> str:
        """Where these answers can be had, relative to the app; the same for the same key. Any thread may call it.

        `answer` is given what it is `about` and the query of the address, and returns what a component's browser
        half reads. It runs on a thread of its own, outside of any visit, and raises LookupError for what cannot
        be asked. `key` names all that it depends on. An offer outlives the visit, so `about`, which may be a
        learner's own picture, is not kept alive by it, and `answer` must not hold it either.
        """
        with self._lock:
            token = self._tokens.setdefault(key, secrets.token_urlsafe(16))
            self._offered[token] = key, weakref.ref(about), answer
            self._offered.move_to_end(token)
            while len(self._offered) > self._most:
                oldest, _, _ = self._offered.popitem(last=False)[1]
                del self._tokens[oldest]
            return f"{PATH}/{token}"

    async def respond(self, request: Request) -> Response:
        """The bytes for the query; 404 where nothing is on offer, 503 where it cannot be had now."""
        with self._lock:
            offered = self._offered.get(request.path_params["token"])
        about = offered[1]() if offered else None
        if offered is None or about is None:
            return Response(status_code=404)
        try:
            content = await run_in_threadpool(offered[2], about, request.query_params)
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


ahead = Offers()
