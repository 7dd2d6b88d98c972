import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.classroom import LimitError, Records, TooLargeError, schema
from app.classroom.hosting import (
    Challenge,
    ChallengeRules,
    Change,
    Hosting,
    NewChallenge,
    NotAllowedError,
    Opened,
    Role,
    ScoredMasks,
    Teacher,
    challenge,
)

OWNER, LOOKER, STUDENT, OTHER = (letter * 43 for letter in "olst")
TRUTH, HIDDEN_SCORE = b"the truth of all pictures", 0.123456789


def scored(
    public: float = 0.5, hidden: float = HIDDEN_SCORE, source: str = "zip", masks: bytes = b"masks"
) -> ScoredMasks:
    return ScoredMasks(source, masks, public, hidden, ((0, public, 0.25), (2, float("nan"), 0.5)))


def new(**fields: Any) -> NewChallenge:
    given: dict[str, Any] = {
        "title": "Streets",
        "rules": ChallengeRules("miou", per_day=2, thresholds=((0.5, 5),), bonuses=(3,)),
        "names": ("001", "002", "003"),
        "class_names": ("road", "car"),
        "deadline": schema.now() + timedelta(days=7),
        "pictures": b"a zip of pictures",
        "truth": TRUTH,
        "public": (0, 2),
        "seed": 2**61,
        "baselines": (scored(0.7, 0.6, "unet"), scored(0.1, 0.2, "background")),
    }
    return NewChallenge(**given | fields)


@pytest.fixture
def opened(hosting: Hosting) -> Opened:
    return hosting.classrooms.open(OWNER, "Vision")


@pytest.fixture
def owner(hosting: Hosting, opened: Opened) -> Teacher:
    found = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert found
    return found


@pytest.fixture
def joined(hosting: Hosting, records: Records, opened: Opened) -> Callable[[str, str], UUID]:
    """`joined(token, name)`: a learner in the class."""

    def join(token: str, name: str) -> UUID:
        learner = records.ensure_learner(token)
        hosting.members.join(learner, opened.classroom.join_code, name)
        return learner

    return join


@pytest.fixture
def learner(joined: Callable[[str, str], UUID]) -> UUID:
    return joined(STUDENT, "Heron")


@pytest.fixture
def streets(hosting: Hosting, owner: Teacher) -> Challenge:
    return hosting.challenges.open(owner, new())


def table(hosting: Hosting, owner: Teacher, id: UUID) -> list[tuple[str, int | None, float, int | None]]:
    return [
        (each.name, each.rank, each.score, each.points) for each in hosting.challenges.table_of(owner, id)
    ]


def test_a_challenge_stands_in_the_class_with_its_baselines(
    hosting: Hosting, owner: Teacher, streets: Challenge, learner: UUID
) -> None:
    assert hosting.challenges.of_class(owner) == (streets,)
    assert hosting.challenges.of_learner(learner, owner.classroom) == (streets,)
    assert hosting.challenges.find(learner, streets.id) == streets and streets.is_open
    assert streets.rules.thresholds == ((0.5, 5),)
    assert hosting.challenges.pictures(learner, streets.id) == b"a zip of pictures"
    assert table(hosting, owner, streets.id) == [("unet", None, 0.7, None), ("background", None, 0.1, None)]


def test_masks_are_handed_in_scored_and_ranked(
    hosting: Hosting, owner: Teacher, streets: Challenge, learner: UUID, joined: Callable[[str, str], UUID]
) -> None:
    told: list[Change] = []
    hosting.changes.listen(told.append)
    entry = hosting.challenges.hand_in(learner, streets.id, scored(0.6))
    assert (entry.source, entry.public, entry.hidden, entry.has_masks) == ("zip", 0.6, None, True)
    assert entry.pictures[0] == (0, 0.6, 0.25) and entry.pictures[1][1] != entry.pictures[1][1]
    hosting.challenges.hand_in(joined(OTHER, "Stork"), streets.id, scored(0.4))
    expected = [("unet", None, 0.7, None), ("Heron", 1, 0.6, 8), ("Stork", 2, 0.4, 0)]
    assert table(hosting, owner, streets.id)[:3] == expected
    assert [each.public for each in hosting.challenges.table(learner, streets.id)] == [0.7, 0.6, 0.4, 0.1]
    assert hosting.challenges.masks(learner, entry.id) == b"masks"
    assert hosting.challenges.masks(joined(OTHER, "Stork"), entry.id) is None
    if hosting.challenges._database.is_sqlite:
        assert Change(owner.classroom, "work") in told


def test_so_many_are_taken_within_a_day(
    hosting: Hosting, streets: Challenge, learner: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosting.challenges.hand_in(learner, streets.id, scored())
    hosting.challenges.check_may_hand_in(learner, streets.id)
    hosting.challenges.hand_in(learner, streets.id, scored())
    for tried in (
        lambda: hosting.challenges.hand_in(learner, streets.id, scored()),
        lambda: hosting.challenges.check_may_hand_in(learner, streets.id),
    ):
        with pytest.raises(LimitError, match=r"handed in 2 times within 24 hours.*in 24 hours"):
            tried()
    later = schema.now() + timedelta(hours=23, minutes=30)
    monkeypatch.setattr(challenge.schema, "now", lambda: later)
    with pytest.raises(LimitError, match=r"in (29|30) min"):
        hosting.challenges.hand_in(learner, streets.id, scored())
    monkeypatch.setattr(challenge.schema, "now", lambda: later + timedelta(hours=1))
    hosting.challenges.hand_in(learner, streets.id, scored())


def test_two_tabs_at_once_hand_in_no_more(
    hosting: Hosting, streets: Challenge, learner: UUID, in_threads: Callable[..., list[Any]]
) -> None:
    came = in_threads(6, lambda _: hosting.challenges.hand_in(learner, streets.id, scored()))
    assert sum(isinstance(each, LimitError) for each in came) == 4, came
    assert len(hosting.challenges.entries(learner, streets.id)) == 2


def test_the_end_shows_the_hidden_half_and_takes_no_more(
    hosting: Hosting, owner: Teacher, streets: Challenge, learner: UUID
) -> None:
    hosting.challenges.hand_in(learner, streets.id, scored(0.6, 0.9))
    ended = hosting.challenges.set_deadline(owner, streets.id, schema.now())
    assert not ended.is_open
    assert table(hosting, owner, streets.id)[0] == ("Heron", 1, 0.9, 8)
    assert hosting.challenges.table(learner, streets.id)[0].hidden == 0.9
    assert hosting.challenges.entries(learner, streets.id)[0].hidden == 0.9
    with pytest.raises(LimitError, match="is over"):
        hosting.challenges.hand_in(learner, streets.id, scored())


def test_masks_are_kept_of_the_best_and_of_the_last_only(
    hosting: Hosting, owner: Teacher, learner: UUID
) -> None:
    streets = hosting.challenges.open(owner, new(rules=ChallengeRules("miou", per_day=9)))
    for public in (0.2, 0.8, 0.3, 0.4):
        hosting.challenges.hand_in(learner, streets.id, scored(public))
    entries = hosting.challenges.entries(learner, streets.id)
    assert [(each.public, each.has_masks) for each in entries] == [
        (0.4, True),
        (0.3, False),
        (0.8, True),
        (0.2, False),
    ]


def test_strangers_and_former_members_see_nothing(
    hosting: Hosting, records: Records, owner: Teacher, streets: Challenge, learner: UUID
) -> None:
    hosting.challenges.hand_in(learner, streets.id, scored(0.9))
    stranger = records.ensure_learner(OTHER)
    hosting.members.leave(learner, owner.classroom)
    challenges = hosting.challenges
    for each in (stranger, learner):
        for tried in (
            lambda who: challenges.find(who, streets.id),
            lambda who: challenges.pictures(who, streets.id),
            lambda who: challenges.sealed(who, streets.id),
            lambda who: challenges.entries(who, streets.id),
            lambda who: challenges.table(who, streets.id),
            lambda who: challenges.hand_in(who, streets.id, scored()),
            lambda who: challenges.of_learner(who, owner.classroom),
            lambda who: challenges.find(who, uuid4()),
        ):
            with pytest.raises(NotAllowedError):
                tried(each)
    assert [name for name, *_ in table(hosting, owner, streets.id)] == ["unet", "background"]


def test_who_only_looks_changes_nothing_and_other_classes_are_not_seen(
    hosting: Hosting, opened: Opened, owner: Teacher, streets: Challenge
) -> None:
    looker = hosting.classrooms.enter(LOOKER, opened.looking_secret)
    assert looker and looker.role is Role.LOOKS
    assert hosting.challenges.of_class(looker) == (streets,)
    second = hosting.classrooms.open(LOOKER, "Second").classroom
    elsewhere = Teacher(second.id, LOOKER, Role.TEACHES)
    for tried in (
        lambda: hosting.challenges.open(looker, new()),
        lambda: hosting.challenges.set_deadline(looker, streets.id, schema.now()),
        lambda: hosting.challenges.delete(looker, streets.id),
        lambda: hosting.challenges.delete(elsewhere, streets.id),
        lambda: hosting.challenges.table_of(elsewhere, streets.id),
    ):
        with pytest.raises(NotAllowedError):
            tried()
    hosting.challenges.delete(owner, streets.id)
    assert hosting.challenges.of_class(owner) == ()


def test_what_cannot_be_is_refused_whole(
    hosting: Hosting, owner: Teacher, learner: UUID, streets: Challenge
) -> None:
    rules = new().rules
    for bad in (
        replace(rules, per_day=0),
        replace(rules, per_day=51),
        replace(rules, thresholds=((1.5, 3),)),
        replace(rules, thresholds=((0.5, -1),)),
        replace(rules, bonuses=(-1,)),
    ):
        with pytest.raises(ValueError, match=r"takes 1 to 50|from 0 to 1|0 or more"):
            hosting.challenges.open(owner, new(rules=bad))
    for large in ({"pictures": bytes(6_000_001)}, {"truth": bytes(1_000_001)}, {"title": "x" * 81}):
        with pytest.raises(TooLargeError):
            hosting.challenges.open(owner, new(**large))
    with pytest.raises(TooLargeError, match=r"1\.0 MB"):
        hosting.challenges.hand_in(learner, streets.id, scored(masks=bytes(1_000_001)))
    assert hosting.challenges.entries(learner, streets.id) == ()
    assert hosting.challenges.of_class(owner) == (streets,)


def test_a_class_holds_a_bounded_number(
    hosting: Hosting, owner: Teacher, streets: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(challenge, "MOST_CHALLENGES", 1)
    with pytest.raises(LimitError, match="Delete one"):
        hosting.challenges.open(owner, new())


def test_no_export_tells_the_truth_or_the_hidden_score(
    hosting: Hosting, records: Records, streets: Challenge, learner: UUID
) -> None:
    hosting.challenges.hand_in(learner, streets.id, scored(0.5, masks=b"my own masks"))
    exported = json.dumps(records.export(learner))
    assert b"my own masks".hex() in exported, "what is handed in is the learner's"
    assert TRUTH.hex() not in exported and str(HIDDEN_SCORE) not in exported
    shown = [
        hosting.challenges.find(learner, streets.id),
        hosting.challenges.entries(learner, streets.id),
        hosting.challenges.table(learner, streets.id),
    ]
    assert not any(word in repr(shown) for word in (repr(TRUTH), str(HIDDEN_SCORE), str(2**61), "0.6,"))
    assert hosting.challenges.sealed(learner, streets.id).truth == TRUTH


def test_a_forgotten_learner_leaves_no_entry(
    hosting: Hosting, records: Records, owner: Teacher, streets: Challenge, learner: UUID
) -> None:
    hosting.challenges.hand_in(learner, streets.id, scored())
    assert len(table(hosting, owner, streets.id)) == 3
    records.forget(learner)
    assert len(table(hosting, owner, streets.id)) == 2


def test_who_recovers_their_records_keeps_what_both_have_handed_in(
    hosting: Hosting, records: Records, owner: Teacher, streets: Challenge, learner: UUID, joined: Any
) -> None:
    hosting.challenges.hand_in(learner, streets.id, scored(0.3))
    code = records.new_recovery_code(learner)
    hosting.challenges.hand_in(joined(OTHER, "Heron again"), streets.id, scored(0.8))
    assert records.recover(code, OTHER) == learner
    assert [each.public for each in hosting.challenges.entries(learner, streets.id)] == [0.8, 0.3]
    assert table(hosting, owner, streets.id)[0] == ("Heron", 1, 0.8, 8)
