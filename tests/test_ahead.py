"""Answers ahead of the rerun: had at an address nobody can guess, bounded, and silent where they cannot be had."""

import gc
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from app.ahead import PATH, Offers, index_in
from app.components.picture_probe import ahead_of
from lessons.waiting import Full


def client_of(ahead: Offers) -> TestClient:
    return TestClient(Starlette(routes=[Route(f"/{PATH}/{{token}}", ahead.respond)]))


class Street:
    """What the answers are about."""


STREET = Street()


def pixel(about: Street, query: Mapping[str, str]) -> bytes:
    assert isinstance(about, Street)
    row, column = index_in(query, "row"), index_in(query, "column")
    if row > 9:
        raise IndexError
    if column > 9:
        raise Full("full")
    return f"{row} {column}".encode()


def test_a_pixel_is_answered_at_the_address_on_offer():
    ahead = Offers()
    address = ahead.offer("street", STREET, pixel)
    answer = client_of(ahead).get(f"/{address}?row=3&column=7")
    assert answer.status_code == 200 and answer.content == b"3 7"
    assert answer.headers["cache-control"] == "no-store"


def test_an_address_stays_while_it_is_on_offer_and_is_another_for_another_key():
    ahead = Offers()
    first = ahead.offer("street", STREET, pixel)
    assert ahead.offer("street", STREET, lambda about, query: b"newer") == first
    assert client_of(ahead).get(f"/{first}?row=0&column=0").content == b"newer"
    assert ahead.offer("cells", STREET, pixel) != first
    assert len(first.removeprefix(f"{PATH}/")) >= 22  # 128 random bits


def test_what_it_is_about_is_not_kept_alive():
    ahead, street = Offers(), Street()
    address = ahead.offer("own", street, pixel)
    assert client_of(ahead).get(f"/{address}?row=0&column=0").status_code == 200
    del street
    gc.collect()
    assert client_of(ahead).get(f"/{address}?row=0&column=0").status_code == 404


def test_only_the_newest_offers_are_kept():
    ahead = Offers(most=2)
    old, second = ahead.offer("a", STREET, pixel), ahead.offer("b", STREET, pixel)
    ahead.offer("a", STREET, pixel)
    new = ahead.offer("c", STREET, pixel)
    client = client_of(ahead)
    statuses = [client.get(f"/{each}?row=0&column=0").status_code for each in (old, second, new)]
    assert statuses == [200, 404, 200]
    assert ahead.offer("b", STREET, pixel) != second


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("row=10&column=0", 404),
        ("row=0&column=10", 503),
        ("row=0", 404),
        ("", 404),
        ("row=-1&column=0", 404),
        ("row=1e3&column=0", 404),
        ("row=%D9%A3&column=0", 404),
        ("row=99999&column=0", 404),
    ],
)
def test_what_cannot_be_had_is_refused(query: str, status: int):
    ahead = Offers()
    assert client_of(ahead).get(f"/{ahead.offer('street', STREET, pixel)}?{query}").status_code == status


@given(st.text(max_size=8), st.text(max_size=8), st.text("abc/.%", min_size=1, max_size=20))
def test_nothing_that_is_asked_raises(row: str, column: str, token: str):
    ahead = Offers()
    address = ahead.offer("street", STREET, pixel)
    client = client_of(ahead)
    assert client.get(f"/{PATH}/x{token}", params={"row": row, "column": column}).status_code == 404
    assert client.get(f"/{address}", params={"row": row, "column": column}).status_code in (200, 404, 503)


def test_what_is_packed_holds_the_picture_and_its_name():
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    assert ahead_of(pixels, None).endswith(pixels.tobytes())
    assert ahead_of(pixels, (0, 1, 2, 3))[4:].startswith(b'{"pixels":"')
    assert ahead_of(pixels, None)[:64] != ahead_of(pixels + 1, None)[:64]
