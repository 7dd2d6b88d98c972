"""Tests that are long by nature run when they are asked for, and browser tests come first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TESTS = """
import pytest

def test_quick(): pass

@pytest.mark.long
def test_long(): pass

@pytest.mark.browser
def test_browser(): pass
"""


@pytest.mark.parametrize(
    ("options", "names"),
    [((), ["test_browser", "test_quick"]), (("--long",), ["test_browser", "test_quick", "test_long"])],
)
def test_what_is_long_waits_until_it_is_asked_for(
    tmp_path: Path, options: tuple[str, ...], names: list[str]
) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser\n    long\n")
    (tmp_path / "conftest.py").write_text(
        "from tests.conftest import pytest_addoption, pytest_collection_modifyitems\n"
    )
    (tmp_path / "test_three.py").write_text(TESTS)
    process = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *options],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    lines = [line for line in process.stdout.splitlines() if "PASSED" in line]
    assert [line.split("::")[1].split()[0] for line in lines] == names, process.stdout + process.stderr
