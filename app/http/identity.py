"""The cookie that says who a learner is: a random token, signed, so that nobody can make one up."""

import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Sequence
from http.cookies import SimpleCookie

from anyio import CapacityLimiter, fail_after, to_thread
from itsdangerous import BadSignature
from itsdangerous import Signer as StandardSigner
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.base_path import base_path
from app.settings import settings

COOKIE = "pixelwise"
_ONE_YEAR = 365 * 24 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_SIGNED = re.compile(rf"{_TOKEN.pattern}\.{_TOKEN.pattern}")
_PATIENCE = (
    6.0  # seconds that a page waits for the records to tell who opens it; a server out of reach takes 5
)
_THREADS = 4

log = logging.getLogger("pixelwise")


class Signer:
    """Signs tokens of 256 random bits, and tells those it signed from others.

    The signature of a token never changes, so neither does a cookie, by which a proxy may choose a replica.

    Args:
        keys: the newest signs, each is accepted.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._signer = StandardSigner(
            list(keys), salt="pixelwise cookie", key_derivation="hmac", digest_method=hashlib.sha256
        )

    def sign(self, token: str) -> str:
        """The cookie for this token."""
        return self._signer.sign(token).decode()

    def token_in(self, cookie: str | None) -> str | None:
        """The token, if it was signed here; None for a cookie that is missing, damaged or made up."""
        if cookie is None or not _SIGNED.fullmatch(cookie):
            return None
        try:
            return self._signer.unsign(cookie).decode()
        except BadSignature:
            return None


class IdentityCookie:
    """Gives a browser that opens a page a random 256-bit token, in a signed cookie no script can read.

    The token is all that says who a learner is; the database keeps only its hash. A visit renews the cookie for
    a year. A page opens without one where the records are out of reach and nobody can tell whose it is.

    Args:
        signer: asked once; may ask the records for the key.
        takes_unsigned: whether a token is a learner's from before cookies were signed, who has no signed one yet.
    """

    def __init__(
        self, app: ASGIApp, signer: Callable[[], Signer], takes_unsigned: Callable[[str], bool]
    ) -> None:
        self.app, self._make_signer, self._takes_unsigned = app, signer, takes_unsigned
        self._signer: Signer | None = None
        self._threads = CapacityLimiter(_THREADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the cookie to the answer of a request that opens a page."""
        if scope["type"] != "http" or not opens_a_page(scope):
            await self.app(scope, receive, send)
            return
        cookie = await self._renewed(HTTPConnection(scope).cookies.get(COOKIE))

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and cookie:
                MutableHeaders(scope=message).append("set-cookie", _set_cookie(cookie, scope))
            await send(message)

        await self.app(scope, receive, send_with_cookie)

    async def _renewed(self, cookie: str | None) -> str | None:
        """The cookie to send to a browser that has this one; None leaves the browser with what it has."""
        token = self._signer.token_in(cookie) if self._signer else None
        if self._signer is None or (token is None and cookie and _TOKEN.fullmatch(cookie)):
            try:  # The records answer when they can, so never on the thread that serves everybody.
                with fail_after(_PATIENCE):
                    return await to_thread.run_sync(
                        self._ask_records, cookie, abandon_on_cancel=True, limiter=self._threads
                    )
            except Exception as error:
                log.warning(
                    "a page opens without a cookie, as the records do not tell whose it is: %r", error
                )
                return None
        return self._signer.sign(token or secrets.token_urlsafe(32))

    def _ask_records(self, cookie: str | None) -> str:
        signer = self._make_signer()
        self._signer = signer
        token = signer.token_in(cookie)
        if token is None and cookie and _TOKEN.fullmatch(cookie) and self._takes_unsigned(cookie):
            token = cookie
        return signer.sign(token or secrets.token_urlsafe(32))


def opens_a_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show, not for a part of one."""
    return scope["method"] == "GET" and "text/html" in HTTPConnection(scope).headers.get("accept", "")


def _set_cookie(value: str, scope: Scope) -> str:
    cookie = SimpleCookie({COOKIE: value})
    morsel = cookie[COOKIE]
    # Another app on the same host neither sees this cookie nor replaces it with one of its own.
    morsel["path"], morsel["max-age"], morsel["samesite"] = base_path() or "/", str(_ONE_YEAR), "Lax"
    morsel["httponly"] = True
    if settings().secure_cookie or scope["scheme"] == "https":
        morsel["secure"] = True
    return morsel.OutputString()
