"""The page behind an instructor's link, `/teach/enter#SECRET`, and the request by which the secret reaches the server.

A secret that stood in a path or a query would be in logs, histories and `Referer` headers. In the fragment it stays in
the browser, whose script sends it in the body of a request that no other site can make a browser send.
"""

import json
import logging
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from app.http.addresses import asking
from app.http.front_page import background
from app.http.identity import COOKIE

log = logging.getLogger("pixelwise")

PATH = "teach/enter"
_TEMPLATE = Path(__file__).parent / "enter.html"
_MOST_BYTES = 1024
_THREADS = 4  # the database answers when it can, and whoever tries secrets keeps no thread from others

_WRONG = "This link does not work any more. Ask for the newest one: a new link ends the one before."
_NO_COOKIE = "This browser refuses cookies. Allow them for this address, and follow the link again."
_AWAY = "The class cannot be opened while the records are out of reach. Follow the link again in a moment."
_REFUSED = "This was not asked by the page of the link. Follow the link again."


class Refusal(Exception):  # noqa: N818 - an answer, not a mistake
    """Whoever asks is not let in now; the text says why."""


def teaching_link(
    prefix: str, title: str, script: str, enter: Callable[[str | None, str, str | None], str | None]
) -> Route:
    """The route of the page, and of its request.

    Args:
        prefix: the path behind which the app stands.
        title: what the browser's tab says.
        script: the address of the page's script, relative to the app's root.
        enter: lets the browser with this cookie, which asks from this network address, into the class of a secret, and
            gives the class's id; None for a wrong secret. Raises `PermissionError` for a cookie that is none, `Refusal`
            where too much was wrong before, and anything where the records are out of reach.
    """
    html = _TEMPLATE.read_text(encoding="utf-8")
    for name, value in {"title": escape(title), "background": background(), "script": script}.items():
        html = html.replace(f"{{{{{name}}}}}", value)
    limiter = CapacityLimiter(_THREADS)

    async def respond(request: Request) -> HTMLResponse | JSONResponse:
        if request.method != "POST":
            return HTMLResponse(html, headers={"cache-control": "no-store"})
        secret = await _secret_in(request) if _is_own(request) else None
        if secret is None:
            return _said(_REFUSED, 403)
        cookie, address = request.cookies.get(COOKIE), asking.get()
        try:
            classroom = await to_thread.run_sync(enter, cookie, secret, address, limiter=limiter)
        except PermissionError:
            return _said(_NO_COOKIE, 403)
        except Refusal as refusal:
            return _said(str(refusal), 429)
        except Exception as error:
            log.warning("a class cannot be opened by its link: %r", error)
            return _said(_AWAY, 503)
        if classroom is None:
            return _said(_WRONG, 403)
        return JSONResponse({"classroom": classroom}, headers={"cache-control": "no-store"})

    return Route(f"{prefix}/{PATH}", respond, methods=["GET", "POST"])


def _said(sentence: str, status: int) -> JSONResponse:
    return JSONResponse({"sentence": sentence}, status_code=status, headers={"cache-control": "no-store"})


def _is_own(request: Request) -> bool:
    """Whether a page of this very site asks, as its browser says. Another site's can make it send none of this."""
    headers = request.headers
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return False
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    # Browsers say it over HTTPS and to this machine only. A proxy may have taken HTTPS away, never the host.
    return origin is not None and urlsplit(origin).netloc == headers.get("host")


async def _secret_in(request: Request) -> str | None:
    """The secret in the body; None for a body that is too long, or is something else."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            return None
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    secret = value.get("secret") if isinstance(value, dict) else None
    return secret if isinstance(secret, str) and secret.isascii() else None
