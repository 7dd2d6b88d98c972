from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting, NotAllowedError, Role, Teacher
from exercises._engine.types import VerdictKind

OWNER = "o" * 43
MASK = {"size": [1, 2], "counts": [1, 1]}


@pytest.fixture
def owner(hosting: Hosting) -> Teacher:
    return Teacher(hosting.classrooms.open(OWNER, "Vision").classroom.id, OWNER, Role.TEACHES)


@pytest.fixture
def joined(hosting: Hosting, records: Records, owner: Teacher) -> Callable[[str], UUID]:
    code = hosting.classrooms.get(owner).join_code

    def join(name: str) -> UUID:
        learner = records.ensure_learner(name)
        hosting.members.join(learner, code, name)
        return learner

    return join


def test_the_latest_painting_of_each_student_is_seen(
    hosting: Hosting,
    records: Records,
    owner: Teacher,
    joined: Callable[[str], UUID],
    make_attempt: Callable[..., Attempt],
    verdict: Callable[..., Any],
) -> None:
    heron, crane, idle = joined("Heron"), joined("crane"), joined("Idle")
    stranger = records.ensure_learner("stranger")
    for learner, mask, fields in (
        (heron, [[0]], {}),
        (heron, [[1]], {"passed": True, "variant_seed": 9}),
        (crane, [[2]], {}),
        (crane, "no mask", {"verdict": verdict(kind=VerdictKind.INVALID)}),
        (stranger, [[3]], {}),
        (heron, [[4]], {"exercise": "other_exercise"}),
    ):
        fields = {"exercise": "golf_equal_dice", "submission": mask, **fields}
        records.record(make_attempt(learner, **fields))
    seen = hosting.masks.paintings(owner, "golf_equal_dice")
    assert [(each.name, each.mask, each.seed, each.passed) for each in seen] == [
        ("crane", [[2]], 7, False),
        ("Heron", [[1]], 9, True),
    ]
    asked = ["golf_equal_dice", "other_exercise", "paint_no_skips"]
    assert hosting.masks.painters(owner, asked) == {"golf_equal_dice": 2, "other_exercise": 1}
    hosting.members.leave(heron, owner.classroom)
    assert [each.name for each in hosting.masks.paintings(owner, "golf_equal_dice")] == ["crane"]
    assert idle


def test_the_latest_label_of_each_student_is_seen_whatever_the_room(
    hosting: Hosting, records: Records, owner: Teacher, joined: Callable[[str], UUID]
) -> None:
    heron = joined("Heron")
    first, second = MASK, {"size": [1, 2], "counts": [0, 2]}
    records.share_label(heron, "tulip7", "street-1", "hand", first, 3.5)
    records.share_label(heron, "rose8", "street-1", "hand", second, 2.5)
    records.share_label(heron, "tulip7", "street-1", "prompts", first, 1.0)
    records.share_label(records.ensure_learner("stranger"), "tulip7", "street-1", "hand", first, 1.0)
    [seen] = hosting.masks.labels(owner, "street-1", "hand")
    assert (seen.name, seen.mask, seen.seconds) == ("Heron", second, 2.5)
    assert len(hosting.masks.labels(owner, "street-1", "prompts")) == 1
    assert hosting.masks.labels(owner, "street-2", "hand") == ()


def test_predictions_are_counted_by_option(
    hosting: Hosting, records: Records, owner: Teacher, joined: Callable[[str], UUID]
) -> None:
    for name, option in (("a", "Car"), ("b", "Car"), ("c", "Road")):
        records.save_prediction(joined(name), "argmax-winner", option)
    records.save_prediction(records.ensure_learner("stranger"), "argmax-winner", "Road")
    counts = hosting.masks.predictions(owner, ["argmax-winner", "argmax-other"])
    assert counts == {"argmax-winner": {"Car": 2, "Road": 1}}
    assert hosting.masks.predictions(owner, []) == {}


def test_only_the_class_s_own_instructor_looks(hosting: Hosting, owner: Teacher) -> None:
    stranger = Teacher(owner.classroom, "x" * 43, Role.TEACHES)
    for tried in (
        lambda: hosting.masks.painters(stranger, ["a"]),
        lambda: hosting.masks.paintings(stranger, "a"),
        lambda: hosting.masks.labels(stranger, "a", "hand"),
        lambda: hosting.masks.predictions(stranger, ["a"]),
    ):
        with pytest.raises(NotAllowedError):
            tried()
