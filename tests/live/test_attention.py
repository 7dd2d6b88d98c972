"""What a student's page is told of the class, and the answer it sends to a poll."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.classroom import Records, RecordsError
from app.classroom.hosting import Hosting
from app.http.identity import COOKIE, Signer
from app.live import Attention
from tests.classroom.hosting.conftest import OTHER, OWNER, STUDENT, Room, room
from tests.live.conftest import KEY

__all__ = ["room"]


@pytest.fixture
def client(records: Records, hosting: Hosting) -> Iterator[TestClient]:
    routes = Attention(lambda: Signer([KEY]), lambda: records, lambda: hosting).routes("/seg")
    with TestClient(Starlette(routes=routes)) as client:
        yield client


def as_(client: TestClient, token: str | None) -> TestClient:
    client.cookies.clear()
    if token:
        client.cookies.set(COOKIE, Signer([KEY]).sign(token))
    return client


def now(client: TestClient, room: Room, token: str = STUDENT) -> dict[str, Any]:
    answer = as_(client, token).get(f"/seg/live/{room.id}/now")
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
    return answer.json()


def vote(client: TestClient, room: Room, poll: object, option: object, token: str = STUDENT) -> int:
    address = f"/seg/live/{room.id}/poll"
    return as_(client, token).post(address, json={"poll": str(poll), "option": option}).status_code


def test_a_page_is_told_what_the_instructor_points_at(
    client: TestClient, hosting: Hosting, room: Room
) -> None:
    told = now(client, room)
    assert told.pop("clock") > 1.7e12
    assert told == {
        "look_here": False,
        "message": "",
        "section": None,
        "timer_ends": 0,
        "poll": None,
        "answers": [],
    }
    hosting.pacing.look_here(room.owner, True, "Look")
    hosting.pacing.point_at(room.owner, "metrics/trap")
    hosting.pacing.start_timer(room.owner, timedelta(minutes=2))
    told = now(client, room)
    assert told["look_here"] and told["message"] == "Look"
    assert told["section"]["path"] == "metrics?section=trap"
    assert "Metrics" in told["section"]["title"]
    assert 110_000 < told["timer_ends"] - told["clock"] <= 120_000
    hosting.pacing.point_at(room.owner, "metrics/gone")
    assert now(client, room)["section"] is None


def test_a_poll_is_answered_and_its_outcome_shown_when_it_is_closed(
    client: TestClient, hosting: Hosting, room: Room
) -> None:
    poll = hosting.polls.open(room.owner, "which_flavour", 7, "Which?", ("A", "B"), 1).id
    assert vote(client, room, poll, 1) == 204
    assert vote(client, room, poll, 0, OTHER) == 204
    asked = now(client, room)["poll"]
    assert (asked["chosen"], asked["counts"], asked["right"]) == (1, [], -1)
    hosting.polls.close(room.owner)
    assert vote(client, room, poll, 0) == 404
    asked = now(client, room)["poll"]
    assert (asked["chosen"], asked["counts"], asked["right"]) == (1, [1, 1], 1)


def test_words_of_a_poll_are_shown_and_do_nothing(client: TestClient, hosting: Hosting, room: Room) -> None:
    words = "**So** <img src=x onerror=alert(1)> [link](https://elsewhere.example) ![](//elsewhere.example/x)"
    words += "\n\n| a |\n|---|\n| 1 |"
    hosting.polls.open(room.owner, "which_flavour", 7, words, ("`A`", "<b>B</b>"), 1)
    asked = now(client, room)["poll"]
    assert "<strong>So</strong>" in asked["question"] and "<table>" in asked["question"]
    assert "<img" not in asked["question"] and "<a " not in asked["question"]
    assert asked["options"] == ["<code>A</code>", "&lt;b&gt;B&lt;/b&gt;"]


def test_an_answered_hand_comes_to_the_student_who_raised_it(
    client: TestClient, hosting: Hosting, room: Room
) -> None:
    hand = hosting.help.raise_hand(room.student, room.id, "mean_iou", "blanks", "?", "pass")
    assert now(client, room)["answers"] == []
    hosting.help.answer(room.owner, hand, "Count each class once.")
    [answer] = now(client, room)["answers"]
    assert answer["answer"] == "Count each class once." and answer["path"] == "metrics?exercise=mean_iou"
    assert now(client, room, OTHER)["answers"] == []


def test_whoever_may_not_gets_the_same_answer_as_for_no_class(
    client: TestClient, hosting: Hosting, room: Room
) -> None:
    poll = hosting.polls.open(room.owner, "which_flavour", 7, "Which?", ("A", "B"), 1).id
    for token in (
        None,
        "y" * 43,
        "x" * 43,
        OWNER,
    ):  # no cookie, nobody, a learner elsewhere, who only teaches
        for address in (f"/seg/live/{room.id}/now", f"/seg/live/{uuid4()}/now"):
            assert as_(client, token).get(address).status_code == 404
    assert vote(client, room, poll, 1, "x" * 43) == 404
    assert as_(client, STUDENT).get("/seg/live/no-class/now").status_code == 404
    client.cookies.clear()
    client.cookies.set(COOKIE, f"{STUDENT}.{'a' * 43}")
    assert client.get(f"/seg/live/{room.id}/now").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"poll": 7}',
        b'{"poll": "x", "option": 1}',
        b'{"option": 1}',
        b"[" * 900,
        b"x" * 5000,
    ],
)
def test_what_no_page_sends_is_refused(client: TestClient, room: Room, body: bytes) -> None:
    json = {"content-type": "application/json"}
    answer = as_(client, STUDENT).post(f"/seg/live/{room.id}/poll", content=body, headers=json)
    assert answer.status_code == 400


def test_a_form_of_another_site_is_refused(client: TestClient, hosting: Hosting, room: Room) -> None:
    poll = hosting.polls.open(room.owner, "which_flavour", 7, "Which?", ("A", "B"), 1).id
    body = f'{{"poll": "{poll}", "option": 1}}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = as_(client, STUDENT).post(
            f"/seg/live/{room.id}/poll", content=body, headers={"content-type": kind}
        )
        assert answer.status_code == 400
    outcome = hosting.polls.newest(room.owner)
    assert outcome is not None and outcome.counts == (0, 0)


@pytest.mark.parametrize("option", [-1, 2, True, "1", 1.0, None])
def test_an_option_that_is_none_is_refused(
    client: TestClient, hosting: Hosting, room: Room, option: object
) -> None:
    poll = hosting.polls.open(room.owner, "which_flavour", 7, "Which?", ("A", "B"), 1).id
    assert vote(client, room, poll, option) in {400, 404}


def test_a_page_is_told_to_come_again_while_the_records_are_away(hosting: Hosting, room: Room) -> None:
    def away() -> Records:
        raise RecordsError("gone")

    routes = Attention(lambda: Signer([KEY]), away, lambda: hosting).routes("")
    with TestClient(Starlette(routes=routes)) as client:
        answer = as_(client, STUDENT).get(f"/live/{room.id}/now")
    assert answer.status_code == 503 and answer.headers["retry-after"] == "5"
