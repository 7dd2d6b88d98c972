"""`python -m app.classroom COMMAND` does what whoever runs the server does with its records, also while it runs.

    create-class NAME      open a class: its join code, and the links for those who teach it, which are shown only here
    stats                  how much is stored, in all and of each class
    export CLASS FILE      everything of a class, as a zip file of JSON files
    backup FILE            a copy of the whole database
    restore FILE           the database from such a copy
    purge                  delete the classes whose time is over
    reports                what learners say is wrong on a page, the newest first

It uses the records of the server with the same settings. What people wrote is printed without anything that a
terminal would act on. `python -m app.classroom COMMAND --help` explains each.

It exits with 0, or with 1 and one sentence on standard error if the records cannot be used.
"""

import argparse
import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from app.classroom import PageReport, Records, RecordsError, backup
from app.classroom.hosting import Hosting, codes, ending, operation
from app.settings import settings

DONE, FAILED = 0, 1


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character prints a stand-in for it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except (RecordsError, OSError, ValueError) as error:
        print(inert(str(error)), file=sys.stderr)
        return FAILED
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.classroom", description="Look after the records.")
    commands = parser.add_subparsers(dest="command", required=True)

    create = commands.add_parser("create-class", help="open a class, and print what lets people into it")
    create.add_argument("name", metavar="NAME", help="what the class is called")
    create.add_argument(
        "--address",
        default="http://127.0.0.1:8501",
        help="where your server is to be found, such as https://lessons.example.org/seg (default: %(default)s)",
    )
    create.set_defaults(run=create_class)

    stats = commands.add_parser("stats", help="how much is stored, in all and of each class")
    stats.add_argument("--json", action="store_true", help="one JSON object")
    stats.set_defaults(run=print_stats)

    export = commands.add_parser("export", help="everything of a class, as a zip file of JSON files")
    export.add_argument("classroom", metavar="CLASS", help="its name, join code or id")
    export.add_argument("file", metavar="FILE", type=Path, help="the zip file to write")
    export.add_argument("--names", action="store_true", help="names and the roster too; otherwise ids only")
    export.set_defaults(run=export_class)

    copy = commands.add_parser("backup", help="copy the whole database while the server runs")
    copy.add_argument("file", metavar="FILE", type=Path, help="the file to write")
    copy.set_defaults(run=back_up)

    back = commands.add_parser("restore", help="make the database from a copy; stop the server first")
    back.add_argument("file", metavar="FILE", type=Path, help="what `backup` has written")
    back.add_argument("--force", action="store_true", help="replace what the database holds")
    back.set_defaults(run=restore)

    over = commands.add_parser("purge", help="list the classes whose time is over, or delete them")
    over.add_argument("--yes", action="store_true", help="delete them")
    over.set_defaults(run=purge_classes)

    reports = commands.add_parser("reports", help="what learners say is wrong on a page, the newest first")
    reports.add_argument("--newest", type=_count, metavar="N", help="only so many")
    reports.add_argument("--json", action="store_true", help="a JSON object on each line")
    reports.add_argument("--delete", action="store_true", help="delete what was printed")
    reports.set_defaults(run=list_reports)
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("it takes a whole number of 1 or more")
    return int(text)


@contextmanager
def _opened(*, migrated: bool = True) -> Iterator[Records]:
    """The records of the server with these settings."""
    records = Records(settings().sqlalchemy_url())
    try:
        if migrated:
            records.migrate()
        yield records
    finally:
        records.close()


def create_class(options: argparse.Namespace) -> None:
    """Open a class, and print its join code and links."""
    address = options.address.rstrip("/")
    with _opened() as records:
        opened = Hosting(records.database, records.changes).classrooms.open(None, options.name)
    made = opened.classroom
    code = codes.shown(made.join_code)
    print(f"The class {inert(made.name)} is open. Students join at {address}/join with the code")
    print(f"\n  {code}\n")
    print("These links are shown now and never again. Whoever has the first teaches the class:")
    print(f"\n  {address}/teach/enter#{opened.teaching_secret}\n")
    print("Whoever has this one may look, and change nothing:")
    print(f"\n  {address}/teach/enter#{opened.looking_secret}\n")
    print(f"The class and its records are deleted on {day(made.purge_on)} unless it is kept longer.")


def print_stats(options: argparse.Namespace) -> None:
    """Print how much is stored."""
    with _opened() as records:
        size, place = operation.size(records.database), records.database.place
    if options.json:
        classes = [
            {"id": str(each.classroom.id), "name": each.classroom.name, "students": each.students}
            | {"attempts": each.attempts, "help_requests": each.help_requests}
            | {"created": each.classroom.created.isoformat(), "purge_on": each.classroom.purge_on.isoformat()}
            for each in size.classes
        ]
        whole = {"learners": size.learners, "attempts": size.attempts, "bytes": size.bytes}
        print(json.dumps(whole | {"classes": classes}))
        return
    print(f"{inert(place)}: {size.bytes / 1e6:.1f} MB")
    learners, attempts = counted(size.learners, "learner"), counted(size.attempts, "graded attempt")
    print(f"{learners}, {attempts}, {counted(len(size.classes), 'class', 'classes')}")
    for each in size.classes:
        print(
            f"\n{inert(each.classroom.name)} ({each.classroom.id})\n"
            f"  {counted(each.students, 'student')}, {counted(each.attempts, 'graded attempt')}, "
            f"{counted(each.help_requests, 'question')}\n"
            f"  opened on {day(each.classroom.created)}, deleted on {day(each.classroom.purge_on)}"
        )


def export_class(options: argparse.Namespace) -> None:
    """Write a class to a zip file; an unfinished one is not left behind."""
    file: Path = options.file
    with _opened() as records:
        found = operation.find(records.database, options.classroom)
        count = 0
        with open(file, "xb", opener=_private) as opened:
            try:
                with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
                    for name, values in operation.export_class(records.database, found, names=options.names):
                        archive.writestr(name, json.dumps(values, indent=2))
                        count += name != "class.json"
            except BaseException:
                file.unlink()
                raise
    print(f"{inert(str(file))} holds the class {inert(found.name)} with {counted(count, 'student')}.")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def back_up(options: argparse.Namespace) -> None:
    """Copy the database."""
    with _opened(migrated=False) as records:
        backup.backup(records.database, options.file)
        place = records.database.place
    size = options.file.stat().st_size
    print(
        f"{inert(str(options.file))} is a copy of {inert(place)}, {size / 1e6:.1f} MB, and can be restored."
    )


def restore(options: argparse.Namespace) -> None:
    """Make the database from a copy."""
    with _opened(migrated=False) as records:
        backup.restore(records.database, options.file, force=options.force)
        place = records.database.place
    print(f"{inert(place)} is what {inert(str(options.file))} holds. Start the server again.")


def purge_classes(options: argparse.Namespace) -> None:
    """Delete the classes whose time is over, or say which they are."""
    with _opened() as records:
        over = (
            ending.purge(records.database, records.changes) if options.yes else ending.due(records.database)
        )
    what = "was deleted" if options.yes else "would be deleted; with --yes it is"
    for each in over:
        print(f"{inert(each.name)} ({each.id}), over since {day(each.purge_on)}, {what}.")
    if not over:
        print("No class is over.")


def list_reports(options: argparse.Namespace) -> None:
    """Print the reports."""
    with _opened() as records:
        found = records.page_reports(options.newest)
        print_reports(found, as_json=options.json)
        if not found and not options.json:
            print(f"No report is stored in {inert(records.database.place)}.")
        if options.delete:
            sys.stdout.flush()  # what could not be printed is not deleted
            records.delete_page_reports([each.id for each in found])


def print_reports(reports: Sequence[PageReport], *, as_json: bool) -> None:
    """Print each report: when, on which page and in which section, and what is wrong."""
    for each in reports:
        if as_json:
            report = {"id": str(each.id), "created": each.created.isoformat(), "page": each.page}
            print(json.dumps(report | {"section": each.section, "text": each.text}))
        else:
            print(
                f"{each.created:%Y-%m-%d %H:%M} UTC  {inert(each.page)}, {inert(each.section)}\n  {inert(each.text)}"
            )


def counted(number: int, one: str, more: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def day(moment: datetime) -> str:
    """A day as people write it, in UTC."""
    return f"{moment.day} {moment:%B %Y}"


def inert(text: str) -> str:
    """`text` with an escape in the place of each character that a terminal acts on, or that cannot be seen."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


if __name__ == "__main__":
    sys.exit(main())
