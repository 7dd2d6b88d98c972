"""`python -m app.classroom reports` lists what learners say is wrong on a page, the newest first.

It reads the records of the server with the same settings, also while that runs. With `--json` each report is a JSON
object on a line of its own. What learners wrote is printed without anything that a terminal would act on. With
`--delete` the reports that were printed are deleted, which makes room for others.

It exits with 0, or with 1 and one sentence on standard error if the records cannot be used.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence

from sqlalchemy import make_url

from app.classroom import PageReport, Records, RecordsError
from app.settings import settings

DONE, FAILED = 0, 1


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character prints a stand-in for it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m app.classroom", description="Look into the records.")
    commands = parser.add_subparsers(dest="command", required=True)
    reports = commands.add_parser("reports", help="what learners say is wrong on a page, the newest first")
    reports.add_argument("--newest", type=int, metavar="N", help="only so many")
    reports.add_argument("--json", action="store_true", help="a JSON object on each line")
    reports.add_argument("--delete", action="store_true", help="delete what was printed")
    options = parser.parse_args(arguments)
    if options.newest is not None and options.newest < 1:
        reports.error("--newest takes a whole number of 1 or more")
    try:
        return list_reports(options.newest, as_json=options.json, delete=options.delete)
    except (RecordsError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED


def list_reports(newest: int | None, *, as_json: bool, delete: bool) -> int:
    """Print the reports; 0."""
    url = settings().sqlalchemy_url()
    records = Records(url)
    try:
        records.migrate()
        found = records.page_reports(newest)
        print_reports(found, as_json=as_json)
        if not found and not as_json:
            place = make_url(url).set(query={}).render_as_string(hide_password=True)
            print(f"No report is stored in {inert(place)}.")
        if delete:
            sys.stdout.flush()  # what could not be printed is not deleted
            records.delete_page_reports([each.id for each in found])
    finally:
        records.close()
    return DONE


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


def inert(text: str) -> str:
    """`text` with an escape in the place of each character that a terminal acts on, or that cannot be seen."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


if __name__ == "__main__":
    sys.exit(main())
