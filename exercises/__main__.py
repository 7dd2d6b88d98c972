"""`python -m exercises check` proves every exercise; `python -m exercises grade ID FILE` grades one file;
`python -m exercises grade --all FOLDER` grades every file `FOLDER/ID/NAME.py`, a line each.

`python -m exercises prepare` makes the Python ready that runs learners' code, which takes about a minute and is kept.

`grade` exits with 0 if the submission passed, 1 if it failed, and 2 if it could not be graded: an
unknown exercise, an unreadable file, or a file that is no answer (empty, too large, not a number).
The reason is then one sentence on standard error. With `--json`, standard output holds one JSON
object in every case; with `--all` too, one on each line.
"""

import argparse
import io
import json
import sys
from pathlib import Path

from exercises._engine import prepare
from exercises._engine.catalogue import CatalogueError, Exercise, catalogue
from exercises._engine.check import prove
from exercises._engine.grader import Grader
from exercises._engine.kinds import PARSE
from exercises._engine.kinds.specimens import UnusableError
from exercises._engine.types import Verdict, VerdictKind

PASSED, FAILED, UNUSABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character prints a stand-in for it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m exercises", description="Prove or grade the exercises.")
    commands = parser.add_subparsers(dest="command", required=True)
    check_parser = commands.add_parser("check", help="prove every exercise")
    check_parser.add_argument("ids", nargs="*", metavar="ID", help="only these exercises")
    grade_parser = commands.add_parser("grade", help="grade one file, or a folder of them")
    grade_parser.add_argument("id", metavar="ID", nargs="?")
    grade_parser.add_argument("file", metavar="FILE", nargs="?", type=Path)
    grade_parser.add_argument(
        "--all", metavar="FOLDER", type=Path, help="grade every FOLDER/ID/NAME.* instead, a line each"
    )
    grade_parser.add_argument("--seed", type=int, default=0, help="draws the inputs or the task (default 0)")
    grade_parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    commands.add_parser("prepare", help="make the Python that runs learners' code ready, once")
    options = parser.parse_args(arguments)
    if options.command == "prepare":
        return get_ready()
    if options.command == "check":
        return check(options.ids)
    if (options.all is None) is (options.file is None):
        grade_parser.error("name an ID and a FILE, or --all FOLDER")
    if options.all is not None:
        return grade_all(options.all, options.seed, as_json=options.json)
    return grade(options.id, options.file, options.seed, as_json=options.json)


def get_ready() -> int:
    """Make the Python that runs learners' code ready, if it is not; 1 if that cannot be done here."""
    try:
        if not prepare.is_prepared():
            print(f"Preparing Python for the code exercises: {prepare.TAKES}.", flush=True)
            prepare.prepare()
    except prepare.UnpreparedError as error:
        return _complain(f"Code exercises cannot be checked here, everything else works. {error}", FAILED)
    return PASSED


def check(ids: list[str]) -> int:
    """Prove the exercises and print what was tried. 0 if all hold, 1 if one does not or there is none."""
    try:
        exercises = catalogue()
        selection = [exercises[name] for name in ids] if ids else list(exercises.values())
    except CatalogueError as error:
        return _complain(str(error), FAILED)
    except KeyError as error:
        return _complain(_unknown(str(error.args[0])), UNUSABLE)
    if not selection:
        return _complain("No exercise was found.", FAILED)
    broken = 0
    with Grader() as grader:
        if problem := grader.problem():
            return _complain(problem, UNUSABLE)
        for exercise in selection:
            try:
                proof = prove(exercise, grader)
            except CatalogueError as error:
                broken += 1
                print(f"{exercise.id}: {error}")
                continue
            tried = ", ".join(f"{number} {what}" for what, number in proof.counts.items())
            print(f"{exercise.id} ({exercise.kind}): {'broken' if proof.problems else 'holds'}: {tried}")
            for problem in proof.problems:
                print(f"  {problem}")
            broken += bool(proof.problems)
    print(f"{len(selection)} exercises, {len(selection) - broken} hold, {broken} broken")
    return FAILED if broken else PASSED


def grade(name: str, path: Path, seed: int, *, as_json: bool) -> int:
    """Grade one file and print the verdict; the exit code says how it went."""
    with Grader(workers=1) as grader:
        verdict = _graded(grader, name, path, seed)
    if as_json:
        print(json.dumps(verdict.as_json(), ensure_ascii=False, allow_nan=False))
    elif verdict.kind is not VerdictKind.INVALID:
        _print(verdict)
    if verdict.kind is VerdictKind.INVALID:
        return _complain(verdict.message, UNUSABLE)
    return PASSED if verdict.passed else FAILED


def grade_all(folder: Path, seed: int, *, as_json: bool) -> int:
    """Grade every answer `folder/<exercise>/<name>.*` and print a line each, in order.

    With `as_json` a line is the verdict as JSON, and `file` beside it. The exit code is 0 if all could be graded,
    whatever the verdicts are, and 2 otherwise.
    """
    paths = sorted(path for path in folder.glob("[!._]*/[!._]*") if path.is_file())
    if not paths:
        return _complain(f"{folder} holds no answers: they stand in {folder}/ID/NAME.py.", UNUSABLE)
    unusable = 0
    with Grader() as grader:
        for path in paths:
            verdict = _graded(grader, path.parent.name, path, seed)
            unusable += verdict.kind in (VerdictKind.INVALID, VerdictKind.BUSY)
            file = path.relative_to(folder).as_posix()
            if as_json:
                line = json.dumps({"file": file} | verdict.as_json(), ensure_ascii=False, allow_nan=False)
            else:
                place = f"line {verdict.line}: " if verdict.line else ""
                line = f"{file}: {verdict.kind.value}: {place}{verdict.message}"
            print(line, flush=True)
    return UNUSABLE if unusable else PASSED


def _graded(grader: Grader, name: str, path: Path, seed: int) -> Verdict:
    """The verdict on a file, once code can run if it needs that."""
    try:
        exercise = _exercise(name)
        submission = PARSE[exercise.kind](exercise, _text(path))
    except (UnusableError, CatalogueError) as error:
        return Verdict(name, False, VerdictKind.INVALID, str(error))
    if exercise.kind == "code":
        grader.problem()
    return grader.grade(exercise, submission, seed)


def _exercise(name: str) -> Exercise:
    try:
        return catalogue()[name]
    except KeyError:
        raise UnusableError(_unknown(name)) from None


def _unknown(name: str) -> str:
    return f"There is no exercise {name!r}. There are: {', '.join(catalogue()) or 'none'}."


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise UnusableError(f"{path} cannot be read: {reason}.") from None
    except UnicodeDecodeError:
        raise UnusableError(f"{path} is not UTF-8 text.") from None


def _print(verdict: Verdict) -> None:
    place = f"line {verdict.line}: " if verdict.line else ""
    print(f"{verdict.kind.value}: {place}{verdict.message} ({verdict.ms:.1f} ms)")
    for text, is_met in verdict.conditions:
        print(f"  {'is_met' if is_met else 'not is_met'}: {text}")
    if case := verdict.failing_case:
        for name, value in case.arguments.items():
            print(f"  {name} = {value!r}")
        print(f"  expected {case.expected!r}")
        print(f"  got {f'an exception: {case.raised}' if case.raised else repr(case.got)}")
    if verdict.printed:
        print(f"  printed:\n{verdict.printed}")


def _complain(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
