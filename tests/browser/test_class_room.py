"""An instructor paces the room: what they do appears on a student's page at once, and its script does not run."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.opening import open_class
from tests.browsers import box, serious_violations, stand_still

pytestmark = pytest.mark.browser

NewTab = Callable[..., Any]


def open_a_class(page: Any, app_url: str) -> str:
    """Open a class in this tab, and show its room; its join code."""
    page.goto(f"{app_url}/teach")
    open_class(page, "Vision")
    code = page.locator(".pw-join-code").inner_text()
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_role("radio", name="Room").click()
    expect(page.get_by_role("heading", name="Hands up")).to_be_visible()
    return "".join(code.split())


def join(page: Any, app_url: str, code: str, name: str) -> None:
    page.goto(f"{app_url}/join?code={code}")
    page.get_by_role("textbox", name="The name that your instructor sees").fill(name)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text(re.compile(f"You are in .* as {name}"))).to_be_visible()


def test_the_room_is_paced_asked_and_helped(new_tab: NewTab, app_url: str) -> None:
    teacher, student = new_tab(), new_tab()
    join(student, app_url, open_a_class(teacher, app_url), "Heron")
    student.goto(f"{app_url}/metrics?exercise=mean_iou")
    mean_iou = student.locator(box("mean_iou"))
    expect(mean_iou.get_by_role("button", name="Raise your hand")).to_be_visible()
    bar = student.get_by_test_id("pw-class-now")
    expect(bar).to_be_hidden()
    student.evaluate(
        "window.mark = document.querySelector('h1')"
    )  # a run of the whole page would make it anew

    teacher.get_by_label("Ask everybody to look up").fill("Look at the trap")
    teacher.get_by_role("button", name="Everyone look here").click()
    expect(bar.get_by_role("alert")).to_have_text("Look at the trap")
    expect(bar).to_be_in_viewport()
    stand_still(teacher.get_by_role("button", name="Start"))
    teacher.get_by_role("button", name="Start").click()
    expect(bar.get_by_role("timer")).to_have_text(re.compile(r"4:\d\d left|5:00 left"))

    stand_still(teacher.get_by_role("button", name="Ask everybody now"))
    teacher.get_by_role("button", name="Ask everybody now").click()
    poll = bar.get_by_test_id("pw-class-poll")
    expect(poll.get_by_role("table")).to_be_visible()
    poll.get_by_role("radio").first.focus()
    student.keyboard.press("ArrowDown")
    expect(poll.get_by_text("Your answer is in.")).to_be_visible()
    expect(poll.get_by_role("radio").nth(1)).to_be_focused()
    expect(teacher.get_by_text("1 answer.")).to_be_visible()
    assert serious_violations(student) == []
    teacher.get_by_role("button", name="Close the question").click()
    expect(poll.get_by_text(re.compile(r"yours\): 1|yours\):1"))).to_be_visible()
    assert student.evaluate("document.querySelector('h1') === window.mark")

    stand_still(mean_iou.get_by_role("button", name="Raise your hand"))
    mean_iou.get_by_role("button", name="Raise your hand").click()
    student.get_by_label("What do you need help with?").fill("Why is class 2 left out?")
    student.get_by_role("button", name="Ask for help").click()
    expect(student.get_by_text("Your hand is up")).to_be_visible()
    expect(teacher.get_by_text("Why is class 2 left out?")).to_be_visible()
    teacher.get_by_label("Your answer").fill("It is in neither mask.")
    teacher.get_by_role("button", name="Send, and take the hand down").click()
    expect(teacher.get_by_text("No hand is up.")).to_be_visible()
    expect(bar.get_by_test_id("pw-class-answer")).to_contain_text("It is in neither mask.")
    bar.get_by_role("button", name="Read").click()
    expect(bar.get_by_test_id("pw-class-answer")).to_have_count(0)

    bar.get_by_role("button", name="Hide what the class is shown").click()
    expect(bar).to_have_count(0)
