"""The sections on skips: veiled until the learner answers, and what they then say is computed or recorded."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.models.weights import available, scores
from lessons.unet.trials import pole_trials
from tests.views.visits import texts


def cuts() -> None:
    """Only what each cut costs."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet import surgery as unet_surgery

    unet_surgery.each_cut(LessonText("unet"))


def recorded() -> None:
    """Only what was recorded."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet import skips as unet_skips

    unet_skips.what_skips_buy(LessonText("unet"))


def pole() -> None:
    """Only the pole that moves."""
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet import skips as unet_skips

    unet_skips.one_pole_pooled(LessonText("unet"))


def closed(body: Callable[[], None]) -> AppTest:
    """A section whose questions are still to be answered."""
    test = AppTest.from_function(body, default_timeout=120)
    test.session_state["open-book"] = False
    return test.run()


def answer(test: AppTest, key: str, option: str) -> None:
    """Commit to this option."""
    test.radio(key=f"choice-of-{key}").set_value(option)
    test.button(key=f"commit-{key}").click().run()


def html(test: Any) -> str:
    """What is drawn, as HTML."""
    return "\n".join(each.proto.body for each in test.get("html"))


@pytest.mark.skipif("unet" not in available(), reason="the weights are not in assets/weights")
def test_what_each_cut_costs_is_shown_after_the_answer() -> None:
    test = closed(cuts)
    assert "Skip 1 cut" not in html(test) and not test.exception
    answer(test, "unet-surgery", "Skip 3")
    assert not test.exception
    assert "Skip 1 cut" in html(test) and html(test).count("◂</td>") == 8
    assert "Persons lose most by **skip 1**, signs by **skip 0**" in texts(test)


def test_what_trainings_say_is_shown_after_the_answer() -> None:
    test = closed(recorded)
    assert "without skips" not in html(test) and not test.exception
    answer(test, "unet-poles", "No, that is lost")
    assert not test.exception
    found = f"{min(pole_trials().ious(1, skips=False)):.2f}"
    said = " ".join(texts(test).split())
    assert f"<td>{found}" in html(test) and f"with an IoU of {found}" in said
    assert "in 3 of 3 seeds" in said and f"**{scores('unet')['boundary_iou']:.3f}** with skips" in said


def test_the_pole_moves() -> None:
    test = AppTest.from_function(pole, default_timeout=60).run()
    for column, pair in ((1, "1 or 2"), (6, "5 or 6"), (8, "7 or 8")):
        test.slider(key="unet-pole").set_value(column).run()
        said = " ".join(texts(test).split())
        assert f"may stand in column **{pair}**" in said and f"must be column **{column}**" in said
