"""One walk through all pages in Firefox: painting, writing and checking code."""

import json
import os
import shutil

import pytest

from app.pages import TITLES, tab_title
from exercises._engine.catalogue import catalogue
from lessons import COURSE
from tests import javascript

pytestmark = pytest.mark.browser

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
WALK = javascript.ROOT / "tests" / "browser" / "firefox_walk.mjs"
SECONDS = 300  # a busy machine's; an idle one takes a fifth of them


@pytest.fixture
def firefox() -> str:
    """Where Firefox is. Without it, or what drives it: a failure in CI, a visible skip elsewhere."""
    problem = "" if FIREFOX else "no Firefox found; install firefox-esr from your system's packages"
    if not problem and (why := javascript.install()):
        problem = f"what drives Firefox could not be installed; connect to the network to do so: {why}"
    if problem:
        pytest.fail(problem) if os.environ.get("CI") else pytest.skip(problem)
    assert FIREFOX
    return FIREFOX


def test_a_walk_through_all_pages(app_url: str, firefox: str) -> None:
    page, exercise = next(
        (lesson.slug, exercise)
        for lesson in COURSE
        for exercise in lesson.exercises
        if catalogue()[exercise].kind == "code"
    )
    solution = catalogue()[exercise].task_of("unaided").solution_source
    plan = {
        "firefox": firefox,
        "url": app_url,
        "seconds": SECONDS,
        "pages": [*TITLES],
        "painting": "",
        "exercise": {"page": page, "id": exercise, "code": solution},
    }
    status, said = javascript.run_node(str(WALK), stdin=json.dumps(plan), seconds=SECONDS + 60)
    assert status == 0, said
    walk = json.loads(said)
    assert "error" not in walk, walk["error"]
    assert walk["complaints"] == {path: [] for path in TITLES}
    assert walk["titles"] == {path: tab_title(title) for path, title in TITLES.items()}
    assert walk["painting"]["before"] != walk["painting"]["after"]
    assert "Passed." in walk["verdict"]
