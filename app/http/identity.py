"""The cookie that says who a learner is."""

import re
import secrets
from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.base_path import base_path
from app.settings import settings

COOKIE = "pixelwise"
_ONE_YEAR = 365 * 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


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
    # Another app on the same host neither sees this cookie nor replaces it with one of its own.
    morsel["path"], morsel["max-age"], morsel["samesite"] = base_path() or "/", str(_ONE_YEAR), "Lax"
    morsel["httponly"] = True
    if settings().secure_cookie or scope["scheme"] == "https":
        morsel["secure"] = True
    return morsel.OutputString()
