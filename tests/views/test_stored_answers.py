"""Whatever is stored for an answer, its exercise opens: what fits is shown, and nothing else breaks the page."""

import json
import secrets
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.classroom import Records
from app.ui.exercise import drafts
from exercises._engine.catalogue import catalogue
from tests.views.visits import Visit

KINDS = {
    "number": "iou_by_hand",
    "choice": "argmax_ties",
    "mask": "golf_fewest_cells",
    "code": "pixel_accuracy",
}
PAGES = {"number": "metrics", "choice": "argmax", "mask": "metrics", "code": "metrics"}

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)
_ANSWERS = _JSON | st.lists(st.lists(st.integers(-1, 9), max_size=9), max_size=9) | st.integers(-2, 6)
_STORED = st.one_of(
    st.text(),
    _JSON,
    _JSON.map(json.dumps),
    st.builds(
        lambda seed, answer: json.dumps({"seed": seed, "answer": answer}),
        st.integers(-1, 50) | _JSON,
        _ANSWERS,
    ),
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150, deadline=None)
@given(stored=_STORED)
@example("")
@example("{}")
@example('{"seed": 1}')
@example('{"answer": 1}')
@example('{"seed": 1, "answer": 99}')
@example('{"seed": true, "answer": 0}')
@example('{"seed": 1, "answer": true}')
@example('{"seed": 1, "answer": [[0]]}')
@example('{"seed": 1, "answer": "' + "1" * 41 + '"}')
@example("[" * 5_000)
@example('{"seed": 1' + "0" * 5_000 + ', "answer": 0}')
@example("half \ud83c")
def test_a_stored_answer_fits_or_is_none(kind: str, stored: Any) -> None:
    exercise = catalogue()[KINDS[kind]]
    begun = drafts.fitting(exercise, stored, exercise.content_hash)
    if begun is None:
        return
    if kind == "code":
        assert begun.answer == stored
        return
    task, answer = drafts.task_of(exercise.id, begun.seed), begun.answer
    if kind == "number":
        assert isinstance(answer, str) and len(answer) <= 40
    elif kind == "choice":
        assert answer is None or task.options[answer]
    else:
        assert task.start is not None
        assert [len(row) for row in answer] == [len(row) for row in task.start]
        assert {label for row in answer for label in row} <= set(range(len(task.class_names)))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_stored_from_a_page_fits(kind: str) -> None:
    exercise = catalogue()[KINDS[kind]]
    if kind == "code":
        assert drafts.fitting(exercise, "def f(): ...", "another version") == drafts.Begun(0, "def f(): ...")
        return
    for seed in range(4):
        start = drafts.task_of(exercise.id, seed).start
        answer = {"number": "3/4", "choice": 0, "mask": start and [list(row) for row in start]}[kind]
        begun = drafts.fitting(exercise, drafts.as_text(seed, answer), exercise.content_hash)
        assert begun == drafts.Begun(seed, answer)
        assert drafts.fitting(exercise, drafts.as_text(seed, answer), "another version") is None


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stored=_STORED)
@example('{"seed": 1, "answer": 99}')
def test_the_exercise_opens_whatever_is_stored(
    visit: Visit, records: Records, kind: str, stored: Any
) -> None:
    token, exercise = secrets.token_urlsafe(32), catalogue()[KINDS[kind]]
    learner = records.ensure_learner(token)
    records.save_draft(learner, exercise.id, "blanks" if kind == "code" else "only", json.dumps("x"))
    _store(records, stored)
    test = visit(PAGES[kind], token)
    test.session_state["lines"] = {f"exercise-{exercise.id}": True}
    test.run()
    assert not test.exception and not test.error
    assert any(each.key == f"open-exercise-{exercise.id}" for each in test.button)


def _store(records: Records, value: Any) -> None:
    """Put any value in the place of the texts of all drafts, as another version may have done."""
    from app.classroom import schema

    with records.database.write() as connection:
        connection.execute(schema.draft.update().values(text=value))
