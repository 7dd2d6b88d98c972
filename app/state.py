"""The only place that touches `st.session_state` and cookies.

Everything remembered for one visitor goes through `recall`, `remember` and `forget`; who the
visitor is comes from the cookie, on every rerun (a session id is no identity: it can be adopted).
"""

import secrets
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.http.addresses import asking, network_of
from app.http.reachable import Reachable, reachable

_OWNER = "_owner"
_NAME = "_name"


def recall(name: str, default: Any = None) -> Any:
    """What this session remembers under `name`, or `default`. Widget values are found by their key."""
    return st.session_state.get(name, default)


def remember(name: str, value: Any) -> None:
    """Remember `value` under `name` until the session ends or its owner changes."""
    st.session_state[name] = value


def forget(name: str) -> None:
    """Forget what is remembered under `name`; nothing happens if there is nothing."""
    st.session_state.pop(name, None)


def forget_everything() -> None:
    """Start the session's memory afresh: its owner has become somebody else."""
    st.session_state.clear()


def session_id() -> str:
    """A name for this browser tab's session. It is no proof of who sits there."""
    name = recall(_NAME)
    if name is None:
        name = secrets.token_hex(8)
        remember(_NAME, name)
    return name


def belongs_to(owner: str) -> bool:
    """Make the session `owner`'s. Forgets everything first, and says so, if it was another's."""
    changed = st.session_state.get(_OWNER, owner) != owner
    if changed:
        forget_everything()
    st.session_state[_OWNER] = owner
    return changed


def cookie(name: str) -> str | None:
    """The cookie of this name as the browser sent it, or None."""
    return st.context.cookies.get(name)


def address() -> str | None:
    """The network address that the calling thread works for: a visit's script, or a request's worker.

    None where it is not known, and for this machine itself.
    """
    network = asking.get()
    # The thread that warms up works for nobody, and Streamlit would warn of it in the log.
    if network is None and get_script_run_ctx(suppress_warning=True) is not None:
        network = network_of(st.context.ip_address)
    return network


def reachable_at() -> Reachable | None:
    """At which address others in the room reach the app; None where the visitor's browser does not say its own."""
    return reachable(st.context.url) if st.context.url else None


def timezone() -> str | None:
    """The visitor's time zone as their browser names it, such as `Asia/Tokyo`; None where it does not."""
    return st.context.timezone


def page_address() -> str:
    """The address of the open page as the browser has it, without what follows a `?`; empty where it is not known."""
    return (st.context.url or "").partition("?")[0]
