import pytest

from app.classroom import Records, RecordsError


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
