"""The path of a lesson in a real browser: predictions, the map, addresses of sections, and where one resumes."""

from typing import Any

import pytest
from playwright.sync_api import expect

from lessons import COURSE
from tests.browser.opening import ask_for_all, await_what_is_late, commit_to, open_whole, show_every_answer
from tests.browsers import box, stand_still
from tests.fingers import PHONE

pytestmark = pytest.mark.browser
SCREEN, SCREENS = 900, 7
"""The height of a screen in CSS pixels, and how many of them a path may take."""


def step(page: Any, name: str) -> Any:
    """The step of this section in the menu."""
    return page.locator(f".pw-menu a[data-step={name}]")


def test_a_prediction_by_keyboard_uncovers_the_figure_and_the_map_says_so(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics?section=trap")
    question, figure = (
        page.locator(".st-key-predict-metrics-trap"),
        page.get_by_text("paint the pedestrians in"),
    )
    expect(question.get_by_role("radio").first).to_be_attached()
    stand_still(question)
    expect(step(page, "trap")).to_contain_text("to do")
    question.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")  # goes to the second option, and chooses it
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    expect(figure).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(question.get_by_text("It is: Yes.")).to_be_visible()
    expect(figure).to_be_visible()
    expect(step(page, "trap")).to_contain_text("done")
    page.reload()
    expect(question.get_by_text("(yours)")).to_be_visible()


def test_the_answer_can_be_had_without_a_prediction(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics?section=trap")
    question = page.locator(".st-key-predict-metrics-trap")
    expect(question.get_by_role("radio").first).to_be_attached()
    stand_still(question)
    question.get_by_role("button", name="Show it anyway").click()
    expect(page.get_by_text("paint the pedestrians in")).to_be_visible()
    expect(step(page, "trap")).to_contain_text("to do")


def test_a_step_leads_to_its_section_opens_it_and_is_where_one_resumes(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics")
    question = page.locator(".st-key-predict-metrics-overlap")
    expect(question.get_by_role("radio").first).to_be_attached()
    stand_still(question)
    commit_to(question, 0)
    step(page, "golf").click()
    heading = page.get_by_role("heading", name="Metric golf")
    expect(heading).to_be_in_viewport()
    assert page.url.endswith("/metrics?section=golf")
    expect(step(page, "golf")).to_have_attribute("aria-current", "location")
    page.goto(app_url)
    page.get_by_role("link", name="Resume: Metrics: IoU, Dice, mIoU, Metric golf").click()
    expect(heading).to_be_in_viewport()


@pytest.mark.parametrize("slug", [lesson.slug for lesson in COURSE])
def test_a_path_with_every_answer_shown_takes_few_screens(new_tab: Any, app_url: str, slug: str) -> None:
    page = new_tab(viewport={"width": 1280, "height": SCREEN})
    page.goto(f"{app_url}/{slug}")
    expect(page.locator(".pw-footer")).to_be_visible(timeout=60_000)
    ask_for_all(page)
    show_every_answer(page)
    await_what_is_late(page)
    stand_still(page.locator(".pw-footer"))
    height = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    assert height <= SCREENS * SCREEN, (
        f"{height / SCREEN:.2f} screens: put some of it behind a line, or deeper"
    )


def test_an_exercise_has_an_address(page: Any, app_url: str) -> None:
    page.goto(f"{app_url}/metrics?exercise=mean_iou")
    expect(page.locator(box("mean_iou")).locator(".cm-content")).to_be_in_viewport()


def test_on_a_telephone_the_map_stands_under_the_title_and_closes_behind_whoever_follows_it(
    new_tab: Any, app_url: str
) -> None:
    page = new_tab(viewport={"width": 390, "height": 844})
    page.goto(f"{app_url}/metrics")
    own = page.locator(".pw-map")
    own.locator("summary").click()
    own.locator("a[data-step=scores]").click()
    expect(page.get_by_role("heading", name="One prediction, many scores")).to_be_in_viewport()
    assert own.evaluate("details => !details.open")


def test_on_a_telephone_the_menu_closes_behind_whoever_follows_it(new_tab: Any, app_url: str) -> None:
    page = new_tab(**PHONE)
    page.goto(f"{app_url}/metrics")
    menu, opener = page.locator(".pw-menu"), page.get_by_role("button", name="Expand sidebar")
    opener.tap()
    step(page, "scores").tap()
    expect(menu).to_be_hidden()
    expect(page.get_by_role("heading", name="One prediction, many scores")).to_be_in_viewport()
    opener.tap()
    menu.get_by_role("link", name="Open book").tap()
    page.wait_for_url("**/metrics?book=open")
    expect(page.get_by_text("The question was:").first).to_be_visible()
    expect(menu).to_be_hidden()
    opener.tap()
    menu.get_by_role("link", name="Your progress").tap()
    expect(page.get_by_role("heading", name="Your progress", exact=True)).to_be_visible()
    expect(menu).to_be_hidden()


def test_scores_are_called_logits_and_made_probabilities_only_where_both_words_are_explained(
    page: Any, app_url: str
) -> None:
    open_whole(page, f"{app_url}/argmax")
    first, second = page.get_by_test_id("pw-scores").all()
    expect(first.get_by_role("slider", name="car: score")).to_have_attribute("aria-valuetext", "−1.2")
    expect(first.get_by_text("score", exact=True)).to_be_visible()
    assert not [word for word in ("logit", "softmax") if word in first.inner_text()]
    expect(second.get_by_role("slider", name="car: logit")).to_have_attribute(
        "aria-valuetext", "−1.0, softmax 0.04"
    )
    assert "softmax" in second.inner_text()
