import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from sqlalchemy import create_engine, func, insert, make_url, select

from app.classroom import (
    MOST_LABELS,
    LimitError,
    Records,
    RecordsError,
    SharedLabel,
    TooLargeError,
    UnknownLearnerError,
    room_word,
    schema,
)
from app.classroom.shared_labels import LARGEST_MASK, MOST_AN_HOUR
from lessons.prompting.export import coco, from_run_lengths

ROOT = Path(__file__).parents[2]
TASK = "street-1-car-40-52"

InThreads = Callable[[int, Callable[[int], Any]], list[Any]]


def disc(radius: float) -> dict[str, Any]:
    """A disc in a picture of 32 × 32 pixels, as run lengths."""
    rows, columns = np.mgrid[:32, :32] - 16
    return coco(rows**2 + columns**2 <= radius**2)["segmentation"]


def count(url: str) -> int:
    engine = create_engine(make_url(url))
    with engine.connect() as connection:
        total = connection.execute(select(func.count()).select_from(schema.shared_label)).scalar_one()
    engine.dispose()
    return total


def test_a_label_comes_back_and_says_nothing_of_its_owner(records: Records) -> None:
    ann, ben = records.ensure_learner("laptop"), records.ensure_learner("phone")
    assert records.shared_labels("Tulip7", TASK) == ()
    records.share_label(ben, "Tulip7", TASK, "prompts", disc(5), 4.25)
    records.share_label(ann, " tuLIP7 ", TASK, "hand", disc(6), 31)
    records.share_label(ben, "TULIP7", TASK, "hand", disc(7), 40.5)
    assert records.shared_labels("tulip7", TASK, ann) == (
        SharedLabel(1, False, "hand", disc(7), 40.5),
        SharedLabel(1, False, "prompts", disc(5), 4.25),
        SharedLabel(2, True, "hand", disc(6), 31.0),
    )
    assert [label.own for label in records.shared_labels("tulip7", TASK, ben)] == [True, True, False]
    labels = records.shared_labels("tulip7", TASK)
    assert not any(label.own for label in labels)
    printed = str(labels)
    assert not [each for learner in (ann, ben) for each in (str(learner), learner.hex) if each in printed]
    mask = from_run_lengths(labels[0].mask["counts"], *labels[0].mask["size"])
    assert mask.sum() == sum(disc(7)["counts"][1::2])


def test_a_room_and_a_task_keep_to_themselves(records: Records) -> None:
    learner = records.ensure_learner("token")
    records.share_label(learner, "tulip7", TASK, "hand", disc(5), 1)
    assert records.shared_labels("tulip8", TASK, learner) == ()
    assert records.shared_labels("tulip7", "street-2-car-40-52", learner) == ()


def test_a_new_label_takes_the_place_of_the_old_one(records: Records, url: str) -> None:
    ann, ben = records.ensure_learner("laptop"), records.ensure_learner("phone")
    records.share_label(ann, "tulip7", TASK, "hand", disc(5), 1)
    records.share_label(ben, "tulip7", TASK, "hand", disc(6), 2)
    for _ in range(2):
        records.share_label(ann, "TULIP7", TASK, "hand", disc(7), 3)
    # The first annotator stays the first one.
    assert records.shared_labels("tulip7", TASK, ann) == (
        SharedLabel(1, True, "hand", disc(7), 3.0),
        SharedLabel(2, False, "hand", disc(6), 2.0),
    )
    assert count(url) == 2


def test_a_class_shares_at_once(
    records: Records, other_process: Records, in_threads: InThreads, url: str
) -> None:
    learners = [records.ensure_learner(f"token {index}") for index in range(4)]

    def work(index: int) -> None:
        mine = (records, other_process)[index % 2]
        mine.share_label(learners[index % 4], "tulip7", TASK, "hand", disc(1 + index), index)
        assert any(label.own for label in mine.shared_labels("tulip7", TASK, learners[index % 4]))

    assert in_threads(12, work) == [None] * 12
    labels = records.shared_labels("tulip7", TASK)
    assert [label.annotator for label in labels] == [1, 2, 3, 4] and count(url) == 4
    assert all(label.mask == disc(1 + label.seconds) for label in labels)


def insert_labels(url: str, rows: list[dict[str, Any]]) -> None:
    """Put labels straight into the table, as they stand there after `share_label`."""
    moment = schema.now()
    common = {"room": "tulip7", "task": TASK, "way": "hand", "mask": disc(5), "seconds": 1.0}
    common |= {"created": moment, "updated": moment}
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        connection.execute(insert(schema.shared_label), [common | row for row in rows])
    engine.dispose()


def test_a_full_room_refuses_one_more_and_keeps_all_it_has(
    records: Records, other_process: Records, in_threads: InThreads, url: str
) -> None:
    learners = [records.ensure_learner(f"token {index}") for index in range(MOST_LABELS + 4)]
    insert_labels(url, [{"learner_id": each} for each in learners[: MOST_LABELS - 2]])
    # Six come for the last two places at once, from two processes.
    results = in_threads(
        6,
        lambda index: (records, other_process)[index % 2].share_label(
            learners[MOST_LABELS - 2 + index], "tulip7", TASK, "hand", disc(6), 2
        ),
    )
    assert results.count(None) == 2 and count(url) == MOST_LABELS
    refused = [each for each in results if each is not None]
    assert all(type(each) is LimitError and "agree on another word" in str(each) for each in refused)
    labels = records.shared_labels("tulip7", TASK)
    assert [label.annotator for label in labels] == list(range(1, MOST_LABELS + 1))
    # Who is in may draw theirs anew; other objects and other rooms are open.
    records.share_label(learners[0], "tulip7", TASK, "hand", disc(9), 3)
    labels = records.shared_labels("tulip7", TASK, learners[0])
    assert [label.mask for label in labels if label.own] == [disc(9)] and len(labels) == MOST_LABELS
    records.share_label(learners[-1], "tulip7", "street-2-car-40-52", "hand", disc(6), 2)
    records.share_label(learners[-1], "tulip8", TASK, "hand", disc(6), 2)


def test_who_shares_without_end_has_to_wait_and_loses_nothing(records: Records, url: str) -> None:
    ann, ben = records.ensure_learner("laptop"), records.ensure_learner("phone")
    hour, moment = timedelta(hours=1), schema.now()
    rooms = [f"room{number}" for number in range(MOST_AN_HOUR + 1)]
    times = [moment - 2 * hour, moment - hour + timedelta(minutes=2.5), *[moment] * (MOST_AN_HOUR - 2)]
    insert_labels(
        url,
        [
            {"learner_id": ann, "room": room, "created": at}
            for room, at in zip(rooms[:-1], times, strict=True)
        ],
    )
    records.share_label(ann, rooms[-1], TASK, "hand", disc(6), 2)
    with pytest.raises(LimitError, match=r"60 labels within an hour.* in 3 minutes\."):
        records.share_label(ann, "tulip7", TASK, "hand", disc(6), 2)
    assert records.shared_labels("tulip7", TASK) == () and count(url) == MOST_AN_HOUR + 1
    records.share_label(ann, rooms[5], TASK, "hand", disc(9), 3)  # in the place of an earlier one
    assert [label.mask for label in records.shared_labels(rooms[5], TASK)] == [disc(9)]
    records.share_label(ben, "tulip7", TASK, "hand", disc(6), 2)


@pytest.mark.parametrize("word", ["tulip7", "TULIP7", " Tulip7\n", "\uff34\uff35\uff2c\uff29\uff30\uff17"])
def test_a_room_may_be_typed_carelessly(word: str) -> None:
    assert room_word(word) == "tulip7"


def test_a_room_may_be_a_word_of_any_language() -> None:
    assert room_word("Käsebrot") == room_word("KA\u0308SEBROT") == "käsebrot"
    assert room_word("straße") == room_word("STRASSE")
    assert room_word("a" * 24) == "a" * 24 and room_word("1234") == "1234"


@pytest.mark.parametrize(
    "word",
    ["", "abc", "a" * 25, "two words", "tulip-7", "../etc", "tulip\0", "\ud800" * 5, "ß" * 20, "x" * 10**6],
)
def test_what_is_no_room_is_refused_in_one_sentence(sqlite_records: Records, word: str) -> None:
    learner = sqlite_records.ensure_learner("token")
    for use in (
        lambda: sqlite_records.share_label(learner, word, TASK, "hand", disc(5), 1),
        lambda: sqlite_records.shared_labels(word, TASK),
    ):
        with pytest.raises(RecordsError, match="one word of 4 to 24 letters and digits"):
            use()


def test_a_mask_beyond_reason_is_refused_and_the_one_before_stays(records: Records) -> None:
    learner = records.ensure_learner("token")
    # Every pixel of a window of the lab a piece of its own is still kept.
    checks = coco(np.indices((32, 32)).sum(axis=0) % 2)["segmentation"]
    records.share_label(learner, "tulip7", TASK, "hand", checks, 1)
    noise = coco(np.random.default_rng(3).random((128, 128)) < 0.5)["segmentation"]
    assert len(json.dumps(noise, separators=(",", ":"))) > LARGEST_MASK
    with pytest.raises(TooLargeError, match="too many separate pieces"):
        records.share_label(learner, "tulip7", TASK, "hand", noise, 1)
    assert [label.mask for label in records.shared_labels("tulip7", TASK)] == [checks]


@pytest.mark.parametrize(
    "wrong",
    [
        {"way": "guess"},
        {"task": ""},
        {"task": "Street 1"},
        {"task": "a" * 81},
        {"seconds": -1},
        {"seconds": float("nan")},
        {"seconds": float("inf")},
        {"mask": {}},
        {"mask": {"size": [2, 2], "counts": [3]}},
        {"mask": {"size": [2, 2], "counts": [5, -1]}},
        {"mask": {"size": [2, 2], "counts": ["4"]}},
        {"mask": {"size": [2, 2], "counts": [4], "name": "me"}},
        {"mask": {"size": [2, 2, 1], "counts": [4]}},
        {"mask": {"size": [0, 2], "counts": []}},
        {"mask": {"size": [10**5, 10**5], "counts": [10**10]}},
        {"mask": {"size": "22", "counts": [4]}},
    ],
)
def test_what_is_no_label_is_refused(sqlite_records: Records, wrong: dict[str, Any]) -> None:
    learner = sqlite_records.ensure_learner("token")
    right = {"room": "tulip7", "task": TASK, "way": "hand", "mask": disc(5), "seconds": 1.0}
    with pytest.raises(ValueError, match=r"\."):
        sqlite_records.share_label(learner, **right | wrong)
    assert sqlite_records.shared_labels("tulip7", TASK) == ()


def test_labels_move_to_the_learner_of_a_code_and_the_newer_stays(records: Records, url: str) -> None:
    old, new, other = (records.ensure_learner(token) for token in ("laptop", "phone", "other"))
    records.share_label(old, "tulip7", TASK, "hand", disc(5), 1)
    records.share_label(other, "tulip7", TASK, "hand", disc(6), 2)
    records.share_label(new, "tulip7", TASK, "hand", disc(7), 3)
    records.share_label(new, "tulip7", TASK, "prompts", disc(8), 4)
    records.share_label(new, "rose", TASK, "hand", disc(4), 6)
    records.share_label(old, "rose", TASK, "hand", disc(9), 5)
    assert records.recover(records.new_recovery_code(old), "phone") == old
    assert records.shared_labels("tulip7", TASK, old) == (
        SharedLabel(1, True, "hand", disc(7), 3.0),
        SharedLabel(1, True, "prompts", disc(8), 4.0),
        SharedLabel(2, False, "hand", disc(6), 2.0),
    )
    assert records.shared_labels("rose", TASK, old) == (SharedLabel(1, True, "hand", disc(9), 5.0),)
    assert count(url) == 4


def test_deleting_a_learner_takes_their_labels_out_of_the_room(records: Records) -> None:
    ann, ben = records.ensure_learner("laptop"), records.ensure_learner("phone")
    for learner in (ann, ben):
        records.share_label(learner, "tulip7", TASK, "hand", disc(5), 1)
    [label] = records.export(ann)["shared_label"]
    assert (label["room"], label["task"], label["way"], label["mask"]) == ("tulip7", TASK, "hand", disc(5))
    records.forget(ann)
    assert records.shared_labels("tulip7", TASK, ben) == (SharedLabel(1, True, "hand", disc(5), 1.0),)
    with pytest.raises(UnknownLearnerError, match="Reload the page"):
        records.share_label(ann, "tulip7", TASK, "hand", disc(5), 1)


_SHARE_FOREVER = """
import itertools, sys
from app.classroom import Records
records = Records(sys.argv[1])
learner = records.ensure_learner("token")
for number in itertools.count(1):
    task, mask = f"street-{number}", {"size": [1, 9], "counts": [number % 9, 9 - number % 9]}
    records.share_label(learner, "tulip7", task, "hand", mask, number)
    print(task, flush=True)
"""


def test_what_was_called_shared_survives_a_killed_process(url: str, records: Records) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _SHARE_FOREVER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    lines = [process.stdout.readline()]
    time.sleep(0.1)
    process.kill()
    lines += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    shared = [line.strip() for line in lines if line.endswith("\n")]
    assert shared
    learner = records.learner_of("token")
    for number, task in enumerate(shared, 1):
        mask = {"size": [1, 9], "counts": [number % 9, 9 - number % 9]}
        assert records.shared_labels("tulip7", task, learner) == (
            SharedLabel(1, True, "hand", mask, float(number)),
        )


def test_one_room_is_found_among_many_by_its_index(sqlite_records: Records, tmp_path: Path) -> None:
    import sqlite3

    learner: UUID = sqlite_records.ensure_learner("token")
    row = {"learner_id": learner, "task": TASK, "way": "hand", "mask": disc(5), "seconds": 1.0}
    row |= {"created": schema.now(), "updated": schema.now()}
    with sqlite_records.database.write() as connection:
        connection.execute(
            insert(schema.shared_label), [row | {"room": uuid4().hex[:24]} for _ in range(300)]
        )
    connection = sqlite3.connect(tmp_path / "records.db")
    plans = [
        connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM shared_label WHERE {where}").fetchall()[0][3]
        for where in ("room = 'a' AND task = 'b' ORDER BY updated DESC LIMIT 60", "learner_id = 'a'")
    ]
    connection.close()
    assert all(plan.startswith("SEARCH") for plan in plans), plans
