"""At which address a room reaches the app."""

from collections.abc import Iterator
from ipaddress import ip_address

import pytest
import streamlit as st
from streamlit.config import set_option

from app.http.reachable import Reachable, network_address, reachable


@pytest.fixture
def listens_to() -> Iterator[None]:
    before = st.get_option("server.address")
    yield
    set_option("server.address", before)


@pytest.mark.parametrize(
    ("page", "root", "secure"),
    [
        ("https://www.example.org/seg/lesson/teach", "https://www.example.org/seg/lesson/", True),
        ("http://192.168.1.20:8501/teach", "http://192.168.1.20:8501/", False),
        ("http://lesson.local:8501/teach?class=1#a", "http://lesson.local:8501/", False),
    ],
)
def test_an_address_of_the_network_stays_as_the_browser_has_it(page: str, root: str, secure: bool) -> None:
    assert reachable(page) == Reachable(root, "", secure)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "lesson.localhost"])
def test_this_machines_own_address_becomes_that_of_its_network(host: str, listens_to: None) -> None:
    set_option("server.address", "0.0.0.0")
    found, here = network_address(), f"http://{host}:8501/seg/"
    wanted = Reachable(f"http://{found}:8501/seg/", "", False) if found else Reachable(here, "network", False)
    assert reachable(f"{here}teach") == wanted
    set_option("server.address", "127.0.0.1")
    assert reachable(f"{here}teach") == Reachable(here, "listens", False)


def test_the_address_in_the_network_is_one_that_others_can_use() -> None:
    found = network_address()
    assert found is None or not (ip_address(found).is_loopback or ip_address(found).is_unspecified)
