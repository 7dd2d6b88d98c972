"""For which network address a request comes: what limits count by, where a cookie costs nothing."""

from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

asking: ContextVar[str | None] = ContextVar("asking", default=None)
"""The address of the request that is being answered, as `network_of` gives it. Worker threads have it too."""


def network_of(host: str | None) -> str | None:
    """The network of a browser: an IPv4 address, or an IPv6 address' first 64 bits, of which one household has all.

    None for this machine itself, and for what is no address: that tells nothing about who asks.
    """
    try:
        address = ip_address(host or "")
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return None if address.is_loopback else str(ip_network((address, 64), strict=False))
        address = address.ipv4_mapped
    return None if address.is_loopback else str(address)


class Addresses:
    """Finds out who asks, behind the proxies that are trusted, and sets `asking`.

    Args:
        proxies: the proxies' addresses and networks, separated by commas. What others say of whom they ask
            for is not believed.
    """

    def __init__(self, app: ASGIApp, proxies: str) -> None:
        self.app = app
        self._behind_proxies = ProxyHeadersMiddleware(self._note, proxies)  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the client's address in its `scope` put right."""
        await self._behind_proxies(scope, receive, send)  # type: ignore[arg-type]

    async def _note(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        before = asking.set(address_of(scope))
        try:
            await self.app(scope, receive, send)
        finally:
            asking.reset(before)


def address_of(scope: Scope) -> str | None:
    """The network that a request or a WebSocket comes from; None where that is not known."""
    client = HTTPConnection(scope).client
    return network_of(client.host if client else None)
