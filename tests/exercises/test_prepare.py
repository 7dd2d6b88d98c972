"""Where Python for learners' code is not ready, or cannot be, a sentence says so and nothing else suffers."""

import logging
import os
import sys
from pathlib import Path

import pytest

from exercises._engine import prepare
from exercises._engine.catalogue import Exercise, catalogue
from exercises._engine.grader import Grader
from exercises._engine.sandbox import Sandbox
from exercises._engine.types import VerdictKind


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("WASI_PYTHON_CACHE", str(folder))
    return folder


def test_what_is_prepared_is_not_prepared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prepare.is_prepared(), "run python -m exercises prepare"
    monkeypatch.setattr(prepare, "_compile", lambda: pytest.fail("compiled again"))
    prepare.prepare()


def test_too_little_memory_is_said_before_it_runs_out(
    empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "free_memory", lambda: 2**30)
    with pytest.raises(
        prepare.UnpreparedError, match=r"takes 2\.5 GB of free memory, and there are 1\.0 GB: "
    ):
        prepare.prepare()
    assert not prepare.is_prepared()


def test_the_free_memory_is_that_of_the_machine() -> None:
    free = prepare.free_memory()
    if sys.platform == "linux":
        assert free is not None and 2**20 < free < 2**50


def test_a_cache_that_cannot_be_written_is_named(empty_cache: Path) -> None:
    empty_cache.write_text("a file in its place")
    with pytest.raises(prepare.UnpreparedError, match="cannot be written") as caught:
        prepare.prepare()
    assert str(empty_cache) in str(caught.value)


@pytest.mark.skipif(os.name != "posix", reason="modes of files as POSIX has them")
@pytest.mark.parametrize("what", ["", "some.cwasm"], ids=["the folder", "a file in it"])
def test_a_cache_that_others_can_read_is_named_and_not_compiled_for_each_process(
    empty_cache: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that was copied from another machine is; wasi-python would leave it aside without an error."""
    monkeypatch.setattr(prepare, "_compile", lambda: None)
    prepare.prepare()
    (empty_cache / "some.cwasm").touch(0o600)
    assert prepare.is_prepared()
    (empty_cache / what).chmod(0o755)
    for ask in (prepare.is_prepared, prepare.prepare):
        with pytest.raises(
            prepare.UnpreparedError, match=r"is open to others, and so not used: make it this user's"
        ):
            ask()
    with Grader(workers=1) as grader:
        assert "is open to others" in grader.problem()


def test_a_package_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "_PACKAGES", ("wasi-python", "no-such-package"))
    with pytest.raises(
        prepare.UnpreparedError, match=r"no-such-package is not installed: run python run\.py"
    ):
        prepare.prepare()


def test_a_system_that_cannot_compile_it_is_told_in_a_sentence(
    empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "interpreter.py"
    program.write_text("raise RuntimeError('unsupported architecture')")
    monkeypatch.setattr(prepare, "INTERPRETER", program)
    with pytest.raises(prepare.UnpreparedError, match=r"\(RuntimeError: unsupported architecture\)\.$"):
        prepare.prepare()
    assert not prepare.is_prepared()


def test_without_it_everything_but_code_is_graded(
    empty_cache: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, argmax: Exercise
) -> None:
    monkeypatch.setattr(prepare, "free_memory", lambda: 2**30)
    with caplog.at_level(logging.WARNING, "pixelwise"), Grader(workers=1) as grader:
        problem = grader.problem()
        verdict = grader.grade(argmax, argmax.solution_source)
        played = grader.play("def mask():\n    return 1\n", "mask").problem
        choice = next(each for each in catalogue().values() if each.kind == "choice")
        assert grader.grade(choice, 0).kind is not VerdictKind.BUSY
    assert problem.startswith("Code cannot be run on this server: preparing it takes 2.5 GB of free memory")
    assert (verdict.kind, verdict.message) == (VerdictKind.BUSY, problem)
    assert played is not None and played.message == problem
    assert "Code exercises cannot be checked, everything else works." in caplog.text


def test_who_checks_while_it_is_prepared_is_told_how_long_that_takes(
    empty_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    may_go_on = threading.Event()

    def slow() -> None:
        assert may_go_on.wait(20)
        raise prepare.UnpreparedError("It could not be prepared on this system (a test).")

    monkeypatch.setattr(prepare, "_compile", slow)
    sandbox = Sandbox(workers=1)
    try:
        assert "takes about a minute, once" in sandbox.problem(seconds=0.5)
        assert "being prepared" in sandbox.problem(), "at once, however patient"
    finally:
        may_go_on.set()
    assert (
        sandbox.wait()
        == "Code cannot be run on this server: it could not be prepared on this system (a test)."
    )
    sandbox.close()
