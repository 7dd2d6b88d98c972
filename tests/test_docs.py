"""The pages for those who teach and those who ask what is stored say what is true."""

import re
from pathlib import Path

import pytest

import app.classroom.hosting  # noqa: F401 - its tables belong to the records
from app.classroom import schema
from app.ui.shell.minutes import section_minutes
from lessons import COURSE, lesson

DOCS = Path(__file__).parent.parent / "docs"
_ROW = re.compile(r"^\| (\d):(\d\d) \| (\d+) \| (.*?) \| ?(.*?) ?\|$", re.MULTILINE)
_SECTION = re.compile(r"`(\w+)/([\w-]+)` (.+)")


def test_every_table_of_the_records_is_explained() -> None:
    text = (DOCS / "privacy.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(\w+)` \| \S", text, re.MULTILINE)
    assert sorted(explained) == sorted(schema.METADATA.tables)


def test_tables_of_learners_stand_under_their_heading() -> None:
    """A table with rows of a learner's own is in the first part, one of a class in the second."""
    _, learners, classes, nobody = (DOCS / "privacy.md").read_text(encoding="utf-8").split("\n## ")[:4]
    of_classes = {"classroom"}
    for table in schema.METADATA.sorted_tables:  # what a table leads to comes before it
        if of_classes & {key.column.table.name for key in table.foreign_keys}:
            of_classes.add(table.name)
    for name in schema.METADATA.tables:
        part = classes if name in of_classes else nobody if name == "cookie_key" else learners
        assert f"\n| `{name}` |" in part, name


@pytest.mark.parametrize("length", [45, 90])
def test_a_plan_holds_sections_exercises_and_minutes_of_the_course(length: int) -> None:
    text = (DOCS / "teaching.md").read_text(encoding="utf-8")
    [plan] = re.findall(rf"^## A plan for {length} minutes.*?(?=^## )", text, re.MULTILINE | re.DOTALL)
    clock, sections = 0, 0
    for hours, minutes, long, what, exercises in _ROW.findall(plan):
        assert int(hours) * 60 + int(minutes) == clock, what
        clock += int(long)
        if (found := _SECTION.fullmatch(what)) is None:
            assert exercises == "", what
            continue
        of = lesson(found[1])
        section = of.section(found[2])
        assert (found[3], int(long)) == (section.title, section_minutes(of, section)), what
        assert tuple(re.findall(r"`(\w+)`", exercises)) == section.exercises, what
        sections += 1
    assert clock == length and sections >= 5


def test_every_section_named_to_teachers_exists() -> None:
    text = (DOCS / "teaching.md").read_text(encoding="utf-8")
    slugs = {each.slug for each in COURSE}
    named = {(slug, name) for slug, name in re.findall(r"`(\w+)/([\w-]+)`", text) if slug in slugs}
    assert len(named) > 10
    for slug, name in named:
        lesson(slug).section(name)
