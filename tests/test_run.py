"""`run.py`, run as a person runs it: in a folder of its own, with a real `.venv`."""

import ast
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import urllib.request
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = (ROOT / "run.py").read_text(encoding="utf-8")
PYTHON = Path("Scripts/python.exe" if os.name == "nt" else "bin/python")

BENCH = "import sys\nprint('bench', sys.prefix, sys.argv[1:])\n"


class Installation(NamedTuple):
    """A folder in which `run.py` has made its `.venv`, and what it said meanwhile."""

    folder: Path
    first: subprocess.CompletedProcess[str]


def small_project(folder: Path) -> Path:
    """Nothing but `run.py`, empty requirements, and a bench that says where it runs."""
    shutil.copy(ROOT / "run.py", folder)
    for name in ("constraints.txt", "requirements.txt", "requirements-dev.txt", "requirements-sandbox.txt"):
        (folder / name).write_text("# nothing\n")
    (folder / "exercises.py").touch()
    (folder / "tests").mkdir()
    (folder / "tests" / "bench.py").write_text(BENCH)
    return folder


def copy_what_it_reads(folder: Path) -> None:
    """Copy `run.py` and the files beside it that it reads, or its tools do."""
    for path in (
        ROOT / "run.py",
        ROOT / "pyproject.toml",
        ROOT / "constraints.txt",
        *ROOT.glob("requirements*"),
    ):
        shutil.copy(path, folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_project(tmp_path)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = small_project(tmp_path_factory.mktemp("small"))
    return Installation(folder, run(folder, "bench", "--json"))


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project itself beside a `.venv` that sees the packages of this Python, pip too, so nothing is fetched."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("app", "assets", "exercises", "lessons", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("node_modules"))
    copy_what_it_reads(folder)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / ".venv")], check=True)
    schemes = {"base": str(folder / ".venv"), "platbase": str(folder / ".venv")}
    inside = Path(sysconfig.get_path("purelib", "venv", vars=schemes))
    (inside / "outer.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "run.py", *arguments], cwd=folder, capture_output=True, text=True, timeout=120
    )


def simulated(folder: Path, setting: str) -> subprocess.CompletedProcess[str]:
    """Run `run.py` on a Python that `setting` has changed first."""
    code = (
        f"import runpy, sys\n{setting}\nsys.argv = ['run.py']\nrunpy.run_path('run.py', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_it_needs_nothing_but_python() -> None:
    tree = ast.parse(SOURCE)
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_old_python_can_read_it() -> None:
    ast.parse(SOURCE, feature_version=(3, 7))
    with pytest.raises(SyntaxError):
        ast.parse("(x := 1)", feature_version=(3, 7))


def test_an_old_python_is_told_what_to_install(folder: Path) -> None:
    result = simulated(folder, "sys.version_info, sys.version = (3, 9, 2, 'final', 0), '3.9.2 (main)'")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "This is Python 3.9.2: install Python 3.11 or newer, and run this with it.\n"


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(folder: Path, missing: str) -> None:
    hide = f"find = u.find_spec; u.find_spec = lambda name: None if name == {missing!r} else find(name)"
    result = simulated(folder, f"import importlib.util as u; {hide}")
    assert (result.returncode, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "apt install python3-venv" in result.stderr


def test_the_first_run_makes_the_venv_and_uses_it(installation: Installation) -> None:
    assert installation.first.returncode == 0, installation.first.stderr
    assert "Installing requirements.txt and requirements-dev.txt" in installation.first.stdout
    assert installation.first.stdout.splitlines()[-1] == f"bench {installation.folder / '.venv'} ['--json']"


def test_the_next_run_installs_nothing(installation: Installation) -> None:
    assert run(installation.folder, "bench").stdout == f"bench {installation.folder / '.venv'} []\n"


def test_a_failed_install_does_not_pass_for_a_finished_one(installation: Installation) -> None:
    requirements = installation.folder / "requirements.txt"
    before = requirements.read_text()
    requirements.write_text("./no-such-folder\n")
    for _ in range(2):
        process = run(installation.folder, "bench")
        assert process.returncode == 1
        assert "bench " not in process.stdout
        assert process.stderr.splitlines()[-1].startswith("The packages could not be installed")
    requirements.write_text(before)
    assert "Installing" in run(installation.folder, "bench").stdout
    assert "Installing" not in run(installation.folder, "bench").stdout


def test_other_constraints_are_installed_anew(installation: Installation) -> None:
    constraints = installation.folder / "constraints.txt"
    before = constraints.read_text()
    constraints.write_text("neither a package nor a version\n")
    process = run(installation.folder, "bench")
    assert process.returncode == 1
    assert process.stderr.splitlines()[-1].startswith("The packages could not be installed")
    constraints.write_text(before)
    assert "Installing" in run(installation.folder, "bench").stdout


@pytest.mark.long
def test_a_half_made_venv_is_made_again(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / ".venv")], check=True)
    (folder / ".venv" / "left-over").touch()
    assert run(folder, "bench").returncode == 0
    assert not (folder / ".venv" / "left-over").exists()


def test_a_taken_port_is_one_sentence(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = run(folder, "--no-browser", "--port", str(port))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"Cannot listen on 127.0.0.1:{port} (Address already in use): choose another --port or --host.\n"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ["--port", "99999"],
        ["--host", "203.0.113.7"],
        ["--port", "http"],
        ["--base-path", "https://www.example.org/lesson"],
        ["serve"],
    ],
)
def test_an_unusable_argument_is_one_sentence(folder: Path, wrong: list[str]) -> None:
    result = run(folder, "--no-browser", *wrong)
    assert result.returncode in {1, 2}
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert not (folder / ".venv").exists()


@pytest.mark.skipif(os.name == "nt", reason="sends Ctrl+C as a POSIX terminal does, to the whole group")
@pytest.mark.parametrize("whole_group", [True, False], ids=["Ctrl+C", "terminated"])
def test_it_serves_the_app_until_it_is_told_to_stop(
    furnished: Path, tmp_path: Path, whole_group: bool
) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "run.py", "--no-browser", "--port", str(port), "--base-path", "/seg/lesson"],
        cwd=furnished,
        env=os.environ | {"PIXELWISE_DATA_DIR": str(tmp_path), "PIXELWISE_DATABASE_URL": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    line = next(line for line in process.stdout if line.startswith("Pixelwise is at"))
    address = f"http://127.0.0.1:{port}/seg/lesson/"
    assert f"{address} " in line
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert answer.status == 200
    if whole_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert "Traceback" not in errors
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


RIGHT = 'def test_small() -> None:\n    assert "small"\n'
WRONG = RIGHT.replace('"small"', '""') + "\n\ndef test_other() -> None:\n    pass\n"


@pytest.fixture
def checked(furnished: Path, tmp_path: Path) -> Path:
    """A project of one test, which `run.py test` can check with the tools of this Python."""
    copy_what_it_reads(tmp_path)
    (tmp_path / "exercises.py").touch()
    (tmp_path / ".venv").symlink_to(furnished / ".venv")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "javascript.py").write_text('print("The JavaScript is checked.")\n')
    return tmp_path


def test_test_runs_every_check_and_names_what_failed(checked: Path) -> None:
    (checked / "tests" / "test_small.py").write_text('import os\n\nNUMBER: int = "no"\n\n\n' + WRONG)
    (checked / "tests" / "javascript.py").write_text("import sys\n\nsys.exit(1)\n")
    process = run(checked, "test", "-n0", "-k", "not other")
    assert process.returncode == 1
    assert "1 failed, 1 deselected in" in process.stdout
    assert process.stderr.splitlines()[-1] == "Failed: ruff check, pyright, tests.javascript, pytest"


@pytest.mark.long
def test_test_succeeds_where_every_check_does(checked: Path) -> None:
    (checked / "tests" / "test_small.py").write_text(RIGHT)
    process = run(checked, "test")
    assert process.returncode == 0, process.stdout + process.stderr
    assert "The JavaScript is checked." in process.stdout
