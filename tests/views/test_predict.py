"""What answers a question is computed once the learner has committed to an answer, and not before."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons import COURSE
from lessons.models.serving.runner import Runner
from lessons.models.weights import available
from lessons.questions import questions
from tests.views.visits import texts

LIVE = {
    "dilation-deeplab": ("dilation.deeplab", "inside"),
    "dilation-rates": ("dilation.deeplab", "with_and_without"),
    "dilation-silence": ("dilation.aspp", "silenced"),
    "dilation-decoder": ("dilation.decoder", "what_the_decoder_adds"),
    "upsampling-costs": ("upsampling.costs", "which_costs_what"),
}
"""Each question whose answer or reasons have places to fill, with the section that asks it."""

needs_networks = pytest.mark.skipif(
    not {"unet", "deeplabv3plus"} <= set(available()), reason="the weights are not in assets/weights"
)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was asked of the networks or measured, by its key."""
    keys, run = [], Runner.run

    def noted(runner: Runner, key: Any, *rest: Any, **named: Any) -> Any:
        keys.append(key)
        return run(runner, key, *rest, **named)

    monkeypatch.setattr(Runner, "run", noted)
    return keys


def section(slug: str, module: str, name: str) -> None:
    """One section of a page alone."""
    import importlib

    from app.ui.kit.lesson_text import LessonText

    getattr(importlib.import_module(f"app.views.{module}"), name)(LessonText(slug))


def pixel() -> None:
    """Only the pixel that is asked."""
    from app.ui.figures.street_pictures import choose_picture
    from app.ui.kit.lesson_text import LessonText
    from app.views.unet.pixel import ask_a_pixel

    ask_a_pixel(LessonText("unet"), choose_picture("unet-picture"))


def closed(body: Any, *arguments: str) -> Any:
    test = AppTest.from_function(body, default_timeout=120, args=arguments)
    test.session_state["open-book"] = False
    test.run()
    assert not test.exception
    return test


def live_questions() -> Iterator[str]:
    for lesson in COURSE:
        for each in questions(lesson.slug).values():
            if any("{" in text for text in (each.answer, *each.reasons.values())):
                yield each.key


def test_every_question_with_a_live_answer_is_looked_at_here() -> None:
    assert set(live_questions()) == set(LIVE)


@needs_networks
@pytest.mark.parametrize("key", LIVE)
def test_nothing_is_computed_before_the_learner_commits(key: str, computed: list[Any]) -> None:
    module, name = LIVE[key]
    if key.startswith("dilation"):  # scores once computed are kept for the life of the process
        for each in ("aspp._without", "decoder._detail_scores", "deeplab._form_scores"):
            file, function = each.split(".")
            getattr(importlib.import_module(f"app.views.dilation.{file}"), function).cache_clear()
    test = closed(section, key.partition("-")[0], module, name)
    assert computed == [] and not test.get("html")
    test.button(key=f"pass-{key}").click().run()
    assert not test.exception
    assert computed and "The question was" in texts(test) and "{" not in texts(test)


@needs_networks
def test_a_pixel_is_asked_after_the_prediction(computed: list[Any]) -> None:
    test = closed(pixel)
    assert computed == [] and "What it looked at" not in str(test.get("bidi_component"))
    test.button(key="pass-unet-pixel").click().run()
    assert not test.exception
    assert computed and "is **" in texts(test)
