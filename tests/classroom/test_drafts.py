from collections.abc import Callable
from uuid import UUID

import pytest

from app.classroom import MOST_EARLIER, Draft, Records, RecordsError


def test_a_draft_is_kept_for_each_layer(records: Records) -> None:
    learner, other = records.ensure_learner("token"), records.ensure_learner("another")
    assert records.draft(learner, "mean_iou", "blanks") is None
    records.save_draft(learner, "mean_iou", "blanks", "first")
    first = records.draft(learner, "mean_iou", "blanks")
    records.save_draft(learner, "mean_iou", "blanks", "tab\tNUL\0 half \ud83c 🎨")
    records.save_draft(learner, "mean_iou", "unaided", "")
    second = records.draft(learner, "mean_iou", "blanks")
    assert first and second and first.text == "first" and second.text == "tab\tNUL\0 half \ud83c 🎨"
    assert second.updated > first.updated
    unaided = records.draft(learner, "mean_iou", "unaided")
    assert unaided and unaided.text == ""
    assert records.draft(other, "mean_iou", "blanks") is None
    assert records.draft(learner, "mean_iou", "unaided") == unaided
    assert records.earlier_drafts(learner, "mean_iou", "blanks") == ()


def test_a_draft_beyond_reason_is_refused(records: Records) -> None:
    learner = records.ensure_learner("token")
    with pytest.raises(RecordsError, match="too large"):
        records.save_draft(learner, "mean_iou", "blanks", "x" * 300_000)


def test_the_last_place_is_remembered(records: Records) -> None:
    learner = records.ensure_learner("token")
    assert records.last_place(learner) is None
    for slug in ("argmax", "metrics", "metrics", "argmax"):
        records.visit(learner, slug)
        assert records.last_place(learner) == slug


def _tab(records: Records, learner: UUID, name: str) -> Callable[..., Draft]:
    """`save(text, builds_on)` as the tab of this name does it."""

    def save(text: str, builds_on: int) -> Draft:
        return records.save_draft(
            learner, "mean_iou", "blanks", text, builds_on=builds_on, writers=[name], content_hash="a1"
        )

    return save


def _earlier(records: Records, learner: UUID, layer: str = "blanks") -> list[str]:
    return [each.text for each in records.earlier_drafts(learner, "mean_iou", layer)]


def test_a_stale_tab_overwrites_nothing_and_loses_nothing(records: Records) -> None:
    learner = records.ensure_learner("token")
    left, right = _tab(records, learner, "left"), _tab(records, learner, "right")
    first = left("both saw this", 0)
    newer = right("from the right", first.revision)
    assert newer.text == "from the right" and newer.revision not in {0, first.revision}
    for text in ("from the l", "from the left"):
        assert left(text, first.revision) == newer
    assert records.draft(learner, "mean_iou", "blanks") == newer
    assert _earlier(records, learner) == ["from the left"]  # one entry, however often it was saved
    # Who goes on from the newer text is current again, and what lost before is still there.
    assert left("both at last", newer.revision).text == "both at last"
    right("the right again", newer.revision)
    assert _earlier(records, learner) == ["the right again", "from the left"]
    draft = records.draft(learner, "mean_iou", "blanks")
    assert draft and (draft.text, draft.content_hash) == ("both at last", "a1")


def test_what_a_tab_wrote_itself_is_not_somebody_elses(records: Records) -> None:
    learner = records.ensure_learner("token")
    before = _tab(records, learner, "before")
    before("saved, but the browser never heard of it", 0)
    records.save_draft(
        learner, "mean_iou", "blanks", "later", builds_on=0, writers=["after", "before"], content_hash="a1"
    )
    draft = records.draft(learner, "mean_iou", "blanks")
    assert draft and draft.text == "later" and _earlier(records, learner) == []
    assert before("later", 0).revision == draft.revision  # the same text is no other version


def test_only_so_many_earlier_drafts_are_kept(records: Records) -> None:
    learner = records.ensure_learner("token")
    records.save_draft(learner, "mean_iou", "blanks", "current")
    records.save_draft(learner, "mean_iou", "unaided", "current")
    for index in range(MOST_EARLIER + 3):
        for layer in ("blanks", "unaided"):
            records.save_draft(learner, "mean_iou", layer, f"text {index}", builds_on=0, writers=[f"{index}"])
    newest = [f"text {index}" for index in range(MOST_EARLIER + 2, 2, -1)]
    assert _earlier(records, learner) == _earlier(records, learner, "unaided") == newest
    # The same where two devices are brought together.
    records.recover(records.new_recovery_code(records.ensure_learner("another")), "token")
    other = records.ensure_learner("token")
    assert other != learner and _earlier(records, other) == newest


def test_an_earlier_draft_is_put_back_in_exchange(records: Records) -> None:
    learner, other = records.ensure_learner("token"), records.ensure_learner("another")
    left, right = _tab(records, learner, "left"), _tab(records, learner, "right")
    newer = right("from the right", left("start", 0).revision)
    left("from the left", 0)
    [lost] = records.earlier_drafts(learner, "mean_iou", "blanks")
    assert records.put_back_draft(other, lost.id) is None
    current = records.put_back_draft(learner, lost.id, "left")
    assert current and current.text == "from the left" and current.revision != newer.revision
    assert records.draft(learner, "mean_iou", "blanks") == current
    assert _earlier(records, learner) == ["from the right"]
    assert records.put_back_draft(learner, lost.id) is None
    assert right("more on the right", newer.revision) == current


def test_a_draft_that_no_longer_fits_is_set_aside(records: Records) -> None:
    learner = records.ensure_learner("token")
    draft = records.save_draft(learner, "mean_iou", "blanks", "old words")
    records.set_draft_aside(learner, "mean_iou", "blanks", draft.revision + 1)
    assert records.draft(learner, "mean_iou", "blanks") == draft
    records.set_draft_aside(learner, "mean_iou", "blanks", draft.revision)
    assert records.draft(learner, "mean_iou", "blanks") is None
    assert _earlier(records, learner) == ["old words"]
    records.set_draft_aside(learner, "mean_iou", "blanks", draft.revision)
    assert _earlier(records, learner) == ["old words"]


def test_what_was_begun_is_known_with_its_latest_layer(records: Records) -> None:
    learner = records.ensure_learner("token")
    assert records.begun(learner) == {}
    for exercise, layer in (("mean_iou", "blanks"), ("mean_iou", "unaided"), ("iou_by_hand", "only")):
        records.save_draft(learner, exercise, layer, "text")
    assert records.begun(learner) == {"mean_iou": "unaided", "iou_by_hand": "only"}


def test_predictions_are_kept_and_come_along(records: Records) -> None:
    old, new = records.ensure_learner("laptop"), records.ensure_learner("phone")
    records.save_prediction(old, "argmax-winner", "Car")
    records.save_prediction(new, "argmax-winner", "Road")
    records.save_prediction(new, "metrics-trap", "0.5")
    records.save_prediction(old, "metrics-trap", "half \ud83c")
    assert records.predictions(new) == {"argmax-winner": "Road", "metrics-trap": "0.5"}
    records.recover(records.new_recovery_code(old), "phone")
    assert records.predictions(old) == {"argmax-winner": "Road", "metrics-trap": "half \ud83c"}
    assert records.predictions(records.ensure_learner("nobody")) == {}
