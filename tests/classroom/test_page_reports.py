import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.classroom import (
    LONGEST_REPORT,
    LimitError,
    Records,
    TooLargeError,
    page_reports,
    schema,
)
from app.classroom.__main__ import inert, main


def said(records: Records) -> list[tuple[str, str, str]]:
    return [(each.page, each.section, each.text) for each in records.page_reports()]


def test_reports_are_listed_the_newest_first(records: Records, other_process: Records) -> None:
    ada, ben = records.ensure_learner("laptop"), records.ensure_learner("phone")
    records.report_page(ada, "metrics", "trap", "  The table\nshows\tanother number. ")
    records.report_page(ben, "argmax", "ties", "Half of \ud83c, NUL \x00 and a snowman ☃.")
    assert said(other_process) == [
        ("argmax", "ties", "Half of \ud83c, NUL \x00 and a snowman ☃."),
        ("metrics", "trap", "The table shows another number."),
    ]
    assert said(records)[:1] == [(each.page, each.section, each.text) for each in records.page_reports(1)]


def test_the_same_again_is_stored_once(records: Records) -> None:
    learner = records.ensure_learner("laptop")
    for text in ("Wrong sign.", "Wrong sign.", " Wrong  sign."):
        records.report_page(learner, "metrics", "trap", text)
    records.report_page(learner, "metrics", "dice", "Wrong sign.")
    assert len(said(records)) == 2


def test_what_cannot_be_stored_is_refused_with_what_to_do(sqlite_records: Records) -> None:
    learner = sqlite_records.ensure_learner("laptop")
    with pytest.raises(ValueError, match="says something"):
        sqlite_records.report_page(learner, "metrics", "trap", " \n ")
    with pytest.raises(
        TooLargeError, match=f"has at most {LONGEST_REPORT} characters; yours has {LONGEST_REPORT + 1}"
    ):
        sqlite_records.report_page(learner, "metrics", "trap", "x" * (LONGEST_REPORT + 1))
    for page, section in [("", "trap"), ("metrics", ""), ("m" * 81, "trap")]:
        with pytest.raises(ValueError, match="named by"):
            sqlite_records.report_page(learner, page, section, "Wrong.")
    sqlite_records.report_page(learner, "metrics", "trap", "x" * LONGEST_REPORT)
    assert len(said(sqlite_records)) == 1


def test_a_learner_sends_so_many_an_hour_and_so_many_in_all(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner, other, start = records.ensure_learner("laptop"), records.ensure_learner("phone"), schema.now()
    sent = 0
    for hour in range(page_reports.MOST_OF_ONE // page_reports.MOST_AN_HOUR):
        monkeypatch.setattr(schema, "now", lambda hour=hour: start + timedelta(hours=1.1 * hour))
        for _ in range(page_reports.MOST_AN_HOUR):
            records.report_page(learner, "metrics", "trap", f"Wrong, number {sent}.")
            sent += 1
        with pytest.raises(
            LimitError, match="within an hour, and no more are taken; send this one in 60 minutes"
        ):
            records.report_page(learner, "metrics", "trap", "One more.")
    records.report_page(learner, "metrics", "trap", "Wrong, number 0.")  # it is stored already
    monkeypatch.setattr(schema, "now", lambda: start + timedelta(days=9))
    with pytest.raises(LimitError, match="all that are kept of one person"):
        records.report_page(learner, "metrics", "trap", "One more.")
    assert len(said(records)) == sent == page_reports.MOST_OF_ONE
    monkeypatch.setattr(page_reports, "MOST", sent + 1)
    records.report_page(other, "metrics", "trap", "The last one.")
    with pytest.raises(LimitError, match="very many are stored"):
        records.report_page(other, "metrics", "trap", "One more.")


def test_who_send_at_once_do_not_pass_the_limit_together(
    records: Records, in_threads: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_reports, "MOST", 3)
    learners = [records.ensure_learner(f"device {number}") for number in range(8)]
    results = in_threads(8, lambda index: records.report_page(learners[index], "metrics", "trap", "Wrong."))
    assert sum(isinstance(each, LimitError) for each in results) == 5
    assert len(said(records)) == 3


def test_reports_move_to_the_learner_of_a_code_and_go_with_them(records: Records) -> None:
    old, new = records.ensure_learner("laptop"), records.ensure_learner("phone")
    records.report_page(new, "metrics", "trap", "From the phone.")
    assert records.recover(records.new_recovery_code(old), "phone") == old
    assert [each["text"] for each in records.export(old)["page_report"]] == ["From the phone."]
    records.forget(old)
    assert said(records) == []


def test_deleted_reports_make_room(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_reports, "_AT_ONCE", 2)
    learner = records.ensure_learner("laptop")
    for number in range(6):
        records.report_page(learner, "metrics", "trap", f"Wrong, number {number}.")
    records.delete_page_reports([each.id for each in records.page_reports(5)])
    assert said(records) == [("metrics", "trap", "Wrong, number 0.")]


HOSTILE = "Red \x1b[31malert\x1b[0m \x07 \u202eright to left \x9b2J and \r over."


@pytest.fixture
def operator(url: str, records: Records, use_records: Callable[[str], None]) -> Records:
    """The records that the command line finds, with two reports."""
    use_records(url)
    learner = records.ensure_learner("laptop")
    records.report_page(learner, "metrics", "trap", "The table shows 0.75.")
    records.report_page(learner, "argmax", "ties", HOSTILE)
    return records


def test_the_command_prints_reports_without_what_a_terminal_acts_on(
    operator: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reports"]) == 0
    first, text, second, other = capsys.readouterr().out.splitlines()
    assert first.endswith(" UTC  argmax, ties") and second.endswith(" UTC  metrics, trap")
    assert text.isprintable() and r"Red \x1b[31malert\x1b[0m \x07 \u202eright to left \x9b2J" in text
    assert other == "  The table shows 0.75."
    assert len(said(operator)) == 2


def test_the_command_prints_json_and_deletes_what_it_printed(
    operator: Records, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reports", "--json", "--newest", "1", "--delete"]) == 0
    out = capsys.readouterr().out
    assert out.removesuffix("\n").isascii() and out.count("\n") == 1 and "\x1b" not in out
    assert json.loads(out)["text"] == " ".join(HOSTILE.split())
    assert json.loads(out).keys() == {"id", "created", "page", "section", "text"}
    assert [page for page, *_ in said(operator)] == ["metrics"]
    assert main(["reports", "--delete"]) == 0 and main(["reports"]) == 0
    assert "No report is stored in " in capsys.readouterr().out


def test_the_command_says_in_a_sentence_why_it_cannot(
    use_records: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    use_records("sqlite:////nowhere/at/all.db")
    assert main(["reports"]) == 1
    assert "cannot be used" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["reports", "--newest", "0"])


def test_what_can_be_seen_is_printed_as_it_is() -> None:
    assert inert("Größe ☃ 0.5 < 1") == "Größe ☃ 0.5 < 1"
    assert inert("\x00\ud83c\n") == r"\x00\ud83c\n"
