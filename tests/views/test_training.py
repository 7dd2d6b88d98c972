"""The training page: settings and the address, a real run from Train to its end, pulls, and the clinic."""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import wiring
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.sections import EVERYTHING
from app.views.training import clinic as training_clinic
from app.views.training import experiment_numbers
from app.views.training.experiments import COLLAPSE, EXPERIMENTS, Experiment
from app.views.training.ranking import course_rankings
from lessons.models.weights import available
from lessons.questions import question
from lessons.scenes import street_scene
from lessons.training.headlines import HEADLINES
from lessons.training.lab.begin import first_look
from lessons.training.lab.pool import Pool
from lessons.training.lab.run import Run
from lessons.training.lab.settings import SETTINGS, Settings, from_query, to_query
from lessons.training.losses import LOSSES
from lessons.training.momentum import START, descend, valley
from lessons.training.recorded import recorded
from lessons.unet.trials import skip_trials
from tests.views.visits import Visit, texts

MAIN = Path(__file__).parents[2] / "app" / "main.py"
needs_networks = pytest.mark.skipif(
    not {"unet", "tiny_unet"} <= set(available()), reason="the weights are not in assets/weights"
)


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """A pool of this test's own, whose process is gone when the test is over."""
    fresh = Pool(niceness=0)
    monkeypatch.setattr(wiring.trainings, "built", fresh)
    yield fresh
    fresh.close()


def lab() -> None:
    """The lab alone."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.training import lab as training_lab

    training_lab.lab(LessonText("training"))


def opened(**query: str) -> AppTest:
    test = AppTest.from_function(lab, default_timeout=120)
    for name, word in query.items():
        test.query_params[name] = word
    test.run()
    assert not test.exception
    return test


def press(test: AppTest, label: str) -> AppTest:
    next(each for each in test.button if each.label == label).click().run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def progress(test: AppTest) -> str:
    """What the bars of progress say."""
    return str([bar.proto.text for bar in test.get("progress")])


def until(test: AppTest, there: Callable[[AppTest], Any], seconds: float = 90) -> AppTest:
    deadline = time.monotonic() + seconds
    while not there(test):
        assert time.monotonic() < deadline, html(test)[-300:]
        time.sleep(0.2)
        test.run()
        assert not test.exception
    return test


def test_before_the_first_run_a_recorded_one_can_be_gone_back_in_beside_what_the_settings_begin_with() -> (
    None
):
    test = opened(loss="focal", seed="3")
    (run,) = recorded("lab").runs
    assert "Recorded: 300 steps" in progress(test)
    assert f"mIoU {run.looks[-1].miou:.3f}" in texts(test)
    untrained = first_look(Settings(loss="focal", seed=3))
    assert f"</span>{max(untrained.per_class_iou):.2f}</td>" in html(test)
    test.select_slider[0].set_value(1).run()
    assert not test.exception
    assert f"Prediction after {run.looks[1].step} steps" in html(test)


def test_the_curve_of_every_class_has_a_rim_which_shows_black_on_the_dark_page() -> None:
    series = json.loads(opened().get("echarts_chart")[0].proto.spec)["series"]
    rims = {each["name"]: each["lineStyle"].get("shadowColor") for each in series}
    assert all(rims[name] for name in Settings().class_names)
    assert rims["mIoU"] is None


def test_the_recorded_run_has_the_usual_settings_and_a_live_run_begins_as_it_is_shown_at_once() -> None:
    usual, settings = Settings(), recorded("lab").runs[0].settings
    assert replace(settings, steps=usual.steps, seconds=usual.seconds) == usual
    chosen = Settings(data="scenes64", network="tiny_unet", loss="dice", pictures=4, seed=2)
    live, shown_at_once = Run(chosen).look(), first_look(chosen)
    assert (live.predictions == shown_at_once.predictions).all()
    assert live.per_class_iou == shown_at_once.per_class_iou and shown_at_once.step == 0


def test_the_address_decides_the_settings_and_follows_them() -> None:
    test = opened(loss="focal", seed="7", weights="sqrt")
    assert test.selectbox(key="training-loss").value == "focal"
    test.selectbox(key="training-network").set_value("unet").run()
    address = {name: word[0] if isinstance(word, list) else word for name, word in test.query_params.items()}
    assert address == {"network": "unet", "loss": "focal", "seed": "7", "weights": "sqrt"}
    assert from_query(address)[0] == Settings(network="unet", loss="focal", seed=7, weights="sqrt")


def test_a_bad_address_is_answered_with_one_sentence_each_and_the_usual_settings() -> None:
    test = opened(loss="hinge", rate="-1", batch="2")
    assert len(test.warning) == 2
    assert all(each.value.count(".") >= 1 for each in test.warning)
    assert test.selectbox(key="training-loss").value == Settings().loss


def test_every_setting_can_be_chosen_and_what_decides_nothing_is_not_asked_for() -> None:
    def settings_on_page(test: AppTest) -> set[str]:
        kinds = ("selectbox", "number_input", "toggle")
        names = {each.key.removeprefix("training-") for kind in kinds for each in getattr(test, kind)}
        return {name for name in names if name != "run" and not name.startswith("other-")}

    test = opened()
    test.session_state["training-more"] = True  # its list is sent when it opens
    test.run()
    assert settings_on_page(test) == {name for name in SETTINGS if Settings().uses(name)}
    test.selectbox(key="training-network").set_value("unet").run()
    test.selectbox(key="training-loss").set_value("focal").run()
    assert not test.exception
    assert settings_on_page(test) == set(SETTINGS)


def experiments_alone() -> None:
    """The experiments without the rest of the page."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.training import experiments as training_experiments

    training_experiments.collapse(LessonText("training"))
    training_experiments.more_experiments(LessonText("training"))


def experiment_open(experiment: Experiment) -> AppTest:
    """The experiments with this one chosen."""
    test = AppTest.from_function(experiments_alone, default_timeout=120)
    test.session_state["open-book"] = False
    test.session_state[EVERYTHING] = True
    test.run()
    if experiment is not COLLAPSE:
        test.radio(key="training-experiment").set_value(experiment.title).run()
    assert not test.exception
    return test


def predicted(experiment: Experiment) -> AppTest:
    """The same with the question answered, rightly or not."""
    test = experiment_open(experiment)
    first = question(experiment.question).options[0]
    test.radio(key=f"choice-of-{experiment.question}").set_value(first)
    test.button(key=f"commit-{experiment.question}").click().run()
    assert not test.exception
    return test


@needs_networks
@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda each: each.title)
def test_an_experiment_tells_what_was_recorded_after_the_prediction_and_sets_the_lab(
    experiment: Experiment,
) -> None:
    assert question(experiment.question).answer in question(experiment.question).options
    words = LessonText("training")[experiment.part].format(**experiment.numbers())
    before = texts(experiment_open(experiment))
    assert words not in before and "Recorded on" not in before, "it would tell the answer"
    test = predicted(experiment)
    assert words in texts(test) and "Recorded on" in texts(test)
    assert not test.warning
    press(test, "Set the lab to this run")
    settings = test.session_state["training-settings"]
    recorded_ones = {each for headline in HEADLINES.values() for each in headline.runs}
    assert settings in recorded_ones | {each.settings for each in skip_trials().trials}
    assert from_query(to_query(settings)) == (settings, ())


@needs_networks
def test_what_only_the_network_without_skips_has_wrong_is_along_the_outlines() -> None:
    blurry = next(each for each in EXPERIMENTS if each.question == "training-skips")
    said = re.search(r"(\d+) % of them lie .* and (\d+) % of all pixels", texts(predicted(blurry)))
    assert said is not None
    near, everywhere = (int(each) for each in said.groups())
    assert near > 80 and everywhere < 25


def test_what_is_said_of_rankings_is_so() -> None:
    numbers = experiment_numbers.ranking()
    assert "car" in numbers["ahead_one"] and "person" in numbers["ahead_two"], (
        "the text chooses between these two"
    )
    ranked = course_rankings()
    assert ranked["mIoU"] == ranked["Boundary IoU"] != ranked["IoU of persons"]
    assert numbers["course"] == (
        "they stand in one order by pixel accuracy, mIoU and boundary IoU, and in another by IoU of persons"
    )


def test_a_recording_is_scrubbed_by_group_and_step() -> None:
    test = predicted(EXPERIMENTS[0])
    run = next(each for each in recorded("collapse").runs if each.settings.data == "spots1")
    test.select_slider(key="recorded-group-collapse").set_value("1 %").run()
    for at, look in enumerate(run.looks):
        test.select_slider(key="recorded-step-collapse").set_value(look.step).run()
        assert not test.exception
        assert f"After step {look.step}" in html(test)
        assert f"<td>{look.pixel_accuracy:.3f}</td>" in html(test)
        assert f"<td>{float(run.masks[at].mean()):.3f}</td>" in html(test)


def test_a_run_is_watched_paused_resumed_stopped_and_looked_back_at() -> None:
    test = press(opened(data="scenes64", seconds="60"), "Train")
    until(test, lambda each: re.search(r"Prediction after (?!0 )", html(each)))
    assert not any(each.disabled for each in test.button if each.label in ("Pause", "Stop"))
    press(test, "Pause")
    until(test, lambda each: any(button.label == "Resume" for button in each.button))
    press(test, "Resume")
    press(test, "Stop")
    until(test, lambda each: "Stopped" in progress(each))
    slider = test.select_slider[0]
    slider.set_value(slider.options[0] if not isinstance(slider.value, int) else 0).run()
    assert "Prediction after 0 steps" in html(test)
    for part in ("Pictures it never learns from", "Truth", "person", "IoU"):
        assert part in html(test)


def test_a_look_that_was_still_on_its_way_leaves_who_has_gone_back_where_they_are(pool: Pool) -> None:
    test = press(opened(data="scenes64", seconds="60"), "Train")
    until(test, lambda each: re.search(r"Prediction after (?!0 )", html(each)))
    press(test, "Stop")
    until(test, lambda each: "Stopped" in progress(each) and each.select_slider)
    (name,) = pool._turns.runs

    def arrives() -> None:
        last = pool.watch(name).looks[-1]
        pool._turns._add_look(pool._turns.runs[name], replace(last, step=last.step + 1))

    arrives()
    # The run's own last look may still come after that one.
    until(test, lambda each: f"Prediction after {pool.watch(name).looks[-1].step:,} steps" in html(each))
    slider = test.select_slider[0].set_value(0)
    arrives()
    slider.run()
    assert "Prediction after 0 steps" in html(test)
    arrives()
    assert "Prediction after 0 steps" in html(test.run())


def test_two_runs_stand_side_by_side_and_their_difference_is_named() -> None:
    test = press(opened(data="scenes64", batch="1", pictures="4", steps="4", seconds="60"), "Train")
    until(test, lambda each: "Finished" in progress(each))
    test.selectbox(key="training-loss").set_value("cross_entropy").run()
    press(test, "Train")
    until(test, lambda each: "Finished" in progress(each))
    assert "What differs: loss: cross-entropy / cross-entropy + Dice." in texts(test)
    assert "Run 1, after 4 steps" in html(test)
    # Told in every run, for a message may be lost.
    assert test.selectbox(key="training-run").proto.default == 2


def test_after_a_restart_of_the_server_the_lab_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    test = press(opened(data="scenes64", seconds="2"), "Train")
    restarted = Pool(niceness=0)
    monkeypatch.setattr(wiring.trainings, "built", restarted)
    test.run()
    assert not test.exception
    assert "Recorded: 300 steps" in progress(test)
    restarted.close()


def momentum() -> None:
    """The drawing of momentum alone."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.training.momentum import what_momentum_does

    what_momentum_does(LessonText("training"))


def test_both_paths_down_the_valley_follow_what_is_chosen() -> None:
    test = AppTest.from_function(momentum, default_timeout=120).run()
    for kept, rate in ((0.8, 0.03), (0.98, 0.01), (0.5, 0.09)):
        buttons: Any = test.get("button_group")
        buttons[0].set_value(kept)
        buttons[1].set_value(rate).run()
        assert not test.exception
        plain, moved = (valley(descend(rate, each, 40)[-1]) for each in (0.0, kept))
        told = f"{plain:.2f}" if plain < 1000 else "beyond all bounds"
        assert f"it is {told} without momentum and {moved:.2f} with it" in texts(test)
        drawn = json.loads(test.get("echarts_chart")[0].proto.spec)["series"]
        assert drawn[-1]["name"] == "with momentum" and drawn[-1]["data"][0] == list(START)


@needs_networks
def test_every_loss_pulls_somewhere_and_weights_are_idle_where_they_mean_nothing(visit: Visit) -> None:
    test = visit("training")
    assert not test.exception
    sentences = set()
    for each in LOSSES:
        test.selectbox(key="training-pull-loss").set_value(each.name).run()
        assert not test.exception
        sentences.add(
            next(line for line in texts(test).splitlines() if "of the pull" in line and "**" in line)
        )
    assert len(sentences) > len(LOSSES) - 2  # focal pulls as cross-entropy does before training


@needs_networks
@pytest.mark.parametrize("bug", training_clinic.BUGS)
def test_a_bug_on_the_page_differs_from_its_cure(bug: str) -> None:
    comparison = training_clinic.BUGS[bug][1](street_scene(0, 128))
    assert comparison.broken[1] != comparison.mended[1]
    assert comparison.broken[0].shape[2] == comparison.mended[0].shape[2] == 3
