"""Challenges on pages: an instructor opens one, students hand in, and nothing of the truth is sent to anybody."""

import base64
import re
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import state, wiring
from app.classroom import Records, schema
from app.classroom.hosting import Challenge, Hosting, Opened, Teacher
from app.ui.challenge import judge
from app.ui.challenge.pictures import class_colours
from app.views.teach.challenge import thresholds_in
from lessons.challenge.pictures import unpacked, unzipped
from lessons.challenge.scoring import Metric, score
from lessons.metrics.score import score_pairs
from lessons.models.weights import available
from lessons.scenes import CLASS_NAMES
from tests.lessons.challenge.packing import packed_zip, png
from tests.views.visits import Visit, texts

OWNER, STUDENT = "o" * 43, "s" * 43
NAME = "Heron ![x](http://host/x.png)"

needs_networks = pytest.mark.skipif(
    not {"unet", "fcn"} <= set(available()), reason="the networks' weights are not in assets/weights"
)


@pytest.fixture
def hosting(records: Records, monkeypatch: pytest.MonkeyPatch) -> Hosting:
    fresh = Hosting(records.database, records.changes)
    monkeypatch.setattr(wiring.hosting, "built", fresh)
    monkeypatch.setattr(wiring.scoring, "built", None)
    return fresh


@pytest.fixture
def opened(hosting: Hosting) -> Opened:
    return hosting.classrooms.open(OWNER, "Vision")


@pytest.fixture
def learner(hosting: Hosting, records: Records, opened: Opened) -> UUID:
    learner = records.ensure_learner(STUDENT)
    hosting.members.join(learner, opened.classroom.join_code, NAME)
    return learner


def page(visit: Visit, path: str, token: str, /, **query: str) -> AppTest:
    """Open a view as its address says."""
    test = visit(path, token)
    test.query_params.update(query)
    return test.run()


def opening(visit: Visit, opened: Opened, **fields: Any) -> AppTest:
    test = page(visit, "teach", OWNER, **{"class": str(opened.classroom.id), "view": "challenge"})
    assert not test.exception
    test.slider(key="challenge-count").set_value(8)
    for key, value in fields.items():
        test.text_input(key=f"challenge-{key}").set_value(value)
    return test.button(key="challenge-open").click().run()


@pytest.fixture
def streets(visit: Visit, hosting: Hosting, opened: Opened, learner: UUID) -> Challenge:
    test = opening(visit, opened, title="Streets *bold*", seed="123456789")
    assert not test.exception and not test.error, test.error
    [found] = hosting.challenges.of_learner(learner, opened.classroom.id)
    return found


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))  # type: ignore[attr-defined]


def truths_of(hosting: Hosting, learner: UUID, id: UUID) -> tuple[Any, ...]:
    return unpacked(hosting.challenges.sealed(learner, id).truth)


@needs_networks
def test_a_challenge_opens_with_baselines_that_the_same_code_scored(
    hosting: Hosting, opened: Opened, streets: Challenge, learner: UUID
) -> None:
    assert streets.title == "Streets *bold*" and len(streets.names) == 8
    assert streets.rules.thresholds == ((0.5, 5), (0.6, 8)) and streets.rules.bonuses == (3, 2, 1)
    table = {each.name: each.public for each in hosting.challenges.table(learner, streets.id)}
    assert set(table) == {"unet", "fcn", "background"}
    sealed, truths = hosting.challenges.sealed(learner, streets.id), truths_of(hosting, learner, streets.id)
    pictures = unzipped(hosting.challenges.pictures(learner, streets.id))
    for name in ("unet", "fcn"):
        masks = [
            wiring.networks().logits(name, each)[0].argmax(dim=0).numpy().astype(np.uint8)
            for each in pictures
        ]
        pairs = [(masks[at], truths[at]) for at in sealed.public]
        assert table[name] == pytest.approx(score_pairs(pairs, len(CLASS_NAMES)).miou, abs=1e-4)
    assert table["unet"] > table["fcn"] > table["background"]


@needs_networks
def test_a_student_hands_in_a_zip_and_sees_their_place(
    visit: Visit, hosting: Hosting, streets: Challenge, learner: UUID
) -> None:
    test = page(visit, "join", STUDENT)
    assert f"join?challenge={streets.id}" in texts(test)
    test = page(visit, "join", STUDENT, challenge=str(streets.id))
    assert not test.exception and test.title[0].value == r"Streets \*bold\*"
    truths = truths_of(hosting, learner, streets.id)
    masks = [np.where(np.arange(128) < 64, each, 0).astype(np.uint8) for each in truths]
    wrong = packed_zip(
        {f"{name}.png": png(mask[:9]) for name, mask in zip(streets.names, masks, strict=True)}
    )
    test = hand_in(test, wrong)
    assert "Not handed in" in test.error[0].value and r"001\.png is 9 × 128 pixels" in test.error[0].value
    good = packed_zip(
        {f"out/{name}_mask.png": png(mask) for name, mask in zip(streets.names, masks, strict=True)}
    )
    test = hand_in(test, good)
    assert not test.error and not test.exception
    [entry] = hosting.challenges.entries(learner, streets.id)
    sealed = hosting.challenges.sealed(learner, streets.id)
    expected = score(masks, truths, sealed.public, len(CLASS_NAMES), Metric("miou"))
    assert entry.public == pytest.approx(expected.public)
    assert f"**{entry.public:.3f}**" in test.success[0].value
    shown = html(test)
    assert "Heron ![x](http://host/x.png) (you)" in shown and r"Heron \!\[x\]" in texts(test)
    assert f"{expected.hidden:.3f}" not in shown + texts(test)
    assert len(re.findall("your mask", shown)) >= 4
    for _ in range(2):
        test = hand_in(test, good)
    assert not test.error
    assert "handed in 3 times within 24 hours" in hand_in(test, good).error[0].value


def hand_in(test: AppTest, data: bytes) -> AppTest:
    test.file_uploader[0].set_value(("masks.zip", data, "application/zip"))
    next(each for each in test.button if each.label == "Hand in").click()
    return test.run()


@needs_networks
def test_a_networks_masks_are_handed_in_from_a_box(
    visit: Visit, hosting: Hosting, streets: Challenge, learner: UUID
) -> None:
    test = page(visit, "join", STUDENT, challenge=str(streets.id))
    way = next(each for each in test.button_group if each.label == "What you hand in")
    way.set_value("A network of this course").run()
    test.selectbox(key="challenge-network").set_value("unet")
    test.button(key="challenge-hand-network").click().run()
    assert not test.exception and not test.error
    table = {each.name: each.score for each in hosting.challenges.table(learner, streets.id)}
    assert table[NAME] == table["unet"]


@needs_networks
def test_no_page_sends_the_truth_or_the_seed(
    visit: Visit, hosting: Hosting, opened: Opened, streets: Challenge, learner: UUID
) -> None:
    """What is drawn of a challenge are its pictures and the student's own masks, and no picture beside them."""
    judge.hand_in_network(learner, streets.id, "fcn")
    pictures = unzipped(hosting.challenges.pictures(learner, streets.id))
    truths = truths_of(hosting, learner, streets.id)
    for ended in (False, True):
        if ended:
            owner = hosting.classrooms.teacher(OWNER, opened.classroom.id)
            assert owner
            hosting.challenges.set_deadline(owner, streets.id, schema.now() - timedelta(minutes=1))
        for test in (
            page(visit, "join", STUDENT, challenge=str(streets.id)),
            page(visit, "teach", OWNER, **{"class": str(opened.classroom.id), "view": "challenge"}),
        ):
            assert not test.exception
            everything = html(test) + texts(test)
            assert "123456789" not in everything
            sent = [base64.b64decode(each) for each in re.findall(r"base64,([A-Za-z0-9+/=]+)", everything)]
            colours = np.array(
                [list(bytes.fromhex(each[1:])) for each in class_colours(CLASS_NAMES)], np.uint8
            )
            for truth in truths:
                assert not any(png(painted) in sent for painted in (truth, colours[truth]))
            if test.title[0].value.startswith("Streets"):
                assert png(pictures[0]) in sent, "the comparison does find a picture that is sent"
    assert "Hidden half" in html(page(visit, "join", STUDENT, challenge=str(streets.id)))


@needs_networks
def test_the_projector_names_nobody(
    visit: Visit, hosting: Hosting, opened: Opened, streets: Challenge, learner: UUID
) -> None:
    judge.hand_in_network(learner, streets.id, "fcn")
    test = page(visit, "teach", OWNER, **{"class": str(opened.classroom.id), "view": "challenge"})
    assert "Heron" in html(test)
    test.toggle(key="teach-projector").set_value(True).run()
    assert "Heron" not in html(test) + texts(test) and "A student" in html(test)


@needs_networks
def test_own_pictures_are_a_challenge_too(
    visit: Visit, hosting: Hosting, opened: Opened, learner: UUID
) -> None:
    rng = np.random.default_rng(0)
    files = {}
    for number in range(4):
        files[f"pictures/{number}.png"] = png(rng.integers(0, 255, (40, 50, 3), np.uint8))
        files[f"masks/{number}.png"] = png(rng.integers(0, 2, (40, 50), np.uint8))
    test = page(visit, "teach", OWNER, **{"class": str(opened.classroom.id), "view": "challenge"})
    next(each for each in test.button_group if each.label == "Pictures").set_value("Your own pictures").run()
    test.button(key="challenge-open").click().run()
    assert "Choose the zip" in test.error[0].value
    test.file_uploader[0].set_value(
        (
            "set.zip",
            packed_zip(files | {"masks/0.png": png(files and np.zeros((3, 3), np.uint8))}),
            "application/zip",
        )
    )
    test.button(key="challenge-open").click().run()
    assert r"0\.png is 3 × 3 pixels" in test.error[0].value
    test.file_uploader[0].set_value(("set.zip", packed_zip(files), "application/zip"))
    test.text_input(key="challenge-classes").set_value("background, fur")
    test.button(key="challenge-open").click().run()
    assert not test.error and not test.exception
    [found] = hosting.challenges.of_learner(learner, opened.classroom.id)
    assert found.class_names == ("background", "fur")
    assert [each.name for each in hosting.challenges.table(learner, found.id)] == ["background"]
    test = page(visit, "join", STUDENT, challenge=str(found.id))
    assert not test.exception and not any(each.key == "challenge-network" for each in test.selectbox)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "  "}, "Write a title"),
        ({"thresholds": "0.5"}, "is no score with its points"),
        ({"thresholds": "2: 5"}, "is no score with its points"),
        ({"seed": "-1"}, "A seed is a whole number"),
        ({"seed": "9" * 30}, "A seed is a whole number"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_opens(
    visit: Visit, hosting: Hosting, opened: Opened, fields: dict[str, str], told: str
) -> None:
    test = opening(visit, opened, **fields)
    assert told in test.error[0].value.replace("\\", "") and not test.exception
    owner = hosting.classrooms.teacher(OWNER, opened.classroom.id)
    assert isinstance(owner, Teacher) and hosting.challenges.of_class(owner) == ()


@pytest.mark.parametrize("asked", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_address_of_no_challenge_says_so(visit: Visit, learner: UUID, asked: str) -> None:
    test = page(visit, "join", STUDENT, challenge=asked)
    assert not test.exception
    assert len(test.error) == (1 if asked else 0)


@needs_networks
def test_a_stranger_is_told_that_it_is_not_theirs(visit: Visit, records: Records, streets: Challenge) -> None:
    stranger = secrets.token_urlsafe(32)
    records.ensure_learner(stranger)
    test = page(visit, "join", stranger, challenge=str(streets.id))
    assert "not in that class" in test.error[0].value and not html(test).count("001.png")


def test_thresholds_are_read_as_people_write_them() -> None:
    assert thresholds_in("0.6:8, 0.5 : 5;") == ((0.5, 5), (0.6, 8)) and thresholds_in(" ") == ()


def test_classes_of_any_names_have_colours_of_their_own() -> None:
    assert class_colours(CLASS_NAMES) == class_colours(list(CLASS_NAMES))
    assert len(set(class_colours(("background", "fur", "paw", "car", "tail")))) == 5
    assert len(class_colours([str(each) for each in range(32)])) == 32
    assert state  # the session's module is what `visit` replaces the cookie in
