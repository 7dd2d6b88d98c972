"""Everyone's masks on a class's page: painted, labelled and predicted, with names and without."""

from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import wiring
from app.classroom import Attempt, Records
from app.classroom.hosting import Hosting, Opened, Painting
from app.ui.exercise.painted import by_picture, mask_exercises
from app.ui.figures.label_jobs import jobs
from app.views.teach.predictions import bars_html
from exercises._engine.catalogue import catalogue, variant
from exercises._engine.types import Verdict, VerdictKind
from lessons.metrics.crowd import crowd
from lessons.models.weights import available
from lessons.prompting import export
from lessons.questions import question
from tests.views.visits import Visit, texts

OWNER = "o" * 43
ROGUE = "<b>Rogue</b> ![x](http://host/x)"


@pytest.fixture
def hosting(records: Records, monkeypatch: pytest.MonkeyPatch) -> Hosting:
    fresh = Hosting(records.database, records.changes)
    monkeypatch.setattr(wiring.hosting, "built", fresh)
    return fresh


@pytest.fixture
def opened(hosting: Hosting) -> Opened:
    return hosting.classrooms.open(OWNER, "Vision")


def joined(hosting: Hosting, records: Records, opened: Opened, name: str) -> UUID:
    learner = records.ensure_learner(name)
    hosting.members.join(learner, opened.classroom.join_code, name)
    return learner


def paint(records: Records, learner: UUID, exercise: str, seed: int, mask: Any) -> None:
    verdict = Verdict(exercise, False, VerdictKind.WRONG, "Not yet.")
    records.record(Attempt(uuid4(), learner, exercise, "only", "hash", seed, mask, verdict, 10))


def page(visit: Visit, opened: Opened, part: str = "painted") -> AppTest:
    test = visit("teach", OWNER)
    test.query_params.update({"class": str(opened.classroom.id), "view": "masks"})
    test.run()
    if part != "painted":
        next(each for each in test.button_group if each.key == "masks-part").set_value(part).run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))  # type: ignore[attr-defined]


def test_an_empty_class_is_told_what_will_appear(visit: Visit, hosting: Hosting, opened: Opened) -> None:
    assert "Nobody has painted a mask yet" in texts(page(visit, opened))
    assert "Nobody has shared a label" in texts(page(visit, opened, "labelled"))
    test = page(visit, opened, "predicted")
    assert "0 predictions of the class" in texts(test)


def test_students_are_grouped_by_the_picture_that_they_painted() -> None:
    exercise = catalogue()["paint_no_skips"]
    assert "paint_no_skips" in mask_exercises() and "mean_iou" not in mask_exercises()
    paintings, truths = [], set()
    for seed in range(12):
        task = variant(exercise, seed)
        truths.add(task.truth)
        paintings.append(
            Painting(uuid4(), f"Student {seed}", seed, [list(row) for row in task.start or ()], False)
        )
    paintings.append(Painting(uuid4(), "Of another version", 1, [[0, 1]], False))
    groups = by_picture("paint_no_skips", paintings)
    assert len(groups) == len(truths) > 1
    assert sum(len(each.masks) for each in groups) == 12
    assert [len(each.masks) for each in groups] == sorted((len(each.masks) for each in groups), reverse=True)
    for group in groups:
        assert {variant(exercise, each.seed).truth for each in group.paintings} == {group.task.truth}


def test_painted_masks_are_shown_with_who_strays_first(
    visit: Visit, hosting: Hosting, records: Records, opened: Opened
) -> None:
    task = variant(catalogue()["golf_fewest_cells"], 3)
    assert task.truth
    truth = np.array(task.truth)
    masks = {"Ann": truth, "Ben": truth, "Cat": truth * (np.arange(10) < 6), ROGUE: np.roll(truth, 4, axis=1)}
    for name, mask in masks.items():
        paint(records, joined(hosting, records, opened, name), "golf_fewest_cells", 3, mask.tolist())
    other = joined(hosting, records, opened, "Dan")
    elsewhere = variant(catalogue()["golf_fewest_cells"], 4)
    paint(records, other, "golf_fewest_cells", 4, [list(row) for row in elsewhere.truth or ()])
    test = page(visit, opened)
    assert "(5 students)" in test.selectbox(key="masks-exercise").options[0]
    assert test.selectbox(key="masks-picture-golf_fewest_cells").options == [
        "Picture 1 of 2 (4 students)",
        "Picture 2 of 2 (one student)",
    ]
    expected = crowd([masks[name] for name in sorted(masks, key=str.casefold)], 2)
    assert f"mean Dice of **{expected.mean_dice:.3f}**" in texts(test)
    shown = html(test)
    assert "<b>Rogue" not in shown and "&lt;b&gt;Rogue&lt;/b&gt;" in shown
    assert shown.index("&lt;b&gt;Rogue") < shown.index("Ann"), "the farthest is the first"
    test.toggle(key="teach-projector").set_value(True).run()
    shown = html(test) + texts(test)
    assert not any(name in shown for name in ("Rogue", "Ann", "Ben")) and "Student 1, Dice" in shown


def test_labels_are_compared_with_the_truth_and_the_unet(
    visit: Visit, hosting: Hosting, records: Records, opened: Opened
) -> None:
    job = jobs()[0]
    for place, name in enumerate(("Ann", "Ben", "Cat")):
        mask = np.roll(job.target.mask, place, axis=1)
        segmentation = export.coco(mask)["segmentation"]
        records.share_label(
            joined(hosting, records, opened, name), "tulip7", job.task, "hand", segmentation, 3.0
        )
    test = page(visit, opened, "labelled")
    window = [np.roll(job.target.mask, place, axis=1)[job.window] for place in range(3)]
    assert f"mean Dice of **{crowd(window, 2).mean_dice:.3f}**" in texts(test)
    assert "What most labelled" in html(test) and "The truth" in html(test)
    assert ("The U-Net" in html(test)) == ("unet" in available())
    assert "<figcaption>Ann</figcaption>" in html(test)
    test.toggle(key="teach-projector").set_value(True).run()
    assert "Ann" not in html(test) + texts(test)


def test_the_answer_waits_until_it_is_revealed(
    visit: Visit, hosting: Hosting, records: Records, opened: Opened
) -> None:
    asked = question("argmax-winner")
    wrong = next(option for option in asked.options if option != asked.answer)
    for name, option in (("Ann", wrong), ("Ben", wrong), ("Cat", asked.answer)):
        records.save_prediction(joined(hosting, records, opened, name), asked.key, option)
    test = page(visit, opened, "predicted")
    test.selectbox(key="masks-lesson").set_value("argmax").run()
    test.selectbox(key="masks-question-argmax").set_value(asked.key).run()
    before = html(test) + texts(test)
    assert "2 (67 %)" in before and "3 predictions of the class" in before
    assert "(the answer)" not in before and asked.reasons[asked.answer] not in before
    test.button(key="masks-reveal").click().run()
    after = html(test) + texts(test)
    assert "(the answer)" in after and asked.reasons[asked.answer] in after
    test.button(key="masks-reveal").click().run()
    assert "(the answer)" not in html(test)


def test_bars_show_what_is_asked_now_only() -> None:
    asked = question("argmax-winner")
    shown = bars_html(asked, {asked.answer: 1, "An option of last year": 9}, False)
    assert "100 %" in shown and "last year" not in shown and "pw-won" not in shown
    assert "0 (0 %)" in bars_html(asked, {}, True)
