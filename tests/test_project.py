"""The project as a whole: its documents name what is there, its pins hold, course and catalogue agree."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from exercises._engine.catalogue import catalogue
from lessons import COURSE

ROOT = Path(__file__).parent.parent
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/privacy.md",
    "docs/security.md",
    "docs/teaching.md",
    "exercises/README.md",
    "app/deploy/settings.md",
)
_LINK = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
_CODE = re.compile(r"`([^`\n]+)`")
_DEFINED = re.compile(r"(\S+\.(?:py|js)):([\w.]+)")
_PIN = re.compile(r"([A-Za-z0-9_.-]+)(\[[a-z]+\])?==([0-9][A-Za-z0-9.]*)")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def requirements(name: str) -> list[str]:
    whole = text(name).replace("\\\n", "")
    lines = (line.partition("#")[0].partition("--hash")[0].strip() for line in whole.splitlines())
    return [line for line in lines if line]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    for target in _LINK.findall(text(document)):
        if not target.startswith("https://"):
            assert (ROOT / document).parent.joinpath(target).exists(), target


@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each.startswith(("README", "CONTR", "docs"))]
)
def test_files_named_in_the_documents_exist(document: str) -> None:
    """A name in code style that starts with a folder of ours is there, unless a reader is to write it."""
    ours = ("app/", "assets/", "exercises/", "lessons/", "tests/")
    to_be_written = {"lessons/edges/__init__.py", "lessons/edges/text.md", "app/views/edges/page.py"}
    names = {name for name in _CODE.findall(text(document)) if name.startswith(ours) and " " not in name}
    for name in names - to_be_written:
        if "NAME" not in name and "<" not in name:
            assert (ROOT / name.partition(":")[0]).exists(), name


@pytest.mark.parametrize("document", DOCUMENTS)
def test_definitions_named_in_the_documents_exist(document: str) -> None:
    """`file.py:name`, or `file.py:Class.name`, is defined in that file."""
    for name in _CODE.findall(text(document)):
        match = _DEFINED.fullmatch(name)
        if match:
            assert is_defined(ROOT / match[1], match[2]), f"{name} in {document}"


def test_the_tour_of_the_house_names_definitions() -> None:
    names = [name for name in _CODE.findall(text("docs/architecture.md")) if _DEFINED.fullmatch(name)]
    assert len(names) > 40
    assert not is_defined(ROOT / "app/server.py", "healthy") and is_defined(ROOT / "app/server.py", "healthz")
    assert not is_defined(ROOT / "app/http/uploads.py", "Uploads.go") and is_defined(
        ROOT / "app/http/uploads.py", "Uploads.came"
    )
    canvas = ROOT / "app/components/prompt_canvas/prompt_canvas.js"
    assert not is_defined(canvas, "taken") and is_defined(canvas, "tell")


def is_defined(file: Path, name: str) -> bool:
    """Whether a file defines a function, class or constant of this name; `Class.name` is one inside a class."""
    source = file.read_text(encoding="utf-8")
    if file.suffix == ".js":
        return (
            re.search(rf"^ *(?:export )?(?:async )?(?:function )?{name}\(.*\{{$", source, re.MULTILINE)
            is not None
        )
    bodies = {"": ast.parse(source).body}
    for part in name.split("."):
        bodies = {key: node for body in bodies.values() for key, node in definitions(body) if key == part}
    return bool(bodies)


def definitions(body: list[ast.stmt]) -> Iterator[tuple[str, list[ast.stmt]]]:
    """The names that these statements define, each with the statements inside it."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.body
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((target.id, []) for target in targets if isinstance(target, ast.Name))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-sandbox.txt"])
def test_every_requirement_is_pinned_and_installed(name: str) -> None:
    lines = requirements(name)
    assert lines
    for line in lines:
        requirement, _, marker = line.partition(";")
        pin = _PIN.fullmatch(requirement)
        assert pin, f"{line!r} does not name one exact version"
        if marker and not Marker(marker).evaluate():
            continue  # meant for another system
        assert version(pin[1]).partition("+")[0] == pin[3]


def constraints() -> dict[str, str]:
    """What `constraints.txt` says of each package for this system and this Python."""
    pins: dict[str, str] = {}
    for line in requirements("constraints.txt"):
        requirement, _, marker = line.partition(" ; ")
        pin = _PIN.fullmatch(requirement)
        assert pin and pin[2] is None, f"{line!r} does not limit a package to one exact version"
        if not marker or Marker(marker).evaluate():
            assert pin[1] not in pins, f"{pin[1]} twice"
            pins[canonicalize_name(pin[1])] = pin[3]
    return pins


def needed_by(names: list[str]) -> set[str]:
    """These requirements and the packages that they need in turn, as installed here."""
    needed: set[tuple[str, str]] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        each = waiting.pop()
        for extra in {"", *each.extras}:
            if (canonicalize_name(each.name), extra) in needed:
                continue
            needed.add((canonicalize_name(each.name), extra))
            in_turn = map(Requirement, distribution(each.name).requires or [])
            waiting += [one for one in in_turn if not one.marker or one.marker.evaluate({"extra": extra})]
    return {name for name, _ in needed}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_that_is_needed_is_constrained_to_the_version_installed(name: str) -> None:
    meant = [
        each for each in map(Requirement, requirements(name)) if not each.marker or each.marker.evaluate()
    ]
    needed = needed_by([str(each) for each in meant])
    assert len(needed) > len(meant)
    pins = constraints()
    assert {each: pins.get(each) for each in needed} == {
        each: version(each).partition("+")[0] for each in needed
    }


def test_the_requirements_and_the_constraints_agree_for_every_system() -> None:
    lines = {line.split(" ; ")[0] for line in requirements("constraints.txt")}
    named = [*requirements("requirements.txt"), *requirements("requirements-dev.txt")]
    for each in [*named, *requirements("requirements-sandbox.txt")]:
        pin = _PIN.fullmatch(each.partition(";")[0])
        assert pin and f"{canonicalize_name(pin[1])}=={pin[3]}" in lines, each


def test_the_versions_agree() -> None:
    release = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert f"## [{release}]" in text("CHANGELOG.md")
    for name in ("Dockerfile", "compose.yaml", "kubernetes/deployment.yaml"):
        versions = re.findall(r"pixelwise:(\d[\w.]*)", text(f"app/deploy/{name}"))
        assert versions and set(versions) == {release}


def test_the_course_and_the_catalogue_agree() -> None:
    ids = [exercise for lesson in COURSE for exercise in lesson.exercises]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(catalogue())


def test_the_course_holds_together() -> None:
    slugs = [lesson.slug for lesson in COURSE]
    assert len(slugs) == len(set(slugs))
    for place, lesson in enumerate(COURSE):
        assert set(lesson.prerequisites) <= set(slugs[:place]), "a lesson comes after what it builds on"
        assert (ROOT / "app" / "views" / lesson.slug / "page.py").exists()
        assert (ROOT / "lessons" / lesson.slug / "text.md").exists()
        assert lesson.exercises


def test_listing_the_lessons_imports_neither_torch_nor_numpy() -> None:
    """Each entry stands in its lesson's package, so that package's `__init__` loads no more than that."""
    code = "import sys, lessons; print(*{'torch', 'numpy'} & set(sys.modules))"
    process = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True
    )
    assert process.stdout.split() == []


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="not a git checkout")
def test_no_file_knows_the_machine_it_was_written_on() -> None:
    paths = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    folders = b"|".join(re.escape(os.fsencode(folder)) for folder in (ROOT, Path.home()))
    machine = re.compile(rb"(?<![\w./-])(?:" + folders + rb")[/\\]")
    for name in filter(None, paths.split(b"\0")):
        path = ROOT / os.fsdecode(name)
        if path.is_file():
            assert not machine.search(path.read_bytes()), f"{path} names a folder of this machine"
