import json
import os
import re
import stat
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update

from app.classroom import Attempt, Records, schema
from app.classroom.__main__ import main
from app.classroom.hosting import Hosting, Role, tables
from tests.classroom.in_a_class import InAClass, in_a_class, on_disk

MakeAttempt = Callable[..., Attempt]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def operator(url: str, records: Records, use_records: Callable[[str], None]) -> Records:
    """The records that the command line finds."""
    use_records(url)
    return records


@pytest.fixture
def here(operator: Records, make_attempt: MakeAttempt) -> InAClass:
    """A class with one student, who has had an attempt graded."""
    learner = operator.ensure_learner("laptop")
    operator.record(make_attempt(learner, submission="def f(): ..."))
    return in_a_class(operator, learner, "Wombat")


def test_a_class_is_opened_and_its_links_work(operator: Records, hosting: Hosting, capsys: Capture) -> None:
    assert main(["create-class", "  Computer   vision ", "--address", "https://host.example/seg/"]) == 0
    out = capsys.readouterr().out
    [teaching, looking] = re.findall(r"https://host\.example/seg/teach/enter#(\S+)", out)
    for secret, role in ((teaching, Role.TEACHES), (looking, Role.LOOKS)):
        teacher = hosting.classrooms.enter(f"a browser that {role}", secret)
        assert teacher is not None and teacher.role is role
        assert hosting.classrooms.get(teacher).name == "Computer vision"
    [code] = re.findall(r"^  (\w{4}-\w{4})$", out, re.MULTILINE)
    learner = operator.ensure_learner("laptop")
    assert hosting.members.join(learner, code, "Heron").class_name == "Computer vision"
    with operator.database.read() as connection:
        assert len(connection.execute(tables.teacher.select()).all()) == 2, "nobody but who followed a link"


def test_a_name_that_cannot_be_is_refused_in_a_sentence(operator: Records, capsys: Capture) -> None:
    assert main(["create-class", " "]) == 1 and main(["create-class", "x" * 81]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first == "A name has at least one character." and "has at most 80 characters" in second


def test_stats_count_what_is_stored(operator: Records, here: InAClass, capsys: Capture) -> None:
    operator.ensure_learner("somebody else")
    assert main(["stats", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["learners"], told["attempts"]) == (2, 1) and told["bytes"] > 50_000
    [of_class] = told["classes"]
    assert of_class.items() >= {"name": "Vision", "students": 1, "attempts": 1, "help_requests": 1}.items()
    assert of_class["id"] == str(here.classroom)
    assert main(["stats"]) == 0
    out = capsys.readouterr().out
    assert "2 learners, 1 graded attempt, 1 class\n" in out
    assert f"Vision ({here.classroom})\n  1 student, 1 graded attempt, 1 question" in out


@pytest.mark.parametrize("names", [False, True])
def test_an_export_holds_the_class_and_each_student(
    operator: Records, here: InAClass, tmp_path: Path, capsys: Capture, names: bool
) -> None:
    file = tmp_path / "vision.zip"
    assert main(["export", "vision", str(file), *(["--names"] if names else [])]) == 0
    assert "with 1 student." in capsys.readouterr().out
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        files = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert files.keys() == {"class.json", f"students/{here.member}.json"}
    whole, student = files["class.json"], files[f"students/{here.member}.json"]
    assert whole["classroom"][0]["name"] == "Vision" and "join_code" not in whole["classroom"][0]
    assert [len(whole[name]) for name in ("unit", "assigned", "poll")] == [1, 1, 1]
    assert student["attempt"][0]["submission"] == "def f(): ..."
    assert ("roster_entry" in whole) is names
    assert student["member"][0].get("name") == ("Wombat" if names else None)
    text = json.dumps(files)
    assert (f"s-{here.entry}" in text) is names
    assert here.opened.join_code not in text
    assert main(["export", "vision", str(file)]) == 1
    assert "File exists" in capsys.readouterr().err


def test_a_class_is_named_by_its_name_code_or_id(
    operator: Records, here: InAClass, hosting: Hosting, tmp_path: Path, capsys: Capture
) -> None:
    for number, name in enumerate(("VISION", here.opened.join_code.lower(), str(here.classroom))):
        assert main(["export", name, str(tmp_path / f"{number}.zip")]) == 0
    another = hosting.classrooms.open("token", "Vision").classroom
    assert main(["export", "Vision", str(tmp_path / "x.zip")]) == 1
    assert main(["export", "Biology\x1b[31m", str(tmp_path / "x.zip")]) == 1
    several, none = capsys.readouterr().err.splitlines()
    assert several.startswith("2 classes are called 'Vision'.") and str(another.id) in several
    assert none.startswith("There is no class") and "\x1b" not in none
    assert not (tmp_path / "x.zip").exists()


def test_a_copy_is_made_and_restored(
    operator: Records, here: InAClass, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "copy"
    assert main(["backup", str(file)]) == 0
    assert "can be restored" in capsys.readouterr().out
    operator.forget(here_learner(operator))
    assert main(["restore", str(file)]) == 1
    assert "holds something" in capsys.readouterr().err
    assert main(["restore", str(file), "--force"]) == 0
    assert operator.learner_of("laptop") is not None


def here_learner(records: Records) -> UUID:
    learner = records.learner_of("laptop")
    assert learner is not None
    return learner


def test_only_classes_that_are_over_are_purged_and_only_if_it_is_said(
    operator: Records, here: InAClass, hosting: Hosting, capsys: Capture
) -> None:
    stays = hosting.classrooms.open("token", "Next year").classroom
    hosting.classrooms.change(here.teacher, purge_on=schema.now() - timedelta(days=1))
    assert main(["purge"]) == 0
    assert re.fullmatch(
        rf"Vision \({here.classroom}\), over since .*, would be deleted.*\n", capsys.readouterr().out
    )
    assert hosting.classrooms.get(here.teacher).id == here.classroom
    assert main(["purge", "--yes"]) == 0 and main(["purge", "--yes"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("was deleted.") and second == "No class is over."
    with operator.database.read() as connection:
        assert connection.execute(tables.classroom.select()).scalars().all() == [stays.id]
        for table in (tables.member, tables.roster_entry, tables.help_request, tables.assigned):
            assert connection.execute(table.select()).all() == [], table.name
    assert len(operator.attempts(here_learner(operator))) == 1, "what was learned stays"


def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    use_records: Callable[[str], None], tmp_path: Path, capsys: Capture
) -> None:
    use_records("sqlite:////nowhere/at/all.db")
    for command in (
        ["create-class", "Vision"],
        ["stats"],
        ["purge"],
        ["export", "Vision", str(tmp_path / "a")],
        ["backup", str(tmp_path / "b")],
        ["restore", str(tmp_path / "c")],
    ):
        assert main(command) == 1
        assert capsys.readouterr().err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_nobody_has_used_yet_has_nothing_to_copy(
    use_records: Callable[[str], None], tmp_path: Path, capsys: Capture
) -> None:
    use_records(f"sqlite:///{tmp_path / 'new.db'}")
    assert main(["backup", str(tmp_path / "copy")]) == 1
    assert "holds no records yet" in capsys.readouterr().err and not (tmp_path / "copy").exists()


def test_no_byte_of_a_purged_class_stays_in_the_file(
    sqlite_records: Records, tmp_path: Path, use_records: Callable[[str], None]
) -> None:
    here = in_a_class(sqlite_records, sqlite_records.ensure_learner("laptop"), "Wombat")
    with sqlite_records.database.write() as connection:
        over = schema.now() - timedelta(days=1)
        connection.execute(
            update(tables.classroom).where(tables.classroom.c.id == here.classroom).values(purge_on=over)
        )
    use_records(f"sqlite:///{tmp_path / 'records.db'}")
    assert b"Wombat" in on_disk(tmp_path) and main(["purge", "--yes"]) == 0
    assert b"Wombat" not in on_disk(tmp_path)
