"""What every answer tells a browser to refuse: scripts, frames and connections that are not the app's own."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(frame_ancestors: str) -> str:
    """The Content-Security-Policy of every page.

    Args:
        frame_ancestors: which other sites may show the app in a frame, as the policy writes them: origins with
            spaces between them, or nothing.
    """
    inline = " ".join(_hash(script) for script in _INLINE.findall(_INDEX.read_text(encoding="utf-8")))
    return "; ".join(
        [
            "default-src 'self'",
            # Streamlit imports the few lines of a component from a blob; they import the module from the app. What
            # reads its messages is WebAssembly.
            f"script-src 'self' blob: 'wasm-unsafe-eval' {inline}",
            # Streamlit's front end writes its styles as the page runs, and so do charts and our own components.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            # The camera hands a photo on as a `data:` address, from which Streamlit's front end fetches it.
            "connect-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors 'self' {frame_ancestors}".strip(),
        ]
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


_OF_FRAMES = {b"samesite", b"secure", b"partitioned"}


class SafeHeaders:
    """Adds the policy and its like to every answer, and lets cookies into a frame where another site may show the app.

    Args:
        frame_ancestors: as for `policy`. If there are any, every cookie is for frames too: sent over HTTPS only, and
            kept apart for each site that shows the app.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self.app, self._framed = app, bool(frame_ancestors)
        self._headers = {
            "content-security-policy": policy(frame_ancestors),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the headers added to what is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if self._framed:
                    headers.raw[:] = [
                        (name, _for_frames(value)) if name == b"set-cookie" else (name, value)
                        for name, value in headers.raw
                    ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _for_frames(cookie: bytes) -> bytes:
    """The same cookie, as browsers want it from a site inside another: `SameSite=None; Secure; Partitioned`."""
    parts = [each.strip() for each in cookie.split(b";")]
    others = [each for each in parts if each.partition(b"=")[0].lower() not in _OF_FRAMES]
    return b"; ".join([*others, b"SameSite=None", b"Secure", b"Partitioned"])
