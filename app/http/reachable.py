"""At which address others in the room reach the app that this browser has open."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st

# An address for examples (https://www.rfc-editor.org/rfc/rfc5737), far away: to ask by which way it would be reached
# sends nothing.
_ELSEWHERE = ("203.0.113.1", 9)


@dataclass(frozen=True)
class Reachable:
    """`root`: the app's root at that address, ending in a slash.

    `only_here`: why only this machine reaches it: the server `listens` to nobody else, or is in no `network`; else "".
    `secure`: over HTTPS, without which browsers give a page no camera.
    """

    root: str
    only_here: Literal["", "listens", "network"]
    secure: bool


def reachable(page: str) -> Reachable:
    """For the address of a page of the app, as this browser has it: the same where it is not this machine's own."""
    parts = urlsplit(page)
    root = parts._replace(path=parts.path.rpartition("/")[0] + "/", query="", fragment="")
    secure = parts.scheme == "https"
    if not _is_this_machine(parts.hostname or ""):
        return Reachable(root.geturl(), "", secure)
    if _is_this_machine(st.get_option("server.address") or ""):
        return Reachable(root.geturl(), "listens", secure)
    found = network_address()
    if found is None:
        return Reachable(root.geturl(), "network", secure)
    port = f":{parts.port}" if parts.port else ""
    return Reachable(root._replace(netloc=found + port).geturl(), "", secure)


def network_address() -> str | None:
    """This machine's address in its network; None where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            found = probe.getsockname()[0]
        except OSError:
            return None
    return None if ip_address(found).is_loopback or ip_address(found).is_unspecified else found


def _is_this_machine(host: str) -> bool:
    """Whether only this machine finds itself under this name."""
    if host.rpartition(".")[2].lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
