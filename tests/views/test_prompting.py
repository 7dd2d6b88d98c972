"""The prompting page: what it draws, says and saves is what the lesson's own functions compute."""

import json
import re
import secrets
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from app import state, wiring
from app.ahead import ahead
from app.classroom import MOST_LABELS, Records
from app.settings import settings
from app.ui.figures import label_jobs as prompting_jobs
from app.ui.figures.images import png_address
from app.ui.figures.street_pictures import OWN, ChosenPicture, _street
from app.ui.figures.street_targets import target_of, targets
from app.views.prompting import answers as prompting_answers
from app.views.prompting import canvas as prompting_canvas
from app.views.prompting import lab as prompting_lab
from app.views.prompting import networks as prompting_networks
from app.views.prompting import parts as prompting_parts
from app.views.prompting.everything import count_found, filter_segments
from lessons.flavours.instances import mask_ious
from lessons.metrics.overlap import dice, iou
from lessons.models import model
from lessons.models.device import pick_device
from lessons.models.fitting.prompt_targets import box_of, middle
from lessons.models.sam import SAM
from lessons.models.serving.networks import Networks
from lessons.models.serving.runner import Runner
from lessons.prompting import export
from lessons.prompting.everything import Segment, SegmentRules, segment_everything
from lessons.prompting.prompts import Box, Click, Prompts
from lessons.prompting.segmenter import answer, embed
from lessons.scenes import CLASS_NAMES
from tests.views.visits import texts

STREET = _street("Street 1", 0)


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch) -> Iterator[SAM]:
    """The network with random weights, and a runner of this test's own."""
    network = model("sam").build(3, seed=3).eval().requires_grad_(False)
    assert isinstance(network, SAM)
    parts = {"every": 0.25, "things": 0.25, "stuff": 0.25}
    names = [f"{which}_{prompt}" for which in ("best", "shown") for prompt in ("1_click", "4_clicks", "box")]
    held_out = {
        "count": 3,
        "targets": dict.fromkeys(parts, 40),
        "spearman": 0.5,
        "photographs": 10,
        "photographs_found": 3,
        **dict.fromkeys(names, parts),
    }
    row = {"parameters": 7, "data": {"pictures": "nothing"}, "larger": held_out}
    runner = Runner()
    monkeypatch.setattr(wiring.networks, "built", Networks(runner, pick_device(settings().device)))
    monkeypatch.setattr(prompting_networks, "trained", lambda: network)
    monkeypatch.setattr(prompting_networks, "ready", lambda: True)
    monkeypatch.setattr("lessons.models.weights.scores", lambda name: held_out)
    monkeypatch.setattr("lessons.models.weights.manifest", lambda: {"sam": row})
    yield network
    runner.close()


def section(name: str, labelled: bool = True, side: int = 128) -> None:
    """One section of the page, for Street 1, or for a part of its picture without the truth."""
    from dataclasses import replace

    from app.ui.figures.street_pictures import _street
    from app.ui.kit.lesson_text import LessonText
    from app.views.prompting import canvas as prompting_canvas
    from app.views.prompting import consensus as prompting_consensus
    from app.views.prompting import everything as prompting_everything
    from app.views.prompting import lab as prompting_lab
    from app.views.prompting import parts as prompting_parts
    from app.views.prompting import three as prompting_three

    words = LessonText("prompting")
    picture = _street("Street 1", 0)
    if not labelled:
        picture = replace(picture, pixels=picture.pixels[:side], truth=None, instance_ids=None)
    if name == "point":
        prompting_canvas.point_and_see(words, picture)
    elif name == "parts":
        prompting_parts.three_parts(words, picture)
    elif name == "measured":
        prompting_canvas.how_good_it_is(words)
    elif name == "consensus":
        prompting_consensus.yardstick_not_ceiling(words)
    elif name == "three":
        prompting_three.one_click_three_answers(words, picture)
    elif name == "everything":
        prompting_everything.everything(words, picture)
    else:
        prompting_lab.annotator_lab(words)


def opened(name: str, labelled: bool = True, side: int = 128, **query: str) -> Any:
    test = AppTest.from_function(section, default_timeout=120, args=(name, labelled, side))
    for key, value in query.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def sentence_groups(test: Any, pattern: str) -> tuple[str, ...]:
    """What the one sentence of this form says in its groups."""
    match = re.search(pattern, " ".join(texts(test).split()))
    assert match, texts(test)
    return match.groups()


def canvas(test: Any) -> tuple[Any, dict[str, Any], bytes]:
    """The canvas, and what its browser side was sent: the header, and the bytes after it."""
    element = next(each for each in test.get("bidi_component") if each.proto.bytes)
    data = element.proto.bytes
    length = int.from_bytes(data[:4], "little")
    return element, json.loads(data[4 : 4 + length]), data[4 + length :]


def point(test: Any, clicks: list[list[Any]], box: list[int] | None = None, **extra: Any) -> None:
    """Run the script as after the browser's message that this was pointed at."""
    element, header, _ = canvas(test)
    message = {
        "revision": header["revision"], "changes": header["changes"] + 1, "clicks": clicks, "box": box,
        "chosen": None, "holds": header["picture"],
    }  # fmt: skip
    report(test, element, "pointed", message | extra)


def report(test: Any, element: Any, name: str, message: dict[str, Any]) -> None:
    states = test._tree.get_widget_states()
    state = states.widgets.add()
    state.id, state.json_value = element.proto.id, json.dumps({name: message})
    test._run(states)
    assert not test.exception


def press(test: Any, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception


def sent_masks(test: Any, picture: ChosenPicture = STREET) -> np.ndarray:
    """The masks as the browser gets them, bool (3, height, width)."""
    _, header, rest = canvas(test)
    height, width = picture.pixels.shape[:2]
    start = height * width * 3 if header["sent"] else 0
    size = -(-height * width // 8)
    bits = [np.frombuffer(rest[start + at * size :][:size], np.uint8) for at in range(3)]
    return np.stack(
        [np.unpackbits(each, bitorder="little")[: height * width].reshape(height, width) for each in bits]
    ).astype(bool)


def test_without_weights_the_page_teaches_and_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompting_networks, "ready", lambda: False)
    for name, taught in (
        ("parts", "image encoder"),
        ("three", "ambiguity"),
        ("everything", "stability score"),
    ):
        test = opened(name)
        assert f"**{taught}**" in texts(test)
        if name != "parts":  # its drawing is missing, and the canvas above it has said why
            assert "python -m lessons.models train sam" in test.info[0].value
    for name in ("point", "measured"):
        assert "python -m lessons.models train sam" in opened(name).info[0].value
    test = opened("lab")
    test.segmented_control[0].set_value("prompts").run()
    assert "train sam" in test.info[0].value
    test.segmented_control[0].set_value("hand").run()
    assert not test.info and "inter-annotator agreement" in texts(test)


def test_the_masks_are_those_of_the_network_and_corrections_go_on_from_the_last(untrained: SAM) -> None:
    test = opened("point")
    start = prompting_canvas.start_on(STREET)
    embedding = embed(untrained, STREET.pixels)
    first = answer(untrained, embedding, start)
    assert canvas(test)[1]["sent"] and (sent_masks(test) == first.masks).all()
    # The browser holds the picture now; its next click is a correction.
    (one,) = start.clicks
    point(test, [[one.row, one.column, True], [100, 20, False]])
    second = answer(
        untrained, embedding, Prompts((one, Click(100, 20, False))), previous=first.logits[first.best]
    )
    assert not canvas(test)[1]["sent"] and (sent_masks(test) == second.masks).all()
    point(test, [], [10, 20, 60, 90])
    boxed = answer(untrained, embedding, Prompts((), Box(10, 20, 60, 90)))
    assert (sent_masks(test) == boxed.masks).all()
    captions = [each["caption"] for each in canvas(test)[1]["answer"]["candidates"]]
    target = target_of(STREET, Prompts((), Box(10, 20, 60, 90)))
    assert target is not None
    assert captions == [
        f"predicted IoU\u00a0{boxed.predicted_iou[at]:.2f}, true\u00a0{iou(boxed.masks[at], target.mask, 1):.2f}"
        for at in range(3)
    ]


def test_the_drawing_has_the_masks_and_the_times_of_the_example(untrained: SAM) -> None:
    test = opened("parts")
    embedded, decoded = map(
        float, sentence_groups(test, r"in \*\*(\d+) ms\*\*, and answered .* in \*\*(\d+) ms")
    )
    assert embedded > 0 and decoded > 0
    drawing = next(each.proto.body for each in test.get("html") if "pw-parts" in each.proto.body)
    start = prompting_canvas.start_on(STREET)
    said = answer(untrained, embed(untrained, STREET.pixels), start)
    for place in range(3):
        assert f"predicted IoU {said.predicted_iou[place]:.2f}" in drawing
        cut = prompting_parts.cut_out(STREET.pixels, said.masks[place])
        assert png_address(cut) in drawing
        assert (cut[said.masks[place]] == STREET.pixels[said.masks[place]]).all()
    assert f"row {start.clicks[0].row + 1}, column {start.clicks[0].column + 1}" in drawing
    assert "32 × 32 cells of 64 numbers" in drawing


def test_the_crosses_stand_where_the_clicks_are() -> None:
    marked = prompting_parts.with_crosses(STREET.pixels, (Click(40, 50), Click(0, 127)))
    changed = (marked != STREET.pixels).any(axis=2)
    assert (marked[[40, 40, 0], [50, 53, 127]] == 255).all()
    near = np.zeros_like(changed)
    near[30:51, 40:61] = near[:9, 119:] = True
    assert changed.any() and not changed[~near].any()


def test_a_picture_of_ones_own_starts_empty() -> None:
    own = ChosenPicture(OWN, STREET.pixels, None, "")
    assert prompting_canvas.start_on(own) == Prompts()
    assert prompting_canvas.example_on(own) == Prompts((Click(64, 64),))


@pytest.mark.usefixtures("untrained")
def test_scores_of_things_and_of_regions_stand_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = prompting_canvas.weights.scores("sam")
    parts = {"every": 0.5, "things": 0.62, "stuff": 0.93}
    monkeypatch.setattr("lessons.models.weights.scores", lambda name: scores | {"shown_box": parts})
    test = opened("measured")
    body = next(each.proto.body for each in test.get("html") if "From a box" in each.proto.body)
    cells = re.findall(r"<td>([\d.]+)</td>", body.partition("From a box")[2])
    assert cells == ["0.62", "0.25", "0.93", "0.25"]


def test_a_consensus_agrees_with_each_more_than_two_people_do() -> None:
    test = opened("consensus")
    number = r"\*\*([\d.]+)\*\*"
    pattern = rf"Two of these (\d) people agree with a mean Dice of {number}. .* of them with {number}, and .* {number}"
    people, two, others, truth = sentence_groups(test, pattern)
    assert people == "5" and float(two) < float(others) < float(truth) < 1
    press(test, "Another group of people")
    again = sentence_groups(test, pattern)
    assert again != (people, two, others, truth) and float(again[1]) < float(again[2])
    assert "more than half of two is both" not in texts(test)
    test.select_slider[0].set_value(3).run()
    assert "more than half of two is both" in texts(test)


@pytest.mark.usefixtures("untrained")
def test_clearing_is_not_an_error_and_a_photograph_has_no_true_iou() -> None:
    test = opened("point")
    point(test, [])
    assert canvas(test)[1]["answer"] is None and "Nothing is pointed at" in texts(test)
    assert all(each.proto.disabled for each in test.get("download_button"))
    point(test, [[60, 60, True]])
    assert [each.proto.disabled for each in test.get("download_button")] == [False, False]
    unlabelled = opened("point", labelled=False)
    assert "true" not in canvas(unlabelled)[1]["answer"]["candidates"][0]["caption"]
    assert "According to the truth" not in texts(unlabelled)


@pytest.mark.usefixtures("untrained")
def test_a_picture_that_is_too_narrow_is_refused_in_one_sentence() -> None:
    for name in ("point", "everything"):
        test = opened(name, labelled=False, side=9)
        assert [each.value for each in test.warning] == [
            "This picture has 9 × 128 pixels, and the network takes 16 to 512 on each side; choose a picture that is "
            "less long and narrow."
        ]


@pytest.mark.usefixtures("untrained")
def test_the_files_hold_the_mask_that_was_chosen() -> None:
    prompts = Prompts((Click(60, 60),))
    reply = prompting_answers.reply_to(STREET, prompts)
    other = (reply.best + 1) % 3
    for chosen, place in ((None, reply.best), (other, other)):
        mask = reply.mask(chosen)
        assert (mask == reply.candidates[place].mask).all()
        assert (np.asarray(Image.open(BytesIO(export.png(mask)))) == mask).all()
        segmentation = json.loads(export.coco_json(mask))["segmentation"]
        height, width = mask.shape
        assert (export.from_run_lengths(segmentation["counts"], height, width) == mask).all()


@pytest.mark.usefixtures("untrained")
def test_a_click_is_decoded_once_and_scored_once_a_rerun(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*values: Any, **named: Any) -> Any:
            calls.append(work.__name__)
            return work(*values, **named)

        return counting

    monkeypatch.setattr(prompting_networks, "answer", counted(prompting_networks.answer))
    monkeypatch.setattr(prompting_answers, "target_of", counted(prompting_answers.target_of))
    test = opened("point")
    clicks = [[100, 20, True], [30, 90, False]]
    point(test, clicks[:1])
    calls.clear()
    # The browser fetches the answer first, then tells of the click, and the fragment runs again.
    address = canvas(test)[1]["ahead"]
    client = TestClient(Starlette(routes=[Route("/ahead/{token}", ahead.respond)]))
    query = {"prompts": json.dumps({"clicks": clicks, "box": None})}
    fetched = client.get(f"/{address}", params=query).content
    assert calls == ["answer", "target_of"]
    point(test, clicks)
    assert calls == ["answer", "target_of", "target_of"]
    assert canvas(test)[2] == fetched[4 + int.from_bytes(fetched[:4], "little") :]


def test_what_is_meant_is_the_object_under_the_first_positive_click() -> None:
    every = targets(STREET)
    assert {each.name for each in every} <= set(CLASS_NAMES) and len(every) > 5
    for each in every:
        row, column = middle(each.mask)
        prompts = Prompts((Click(0, 0, False), Click(row, column), Click(127, 127)))
        target = target_of(STREET, prompts)
        assert target is not None and target.mask[row, column] and (target.mask == each.mask).all()
        if each.is_thing:
            boxed = target_of(STREET, Prompts((), Box(*box_of(each.mask))))
            assert boxed is not None and box_of(boxed.mask) == box_of(each.mask)
    assert target_of(STREET, Prompts((Click(0, 0, False),))) is None


def test_every_candidate_is_scored_with_one_click_in_each_object(untrained: SAM) -> None:
    test = opened("three")
    every = targets(STREET)
    embedding = embed(untrained, STREET.pixels)
    answers = [answer(untrained, embedding, Prompts((Click(*middle(each.mask)),))) for each in every]
    ious = np.array(
        [
            [iou(mask, each.mask, 1) for mask in output.masks]
            for output, each in zip(answers, every, strict=True)
        ]
    )
    called_best = np.mean([ious[at, output.best] for at, output in enumerate(answers)])
    count, chosen_iou, best, right = sentence_groups(
        test,
        r"\*\*(\d+)\*\* objects and regions, one click each.* of \*\*([\d.]+)\*\*. Choosing .* gives "
        r"\*\*([\d.]+)\*\*. The network picks the best one in \*\*(\d+)\*\*",
    )
    assert (int(count), chosen_iou, best) == (
        len(every),
        f"{called_best:.2f}",
        f"{ious.max(axis=1).mean():.2f}",
    )
    assert int(right) == sum(ious[at].argmax() == output.best for at, output in enumerate(answers))
    assert "Choose a street" in texts(opened("three", labelled=False))


def test_everything_keeps_what_the_lesson_keeps(untrained: SAM) -> None:
    test = opened("everything")
    embedding = embed(untrained, STREET.pixels)
    number = r"\*\*(\d+)\*\*"
    pattern = rf"{number} points gave (\d+) masks.* {number} have .* {number} of them .* {number} stay"
    counts = set()
    for rules in (
        SegmentRules(4, 0.3, 0.0, 16, 0.5),
        SegmentRules(4, 0.5, 0.0, 16, 0.95),
        SegmentRules(6, 0.95, 0.9, 16, 0.5),
    ):
        test.select_slider[0].set_value(rules.per_side)
        values = {"Lowest predicted IoU": rules.least_iou, "Lowest stability": rules.least_stability}
        values["Highest IoU with a better mask"] = rules.most_overlap
        for slider in test.slider:
            slider.set_value(values[slider.label])
        test.run()
        assert not test.exception
        expected = segment_everything(untrained, embedding, rules)
        numbers = (
            rules.per_side**2,
            expected.candidates,
            expected.sure,
            expected.stable,
            len(expected.segments),
        )
        assert sentence_groups(test, pattern) == tuple(map(str, numbers))
        counts.add(len(expected.segments))
    assert len(counts) == 3 and 0 in counts
    assert "Of the" not in texts(opened("everything", labelled=False))


def test_what_is_found_has_an_iou_of_one_half_with_a_mask() -> None:
    truth = np.stack([each.mask for each in targets(STREET)])
    segments = tuple(Segment(mask, 0.9, 0.9, Click(0, 0)) for mask in truth[:3])
    assert count_found(segments, truth) == (mask_ious(truth, truth[:3]) >= 0.5).any(axis=1).sum() == 3
    assert count_found((), truth) == 0
    assert (
        filter_segments(segments, 0.95, 0, 1).sure == 0
        and len(filter_segments(segments, 0, 0, 1).remaining) == 3
    )


def test_the_objects_of_the_lab_can_be_painted() -> None:
    assert len(prompting_jobs.jobs()) >= 3
    for job in prompting_jobs.jobs():
        cut = job.target.mask[job.window]
        assert cut.shape == (32, 32) and cut.sum() == job.target.mask.sum() >= 120


def paint(test: Any, mask: np.ndarray) -> None:
    """Run the script as after the browser's message that this was painted."""
    element = next(each for each in test.get("bidi_component") if each.proto.json)
    sent = json.loads(element.proto.json)
    message = {
        "revision": sent["revision"], "changes": sent["changes"] + 1, "truth": None,
        "prediction": "/".join("".join(map(str, row)) for row in mask.astype(int)),
    }  # fmt: skip
    report(test, element, "painted", message)


def test_labels_are_timed_scored_and_compared(untrained: SAM) -> None:
    test, job = opened("lab"), prompting_jobs.jobs()[0]
    assert "Nothing is labelled yet" in texts(test)
    press(test, "Begin")
    press(test, "Done")
    assert "Your label is still empty" in texts(test)
    hand = job.target.mask.copy()
    hand[job.top + 16, job.left : job.left + 32] = True
    paint(test, hand[job.window])
    press(test, "Done")
    assert "Label the same object once more" in texts(test)
    test.segmented_control[0].set_value("prompts").run()
    press(test, "Begin")
    row, column = middle(job.target.mask)
    assert "true" not in str(canvas(test)[1]) and canvas(test)[1]["answer"] is None
    point(test, [[row, column, True]])
    press(test, "Done")
    given = answer(untrained, embed(untrained, job.picture.pixels), Prompts((Click(row, column),)))
    prompted = given.masks[given.best]
    html = "".join(each.proto.body for each in test.get("html"))
    for mask in (hand, prompted):
        for value in (iou(mask, job.target.mask, 1), dice(mask, job.target.mask, 1)):
            assert f"<td>{value:.3f}</td>" in html
        assert f"{mask.sum():,} of {job.target.mask.sum():,}" in html
    seconds = [float(each) for each in re.findall(r"<td>([\d.]+) s</td>", html)]
    assert len(seconds) == 2 and all(0 <= each < 100 for each in seconds)
    next(each for each in test.button if each.label.startswith("Where they differ")).click().run()
    assert "Red: marked, and not part of it." in texts(test)
    assert sum(each.proto.body.count("<img") for each in test.get("html")) == 2
    mean, least = sentence_groups(test, r"mean Dice of \*\*([\d.]+)\*\*; .* have \*\*([\d.]+)\*\*")
    assert mean == least == f"{dice(hand, prompted, 1):.3f}"


def test_a_label_beside_the_truth_shows_what_is_right_too_much_and_missed() -> None:
    job = prompting_jobs.jobs()[0]
    truth = job.target.mask
    drawn = np.roll(truth, 2, axis=1)
    shown = prompting_lab._beside(job, prompting_jobs.Label(drawn, 1.0))
    right, extra, missed = ((shown == colour).all(axis=2).sum() for colour in prompting_lab._DIFFERENCES)
    assert (right, extra) == ((drawn & truth).sum(), (drawn & ~truth).sum())
    assert missed == (truth & ~drawn).sum() and min(right, extra, missed) > 0


@pytest.fixture
def arrive(records: Records, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], None]:
    """`arrive(token)`: from now on, who acts is the owner of this token; None where cookies are refused."""

    def act(token: str | None) -> None:
        cookie = wiring.signer().sign(token) if token else None
        monkeypatch.setattr(state, "cookie", lambda _: cookie)

    return act


def labelled_by_hand(test: Any, job: prompting_jobs.LabelJob, mask: np.ndarray) -> None:
    press(test, "Begin")
    paint(test, mask[job.window])
    press(test, "Done")


def enter(test: Any, room: str) -> None:
    test.text_input[0].set_value(room).run()
    assert not test.exception


def tables(test: Any) -> str:
    return "".join(each.proto.body for each in test.get("html"))


def test_two_learners_in_a_room_see_how_far_they_and_the_network_agree(
    untrained: SAM, records: Records, arrive: Callable[[str | None], None]
) -> None:
    place, job = 1, prompting_jobs.jobs()[1]
    truth = job.target.mask
    ann, ben = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    drawn = {ann: truth & np.roll(truth, 2, axis=1), ben: truth & np.roll(truth, 3, axis=0)}
    tests = {}
    for token in (ann, ben):
        arrive(token)
        tests[token] = test = opened("lab", room="tulip7", object=str(place + 1))
        assert test.selectbox[0].value == place and test.text_input[0].value == "tulip7"
        assert next(each for each in test.button if each.label == "Share my label by hand").disabled
        labelled_by_hand(test, job, drawn[token])
        # Nothing leaves the visit before it is shared.
        assert records.learner_of(token) is None
        enter(test, "TULIP7")
        press(test, "Share my label by hand")
        assert [each.value for each in test.success] == [
            "Shared in the room tulip7. Others see it when they refresh."
        ]
        labels = records.shared_labels("tulip7", job.task, records.learner_of(token))
        [own] = [label for label in labels if label.own]
        kept = export.from_run_lengths(own.mask["counts"], *own.mask["size"])
        assert (kept == drawn[token]).all()
    assert "annotators **1**, labels of this object 1, of these by hand 1." in " ".join(
        texts(tests[ann]).split()
    )
    between = f"{dice(drawn[ann], drawn[ben], 1):.3f}"
    boxed = answer(untrained, embed(untrained, job.picture.pixels), Prompts((), Box(*box_of(truth))))
    network = boxed.masks[boxed.best]
    reached = np.mean([dice(network, mask, 1) for mask in drawn.values()])
    for token, you in ((ben, 2), (ann, 1)):
        arrive(token)
        if token == ann:
            press(tests[ann], "Refresh the room")
        count, mean, least = sentence_groups(
            tests[token],
            r"\*\*(\d+)\*\* annotators .* mean Dice of \*\*([\d.]+)\*\*; .* have \*\*([\d.]+)\*\*",
        )
        assert (count, mean, least) == ("2", between, between)
        verdict = "as well as" if reached >= float(between) else "not yet do as well as"
        assert f"**{verdict} one more person**" in texts(tests[token]) and f"**{reached:.3f}**" in texts(
            tests[token]
        )
        html = tables(tests[token])
        assert f"Annotator {you} (you), by hand" in html and f"Annotator {3 - you}, by hand" in html
        assert html.count(f"<td>{between}</td>") == 2 and f"<td>{reached:.3f}</td>" in html
        assert token not in html and str(records.learner_of(token)) not in html
    # Prompts are told, and are no part of the yardstick: the network drew them.
    arrive(ann)
    tests[ann].segmented_control[0].set_value("prompts").run()
    press(tests[ann], "Begin")
    assert not tests[ann].text_input
    point(tests[ann], [[*middle(truth), True]])
    press(tests[ann], "Done")
    press(tests[ann], "Share my label by prompts")
    assert f"mean Dice of **{between}**" in texts(tests[ann])
    given = answer(untrained, embed(untrained, job.picture.pixels), Prompts((Click(*middle(truth)),)))
    with_ben = dice(given.masks[given.best], drawn[ben], 1)
    row = tables(tests[ann]).partition("Annotator 1 (you), by prompts")[2].partition("</tr>")[0]
    assert f"<td>{with_ben:.3f}</td>" in row


@pytest.mark.usefixtures("untrained", "records")
def test_a_room_in_the_address_is_told_in_every_run() -> None:
    test = opened("lab", room="tulip7", object="3")
    for run in (test, test.run()):  # a page that runs again at once may lose what the first run said
        assert run.text_input(key="prompting-room").proto.default == "tulip7"
        assert run.selectbox(key="prompting-job").proto.default == 2


@pytest.mark.usefixtures("untrained", "records")
def test_a_room_that_is_none_and_an_object_that_is_not_here_are_refused_in_a_sentence(
    arrive: Callable[[str | None], None],
) -> None:
    arrive(secrets.token_urlsafe(32))
    test = opened("lab", room="two words", object="77")
    assert [each.value for each in test.warning] == [
        f"The address names an object that is not here; choose one of the {len(prompting_jobs.jobs())} below."
    ]
    assert [each.value for each in test.error] == [
        "A room is one word of 4 to 24 letters and digits; type it as it was said."
    ]
    enter(test, "")
    assert not test.error and not test.warning and "stay in this visit" in texts(test)
    assert "room" not in test.query_params
    enter(test, "TULIP7")
    assert test.query_params["room"] in ("tulip7", ["tulip7"])
    press(test, "Refresh the room")
    assert "Nobody has shared a label of this object in the room **tulip7** yet" in texts(test)


@pytest.mark.usefixtures("untrained")
def test_what_cannot_be_shared_stays_and_says_why(
    records: Records, arrive: Callable[[str | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    job, task = prompting_jobs.jobs()[0], prompting_jobs.jobs()[0].task
    arrive(None)
    test = opened("lab", room="tulip7")
    labelled_by_hand(test, job, job.target.mask)
    press(test, "Share my label by hand")
    assert "Allow cookies" in test.warning[0].value and not test.success
    arrive(secrets.token_urlsafe(32))
    test = opened("lab", room="tulip7")  # a session that changes hands forgets everything
    labelled_by_hand(test, job, job.target.mask)
    monkeypatch.setattr(wiring.records, "built", Records("postgresql://nobody@127.0.0.1:9/nothing"))
    press(test, "Share my label by hand")
    assert "Your label is still here" in test.error[0].value and not test.success
    monkeypatch.setattr(wiring.records, "built", records)
    assert records.shared_labels("tulip7", task) == ()
    monkeypatch.setattr("app.classroom.shared_labels.MOST_LABELS", 0)
    press(test, "Share my label by hand")
    told = test.error[0].value
    assert "agree on another word" in told and "Your label is still here" in told and not test.success
    monkeypatch.setattr("app.classroom.shared_labels.MOST_LABELS", MOST_LABELS)
    press(test, "Share my label by hand")
    assert test.success and len(records.shared_labels("tulip7", task)) == 1


def test_every_object_of_the_lab_is_a_task_of_its_own(records: Records) -> None:
    learner = records.ensure_learner("token")
    tasks = {job.task for job in prompting_jobs.jobs()}
    assert len(tasks) == len(prompting_jobs.jobs())
    for job in prompting_jobs.jobs():
        mask = export.coco(job.target.mask)["segmentation"]
        records.share_label(learner, "tulip7", job.task, "hand", mask, 1)
