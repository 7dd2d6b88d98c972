"""Whose visit it is: a Streamlit session belongs to the cookie that began it, and to nobody else.

A session's id is in the address of every upload, so it ends up in logs; it must not be a key to what is in
the session. Streamlit compares who reconnects with who began a session, by the headers that
`server.trustedUserHeaders` names. This middleware writes that header.
"""

import hashlib
import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg

from app.http.identity import COOKIE

HEADER = "x-pixelwise-visitor"
"""Who connects, in a header that only this middleware writes; `.streamlit/config.toml` names it too."""
KEY = "visitor"
"""Under which name Streamlit keeps what the header says."""

_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+\Z")
_REFUSAL = "This file was sent to a visit that is not yours; reload the page and choose it again."


class Visits:
    """Tells Streamlit who connects, and refuses to put files into another's visit, or to take them away.

    Who names another's session gets a new one, and the other's goes on undisturbed. So does a browser whose cookie
    has changed, or whose session was in another replica or ended long ago. One without cookies always gets a new
    one, as nothing tells it from any other.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on with the visitor's name; answer 403 to an upload into another's visit."""
        if scope["type"] == "websocket":
            visitor, session_id = _visitor(scope), _session_named(scope)
            scope = {**scope, "headers": [*scope["headers"]]}
            MutableHeaders(scope=scope)[HEADER] = visitor
            if session_id:
                receive = _opening_the_page(receive, visitor, session_id)
        elif scope["type"] == "http" and scope["method"] in {"PUT", "DELETE"}:
            upload = _UPLOAD.search(scope["path"])
            if upload and not _owns(_visitor(scope), upload[1]):
                await PlainTextResponse(_REFUSAL, status_code=403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _visitor(scope: Scope) -> str:
    """A name for who sends this cookie; without one, a name that nobody else ever has."""
    cookie = HTTPConnection(scope).cookies.get(COOKIE)
    return hashlib.sha256(f"visitor:{cookie}".encode()).hexdigest() if cookie else secrets.token_hex(32)


def _session_named(scope: Scope) -> str:
    """The session that a browser wants to go on with: the third of its "protocols"; "" for a new one."""
    protocols = HTTPConnection(scope).headers.get("sec-websocket-protocol", "").split(",")
    return protocols[2].strip() if len(protocols) > 2 else ""


def _owns(visitor: str, session_id: str) -> bool:
    """Whether this visitor began the session; False for one that is not connected."""
    session = runtime.get_instance().get_app_session(session_id) if runtime.exists() else None
    return session is not None and session.matches_user_info({KEY: visitor})


def _opening_the_page(receive: Receive, visitor: str, session_id: str) -> Receive:
    """A `receive` whose first message runs the whole page if the visitor could not go on with this session.

    The browser does not know yet that its session is a new one, and asks for a fragment of the page that it
    shows. Streamlit has no such fragment there and would leave the browser without any answer.
    """
    first = True

    async def opening() -> Message:
        nonlocal first
        message = await receive()
        if first and message.get("bytes"):
            first = False
            if not _owns(
                visitor, session_id
            ):  # Streamlit has connected it by now, to that session or another
                return {**message, "bytes": _without_fragment(message["bytes"])}
        return message

    return opening


def _without_fragment(data: bytes) -> bytes:
    """The message as a run of the whole page; what is no message stays as it is, for Streamlit to refuse."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except Exception:
        return data
    if not message.rerun_script.fragment_id:
        return data
    message.rerun_script.fragment_id = ""
    return message.SerializeToString()
