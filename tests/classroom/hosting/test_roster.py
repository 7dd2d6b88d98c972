"""Reading pasted lists, and keeping the roster of a class."""

import pytest

from app.classroom import LimitError, TooLargeError
from app.classroom.hosting import Expected, Hosting, NotAllowedError, RosterError, Teacher, roster


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("s1\n\n s2 \n", [("s1", ""), ("s2", "")]),
        ("s1,Ada Lovelace\ns2,Alan  Turing", [("s1", "Ada Lovelace"), ("s2", "Alan Turing")]),
        ("s1\tLovelace, Ada\ns2\tTuring, Alan", [("s1", "Lovelace, Ada"), ("s2", "Turing, Alan")]),
        ('\ufeffid;name\r\ns1;"Ada; Countess"\r\n', [("s1", "Ada; Countess")]),
        ("Student ID,Name\ns1,Ada\nS1 ,again", [("s1", "Ada")]),
        ("s1,Ada,ada@example.org,3", [("s1", "Ada")]),
    ],
)
def test_a_pasted_list_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.student_id, each.name) for each in roster.read(text)] == expected


def test_what_is_wrong_with_a_list_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RosterError, match="Line 2 has no id before the name"):
        roster.read("s1,Ada\n,Alan")
    with pytest.raises(RosterError, match="Line 1 is too long: an id has at most 64"):
        roster.read("x" * 65)
    monkeypatch.setattr(roster, "MOST_ENTRIES", 2)
    with pytest.raises(LimitError, match="at most 2 ids; these are 3"):
        roster.read("a\nb\nc")


def test_a_roster_is_added_to_and_taken_from(
    hosting: Hosting, owner: Teacher, looks: Teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosters = hosting.rosters
    assert rosters.add(owner, roster.read("s2,Alan\ns1")) == 2
    assert rosters.add(owner, roster.read("S1,Ada\ns2\ns3")) == 1
    entries = rosters.of_class(looks)
    assert [(each.student_id, each.name) for each in entries] == [("s1", "Ada"), ("s2", "Alan"), ("s3", "")]
    assert rosters.size(looks) == 3
    rosters.remove(owner, [entries[0].id])
    assert [each.student_id for each in rosters.of_class(owner)] == ["s2", "s3"]
    with pytest.raises(NotAllowedError, match="look only"):
        rosters.add(looks, [Expected("s9", "")])
    with pytest.raises(NotAllowedError, match="look only"):
        rosters.remove(looks, [entries[1].id])
    with pytest.raises(TooLargeError):
        rosters.add(owner, [Expected("x" * 65, "")])
    monkeypatch.setattr(roster, "MOST_ENTRIES", 2)
    with pytest.raises(LimitError):
        rosters.add(owner, [Expected("s9", "")])


def test_a_roster_is_its_own_class_alone(hosting: Hosting, owner: Teacher) -> None:
    second = hosting.classrooms.open(owner.token, "Second")
    other = hosting.classrooms.teacher(owner.token, second.classroom.id)
    assert other
    hosting.rosters.add(owner, [Expected("s1", "Ada")])
    hosting.rosters.add(other, [Expected("s1", "Another")])
    [entry] = hosting.rosters.of_class(owner)
    hosting.rosters.remove(other, [entry.id])
    assert hosting.rosters.of_class(owner) == (entry,)
    assert hosting.rosters.of_class(other)[0].name == "Another"
