"""The clinic on its page: the symptom first, the healed training once the fix is passed, and the cure live."""

import secrets
import time
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app import state, wiring
from app.classroom import Records
from app.views.training.clinic import BUGS
from lessons.training.clinic_recorded import LOOKS, recorded
from lessons.training.lab.clinic_trials import TRIALS
from lessons.training.lab.pool import Pool
from lessons.training.lab.settings import Settings
from tests.views.visits import passing, texts


@pytest.fixture(autouse=True)
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """A pool of this test's own, with one place to wait; its process is gone when the test is over."""
    fresh = Pool(waiting=1, niceness=0)
    monkeypatch.setattr(wiring.trainings, "built", fresh)
    yield fresh
    fresh.close()


@pytest.fixture
def token(records: Records, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whose clinic it is."""
    chosen = secrets.token_urlsafe(32)
    cookie = wiring.signer().sign(chosen)
    monkeypatch.setattr(state, "cookie", lambda _: cookie)
    return chosen


def clinic() -> None:
    """The clinic alone."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.training import clinic as training_clinic

    training_clinic.bug_clinic(LessonText("training"))


def opened() -> AppTest:
    test = AppTest.from_function(clinic, default_timeout=120).run()
    assert not test.exception
    return test


def html(test: AppTest) -> str:
    return "\n".join(each.proto.body for each in test.get("html"))


def labels(test: AppTest) -> list[str]:
    return [each.label for each in test.button]


def choose(test: AppTest, bug: str) -> None:
    noticed = next(name for name, (stem, _) in BUGS.items() if stem == bug)
    test.radio(key="training-bug").set_value(noticed).run()
    assert not test.exception


def test_every_bug_is_recorded_and_has_its_exercises() -> None:
    assert [bug for bug, _ in BUGS.values()] == list(TRIALS)


@pytest.mark.usefixtures("token")
def test_before_the_fix_is_passed_only_the_symptom_is_shown() -> None:
    test = opened()
    for bug in TRIALS:
        choose(test, bug)
        last = recorded(bug, False).looks[-1]
        assert f"With the bug, after {last.step} steps" in html(test) and "With the cure" not in html(test)
        assert f"the {TRIALS[bug].scored} {last.miou:.3f}" in texts(test)
        assert "Once you have passed the fix below" in texts(test)
        assert "Apply the fix and train" not in labels(test)


def test_the_healed_training_stands_beside_it_once_the_fix_is_passed(token: str, records: Records) -> None:
    passing(records, token, *(f"clinic_{bug}_fix" for bug in TRIALS))
    test = opened()
    for bug in TRIALS:
        choose(test, bug)
        broken, cured = (recorded(bug, healed).looks[-1] for healed in (False, True))
        assert "With the bug, after 200 steps" in html(test) and "With the cure, after 200 steps" in html(
            test
        )
        assert f"{broken.miou:.3f}" in texts(test) and f"{cured.miou:.3f}" in texts(test)
        assert "Once you have passed the fix below" not in texts(test)
    slider = test.select_slider[0]
    slider.set_value(LOOKS.index(50)).run()
    assert not test.exception
    assert "With the cure, after 50 steps" in html(test)
    assert f"{recorded('changing_mask', True).looks[LOOKS.index(50)].miou:.3f}" in texts(test)


def test_a_wrong_fix_heals_nothing_and_the_diagnosis_alone_does_not_either(
    token: str, records: Records
) -> None:
    passing(records, token, "clinic_edge_classes_diagnosis", "clinic_flat_loss_fix")
    assert "With the cure" not in html(opened())


def until(test: AppTest, there: Any) -> None:
    deadline = time.monotonic() + 120
    while not there(test):
        assert time.monotonic() < deadline, html(test)[-300:]
        time.sleep(0.3)
        test.run()
        assert not test.exception


def test_the_cure_trains_here_and_now_and_a_full_queue_says_so(
    token: str, records: Records, pool: Pool
) -> None:
    passing(records, token, "clinic_flat_loss_fix")
    test = opened()
    choose(test, "flat_loss")
    test.button(key="training-clinic-live-flat_loss-begin").click().run()
    until(test, lambda each: "Trained just now, after" in html(each))
    test.button(key="training-clinic-stop-flat_loss").click().run()
    until(test, lambda each: "Stop" not in labels(each))
    others = [pool.submit(Settings(data="scenes64", seconds=180)) for _ in range(2)]
    test.button(key="training-clinic-live-flat_loss-begin").click().run()
    assert not test.exception
    assert [each.value for each in test.warning] == [
        "1 training is waiting already; wait a moment and try again."
    ]
    for name in others:
        pool.stop(name)


def test_the_clinic_counts_its_exercises_and_those_behind_each_symptom(token: str, records: Records) -> None:
    first, second, *_ = BUGS
    passing(records, token, f"clinic_{BUGS[second][0]}_fix")
    test = opened()
    assert f"1 of the clinic's {2 * len(BUGS)} exercises are passed." in texts(test)
    options = test.radio(key="training-bug").options
    assert options[:2] == [f"{first} (0/2)", f"{second} (1/2)"] and len(options) == len(BUGS)


def test_every_exercise_of_the_clinic_can_be_asked_for_by_address(token: str) -> None:
    test = AppTest.from_function(clinic, default_timeout=120)
    for name, (bug, _) in BUGS.items():
        test.query_params["exercise"] = f"clinic_{bug}_fix"
        test.run()
        assert not test.exception and test.radio(key="training-bug").value == name
        assert f"open-exercise-clinic_{bug}_fix" in [each.key for each in test.button]
    # Another one can be chosen while the address still asks.
    other = next(iter(BUGS))
    test.radio(key="training-bug").set_value(other).run()
    assert test.radio(key="training-bug").value == other
