"""Pictures that a browser fetches by itself, ahead of the rerun that will bring them too.

A rerun runs the page's script, which takes tens of milliseconds. A picture that follows the pointer need not
wait for that: the page sends the browser an address, and the browser fetches the picture from there at once.
If that fails, nothing is lost: the rerun brings the same picture or says why it cannot.
"""

import logging
import secrets
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from app.http.addresses import asking
from lessons.waiting import Places

log = logging.getLogger("pixelwise")

PATH = "ahead"
_AT_ONCE, _WAITING = 4, 16

About = TypeVar("About")


class Offers:
    """Functions that answer the browser's requests, each at an address that nobody can guess.

    At most `most` of them are kept; the one that was offered longest ago makes room for a new one. A few requests
    are answered at once, on threads of their own: static files, which share Starlette's, never wait for them. A few
    more may wait, of which one address has a share.
    """

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._tokens: dict[Hashable, str] = {}
        self._offered: OrderedDict[str, tuple[Hashable, weakref.ref[Any], Callable[..., bytes]]] = (
            OrderedDict()
        )
        self._lock = threading.Lock()
        self._threads, self._places = CapacityLimiter(_AT_ONCE), Places(_AT_ONCE + _WAITING)

    def offer(self, key: Hashable, about: About, answer: Callable[[About, Mapping[str, str]], bytes]) -> str:
        """The address of these answers, relative to the app; the same for the same key. Any thread may call it.

        `answer(about, query)` gets the object that the answers are about and the query of the address, and returns
        the bytes that the component's JavaScript reads. It runs on a worker thread without a Streamlit session, and
        raises LookupError for a query that has no answer. `key` names everything that the answers depend on. An
        offer outlives the visit, so it holds only a weak reference to `about`, which may be a learner's own
        picture; `answer` must not hold a reference to it either.
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
        """The bytes for the query; 404 for an unknown address or query, 503 if `answer` failed or many wait."""
        with self._lock:
            offered = self._offered.get(request.path_params["token"])
        about = offered[1]() if offered else None
        if offered is None or about is None:
            return Response(status_code=404)
        network = asking.get()
        if not self._places.take(network):
            return Response(status_code=503)
        try:
            content = await to_thread.run_sync(offered[2], about, request.query_params, limiter=self._threads)
        except LookupError:
            return Response(status_code=404)
        except Exception as error:  # the rerun says what it was
            log.info("no answer ahead of the rerun: %s", error)
            return Response(status_code=503)
        finally:
            self._places.leave(network)
        return Response(content, media_type="application/octet-stream", headers={"cache-control": "no-store"})


def index_in(query: Mapping[str, str], name: str) -> int:
    """The whole number under this name, from 0 to 9999. Raises LookupError if there is none."""
    text = query.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise LookupError(f"{name} is no number.")
    return int(text)


ahead = Offers()
