"""Finds the exercises: one folder each, whose name is the exercise's permanent id."""

import ast
import functools
import hashlib
import importlib.util
import math
import random
import re
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

from exercises._engine.mistakes import Mistake, defines, mistakes
from exercises._engine.variants import Variant
from lessons import toml_files
from lessons.palette import PALETTE
from lessons.syntax import tree_of
from lessons.toml_files import TomlFile, TomlFileError, short_path

ROOT = Path(__file__).parents[1]
KINDS = ("code", "number", "choice", "mask")
DRAWN_CASES = 6
"""Random cases per graded run, beside the fixed ones."""
CASE_SETS = 32
"""Different sets of random cases per exercise. What is known of a set is worked out once, and kept."""

_PICTURES = ("mask", "scores", "value", "label")
UNAIDED = "unaided"
"""The layer without given code. Its task is a sibling of the exercise's, in a folder of this name."""
_LAYER_FILES = {"blanks": "starter.py", UNAIDED: f"{UNAIDED}/starter.py"}
_KEYS = {"title", "kind", "minutes", "points"}
_CODE_KEYS = {"function", "arguments", "tolerance", "class_names", "pictures", "layers", UNAIDED}
_OPTIONAL_KEYS = {"tolerance", "decimals", "class_names", "pictures", "live", UNAIDED}
_OF_THE_SIBLING = (
    "This does what the first task of this exercise asks, and this task asks for something else. Read once more what "
    "is to be returned."
)


_reading = threading.Lock()


class CatalogueError(Exception):
    """An exercise folder that is not as it must be; the message names the file and the problem."""


@dataclass(frozen=True)
class StarterLayer:
    """One way to take a `code` exercise: `blanks` to fill, or the whole function `unaided`, which is its sibling's."""

    name: str
    title: str
    starter: str


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise. Its texts are read at start; `cases.py` and the solution run on first use.

    `prompt` is Markdown and may hold `{name}` fields (see `variants.fill`). `tolerance` is absolute.
    `pictures` says for an argument, or for "result", how its value is drawn: "mask", "scores",
    "value" or "label". `content_hash` changes whenever a file of the folder does. Kinds other than
    `code` have no layers, function, solution or mistakes here. `live` says whether a `mask` exercise tells while the
    learner paints how far its conditions are met, or only when it is checked. `sibling` is the task of the layer
    `unaided`: an exercise of the same id and the same inputs, in which something else is to be returned.
    """

    id: str
    title: str
    kind: str
    minutes: int
    points: int
    prompt: str = field(repr=False)
    hints: tuple[str, ...] = field(repr=False)
    content_hash: str
    folder: Path = field(repr=False)
    tolerance: float = 0.0
    decimals: int | None = None
    class_names: tuple[str, ...] = ()
    live: bool = True
    function: str = ""
    arguments: tuple[str, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    layers: tuple[StarterLayer, ...] = field(default=(), repr=False)
    mistakes: tuple[Mistake, ...] = field(default=(), repr=False)
    solution_source: str = field(default="", repr=False)
    alternative_source: str = field(default="", repr=False)
    sibling: "Exercise | None" = field(default=None, repr=False)

    @property
    def points_by_try(self) -> tuple[int, ...]:
        """What passing earns at the first try, at the second, and so on; the last number holds from there on.

        Where a miss costs nothing, answers can be tried out until one is right. Code and painted masks that show
        their own score are meant to be tried out.
        """
        if self.kind == "code" or (self.kind == "mask" and self.live):
            return (self.points,)
        return tuple(math.ceil(self.points * thirds / 3) for thirds in (3, 2, 1))

    def task_of(self, layer: str) -> "Exercise":
        """What is asked for in this layer: this exercise, or its sibling."""
        return self.sibling if self.sibling is not None and layer == UNAIDED else self

    def layer(self, name: str) -> StarterLayer:
        """The layer of this name. Raises `KeyError` if there is none."""
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise KeyError(name)

    @functools.cached_property
    def cases(self) -> ModuleType:
        """The folder's `cases.py`."""
        path = self.folder / "cases.py"
        # Named by its place, so that a folder of the same id elsewhere is another module.
        name = f"_cases_of_{self.id}_{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            del sys.modules[name]
            raise CatalogueError(
                f"{short_path(path)} does not import: {type(error).__name__}: {error}"
            ) from error
        required = {"code": ("FIXED", "draw", "valid"), "mask": ("draw", "conditions", "specimens")}
        for attribute in required.get(self.kind, ("draw",)):
            if not hasattr(module, attribute):
                raise CatalogueError(f"{short_path(path)} must define {attribute}.")
        return module

    @functools.cached_property
    def solution(self) -> Callable[..., Any]:
        """The reference solution's function, run on the host."""
        return trusted_function(self.solution_source, self.function)

    @functools.cached_property
    def mistake_functions(self) -> tuple[tuple[Mistake, Callable[..., Any]], ...]:
        """The known mistakes with their functions, run on the host."""
        return tuple((each, trusted_function(each.source, self.function)) for each in self.mistakes)

    def drawn_cases(self, seed: int) -> tuple[tuple[Any, ...], ...]:
        """All inputs of one graded run of a `code` exercise: the fixed ones, then those of the seed's set."""
        rng = self.rng(seed % CASE_SETS)
        return (*self.cases.FIXED, *(self.cases.draw(rng) for _ in range(DRAWN_CASES)))

    def rng(self, seed: int) -> random.Random:
        """The seed's generator; the same on every platform and in every process."""
        return random.Random(f"{self.id}:{seed}")


def variant(exercise: Exercise, seed: int) -> Variant:
    """The task that this seed draws of a `number`, `choice` or `mask` exercise."""
    task = exercise.cases.draw(exercise.rng(seed))
    if not isinstance(task, Variant):
        raise CatalogueError(f"{short_path(exercise.folder / 'cases.py')}: draw must return a Variant.")
    return task


def trusted_function(source: str, name: str) -> Callable[..., Any]:
    """The function that one of our own files defines."""
    space: dict[str, Any] = {"__name__": "trusted"}
    exec(compile(source, "<exercise>", "exec"), space)
    return space[name]


def catalogue(root: Path = ROOT) -> Mapping[str, Exercise]:
    """Every exercise by id, in alphabetical order; read once per process.

    Raises:
        CatalogueError: a folder is malformed.
    """
    with _reading:  # many visitors may come before it has been read; one reads it for all
        return _catalogue(root)


@functools.cache
def _catalogue(root: Path) -> Mapping[str, Exercise]:
    folders = sorted(path for path in root.iterdir() if path.is_dir() and path.name[0] not in "_.")
    return MappingProxyType({folder.name: load(folder) for folder in folders if _files(folder)})


def load(folder: Path) -> Exercise:
    """The exercise of one folder.

    Raises:
        CatalogueError: the folder is malformed.
    """
    try:
        return _exercise_in(folder)
    except TomlFileError as error:
        raise CatalogueError(str(error)) from None


def _exercise_in(folder: Path) -> Exercise:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", folder.name):
        raise CatalogueError(
            f"{short_path(folder)}: name the folder in small letters, digits and underscores."
        )
    data = _table(folder / "exercise.toml")
    common = {
        "id": folder.name,
        "title": data["title"],
        "kind": data["kind"],
        "minutes": data["minutes"],
        "points": data["points"],
        "prompt": _text(folder / "prompt.md"),
        "hints": _hints(folder / "hints.md"),
        "content_hash": _content_hash(folder),
        "folder": folder,
        "tolerance": float(data.get("tolerance", 0.0)),
        "decimals": data.get("decimals"),
        "class_names": tuple(data.get("class_names", ())),
        "live": data.get("live", True),
    }
    _text(folder / "cases.py")
    if data["kind"] != "code":
        return Exercise(**common)
    function = data["function"]
    solution = _defining(folder / "solution.py", function)
    layers = tuple(
        StarterLayer(name, title, _text(folder / _LAYER_FILES[name]))
        for name, title in data["layers"].items()
    )
    exercise = Exercise(
        **common,
        function=function,
        arguments=tuple(data["arguments"]),
        pictures=MappingProxyType(dict(data.get("pictures", {}))),
        layers=layers,
        mistakes=mistakes(_toml(folder / "mistakes.toml"), solution, function),
        solution_source=solution,
        alternative_source=_defining(folder / "alternative.py", function),
    )
    return (
        replace(exercise, sibling=_sibling(exercise, data[UNAIDED]))
        if UNAIDED in data["layers"]
        else exercise
    )


def _sibling(exercise: Exercise, data: Mapping[str, Any]) -> Exercise:
    """The task of the layer `unaided`. Who writes the exercise's own solution there makes a known mistake."""
    folder, function = exercise.folder / UNAIDED, data["function"]
    renamed = f"{exercise.solution_source}\n\n{function} = {exercise.function}\n"
    return replace(
        exercise,
        prompt=_text(folder / "prompt.md"),
        hints=(),
        pictures=MappingProxyType({**exercise.pictures, "result": data.get("result", "value")}),
        function=function,
        layers=tuple(layer for layer in exercise.layers if layer.name == UNAIDED),
        mistakes=(Mistake("first_task", _OF_THE_SIBLING, renamed),),
        solution_source=_defining(folder / "solution.py", function),
        alternative_source="",
    )


def _table(path: Path) -> dict[str, Any]:
    data = _toml(path).tables

    def demand(right: bool, problem: str) -> None:
        if not right:
            raise CatalogueError(f"{short_path(path)}: {problem}.")

    kind = data.get("kind")
    demand(kind in KINDS, f"kind must be one of {', '.join(KINDS)}")
    code = kind == "code"
    missing = (_KEYS | (_CODE_KEYS if code else set())) - _OPTIONAL_KEYS - set(data)
    demand(not missing, f"{', '.join(sorted(missing))} is missing")
    unknown = set(data) - _KEYS - _OPTIONAL_KEYS - (_CODE_KEYS if code else set())
    demand(not unknown, f"{', '.join(sorted(unknown))} is not a known key")
    demand(isinstance(data["title"], str) and bool(data["title"].strip()), "title must be a text")
    for key in ("minutes", "points"):
        demand(type(data[key]) is int and data[key] > 0, f"{key} must be a whole number above 0")
    tolerance = data.get("tolerance", 0)
    demand(type(tolerance) in (int, float) and 0 <= tolerance < 1, "tolerance must be a number from 0 to 1")
    live = data.get("live", True)
    demand(live is True or (live is False and kind == "mask"), "live = false belongs to the kind mask alone")
    for name in data.get("class_names", ()):
        demand(name in PALETTE, f"class_names has {name!r}, which lessons/palette.py does not know")
    if code:
        demand(str(data["function"]).isidentifier(), "function must be a Python name")
        arguments = data["arguments"]
        demand(
            isinstance(arguments, list)
            and bool(arguments)
            and all(str(name).isidentifier() for name in arguments),
            "arguments must be a list of Python names",
        )
        demand(bool(data["layers"]), "layers must hold at least one layer")
        for name in data["layers"]:
            demand(name in _LAYER_FILES, f"layers may hold {' and '.join(_LAYER_FILES)}, not {name!r}")
        sibling = data.get(UNAIDED)
        demand(
            (UNAIDED in data["layers"]) == (sibling is not None), "layers.unaided and [unaided] go together"
        )
        if sibling is not None:
            demand(
                isinstance(sibling, dict) and set(sibling) - {"result"} == {"function"},
                "[unaided] holds the name of a function, and result if its result is drawn",
            )
            demand(
                str(sibling["function"]).isidentifier() and sibling["function"] != data["function"],
                "unaided.function must be another Python name than function",
            )
            demand(
                sibling.get("result", "value") in _PICTURES,
                f"unaided.result must be one of {', '.join(_PICTURES)}",
            )
        for name, picture in data.get("pictures", {}).items():
            demand(name in (*arguments, "result"), f"pictures names {name!r}, which is no argument")
            demand(picture in _PICTURES, f"pictures.{name} must be one of {', '.join(_PICTURES)}")
    return data


def _toml(path: Path) -> TomlFile:
    _text(path)
    return toml_files.read(path)


def _text(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CatalogueError(f"{short_path(path)} is missing.") from None
    except UnicodeDecodeError:
        raise CatalogueError(f"{short_path(path)} is not UTF-8 text.") from None
    if not text.strip():
        raise CatalogueError(f"{short_path(path)} is empty.")
    return text


def _hints(path: Path) -> tuple[str, ...]:
    hints = tuple(hint.strip() for hint in re.split(r"^---\s*$", _text(path), flags=re.MULTILINE))
    if not all(hints):
        raise CatalogueError(f"{short_path(path)} has an empty hint.")
    return hints


def _defining(path: Path, function: str) -> str:
    """The text of a Python file, which must define the function."""
    source = _text(path)
    if not defines(_tree(path, source), function):
        raise CatalogueError(f"{short_path(path)} must define {function}.")
    return source


def _tree(path: Path, source: str) -> ast.Module:
    try:
        return tree_of(source)
    except SyntaxError as error:
        raise CatalogueError(f"{short_path(path)}, line {error.lineno}: {error.msg}.") from None


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in {".toml", ".md", ".py", ".json"} and path.is_file()
    )


def _content_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        # A checkout on Windows may have other line ends; the exercise is the same.
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:16]
