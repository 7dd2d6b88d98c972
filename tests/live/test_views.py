"""The grid as an instructor's page fetches it: who gets it, how fresh it is, and that many who watch cost as one."""

import http.client
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest

from app.classroom import Records
from app.classroom.hosting import Grid, Hosting, Opened, Stand, Teacher
from app.classroom.hosting.grid import Watch
from app.http.identity import Signer
from tests.live.conftest import KEY

OWNER, STUDENT = "o" * 43, "s" * 43


@pytest.fixture
def opened(hosting: Hosting) -> Opened:
    return hosting.classrooms.open(OWNER, "Vision")


@pytest.fixture
def student(records: Records, hosting: Hosting, opened: Opened) -> UUID:
    learner = records.ensure_learner(STUDENT)
    hosting.members.join(learner, opened.classroom.join_code, "Heron")
    return learner


Ask = Callable[..., Any]


@pytest.fixture
def ask(live_url: str, opened: Opened) -> Ask:
    """`ask(token, classroom, view, **headers)`: the answer, its body read as `body`."""

    def get(token: str = OWNER, classroom: Any = None, view: str = "grid", **headers: str) -> Any:
        parts = urlsplit(f"{live_url}/live/{classroom or opened.classroom.id}/{view}")
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        cookie = {"Cookie": f"pixelwise={Signer([KEY]).sign(token)}"}
        sent = cookie | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", parts.path, headers=sent)
        answer: Any = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    return get


def test_the_grid_is_there_with_the_attempt_that_was_just_told(
    records: Records, student: UUID, ask: Ask, make_attempt: Callable[..., Any]
) -> None:
    [row] = json.loads(ask().body)["students"]
    assert row[1:] == ["Heron", False, []]
    for failures in range(1, 4):
        records.record(make_attempt(student))
        time.sleep(0.05)  # PostgreSQL tells it through its server
        answer = json.loads(ask().body)
        assert answer["exercises"] == ["mean_iou"]
        assert answer["students"][0][3] == [[0, Stand.TRYING, failures, 0, 1 if failures == 3 else 0]]


@pytest.mark.parametrize(
    ("token", "view", "other_class"),
    [(STUDENT, "grid", False), ("x" * 43, "grid", False), (OWNER, "else", False), (OWNER, "grid", True)],
)
def test_nobody_but_its_instructors_sees_it(
    token: str, view: str, other_class: bool, student: UUID, ask: Ask
) -> None:
    answer = ask(token, uuid4() if other_class else None, view)
    assert (answer.status, answer.body) == (404, b"")


def test_what_did_not_change_is_not_sent_again(
    records: Records, student: UUID, ask: Ask, make_attempt: Callable[..., Any]
) -> None:
    first = ask()
    same = ask(if_none_match=first.headers["etag"])
    assert (same.status, same.body, same.headers["etag"]) == (304, b"", first.headers["etag"])
    packed = ask(accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["cache-control"] == "no-cache"
    assert len(packed.body) != len(first.body)
    records.record(make_attempt(student))
    time.sleep(0.05)
    assert ask(if_none_match=first.headers["etag"]).status == 200


def test_a_hundred_who_ask_at_once_are_computed_for_once(
    student: UUID, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    look = Watch.look

    def counted(self: Watch, who: Teacher) -> Grid:
        looks.append(time.monotonic())
        return look(self, who)

    monkeypatch.setattr(Watch, "look", counted)
    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(lambda _: ask().body, range(100)))
    assert len(set(answers)) == 1
    assert len(looks) == 1


def test_changes_one_after_another_are_computed_at_intervals(
    records: Records,
    student: UUID,
    ask: Ask,
    make_attempt: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[float] = []
    look = Watch.look

    def counted(self: Watch, who: Teacher) -> Grid:
        looks.append(time.monotonic())
        return look(self, who)

    monkeypatch.setattr(Watch, "look", counted)
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            ask()

    watchers = [threading.Thread(target=watch) for _ in range(5)]
    for each in watchers:
        each.start()
    for _ in range(30):
        records.record(make_attempt(student))
        time.sleep(0.05)
    over.set()
    for each in watchers:
        each.join()
    pauses = [later - earlier for earlier, later in pairwise(looks)]
    assert len(pauses) >= 1
    assert min(pauses) > 0.55
    assert json.loads(ask().body)["students"][0][3][0][2] == 30


def test_where_the_records_are_away_it_says_so_and_is_back_with_them(
    student: UUID, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Watch, "look", lambda *_: 1 / 0)
        assert ask().status == 503
    assert ask().status == 200
