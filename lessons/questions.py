"""The questions a lesson asks before it shows anything: `lessons/<slug>/questions.toml`, a table for each.

    [winner]
    text = "One pixel scores 0.3 for road and 0.4 for car. What does the mask say there?"
    answer = "Car"

    [winner.options]
    "Car" = "The largest score wins, however narrowly."
    "Nothing, 0.4 is too little" = "No score is too little: it only has to be the largest."

Each option stands with its reason: why it is right, or what is wrong with it. A page asks it by
`predict("<slug>-winner")`. Where an answer or a reason is live, `{name}` stands for what the page fills in; a brace
that is meant as one is doubled. The text and the options have no such places: they are asked before anything is
computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from lessons import toml_files
from lessons.toml_files import TomlFile

ROOT = Path(__file__).parent

_KEYS = ("text", "answer", "options")
_TOO_EARLY = "has a brace, and is asked before anything is computed that could fill a place"


@dataclass(frozen=True)
class Question:
    """A question with its answer, one of the options, and a reason for each option. `key` is its name on the page."""

    key: str
    text: str
    answer: str
    reasons: Mapping[str, str]

    @property
    def options(self) -> tuple[str, ...]:
        """The options in their order."""
        return tuple(self.reasons)

    def filled(self, **values: object) -> "Question":
        """The same question with the `{name}` places of its answer and reasons filled.

        Raises:
            KeyError: a value is missing.
            ValueError: the answer is then none of the options.
        """
        reasons = {option: why.format(**values) for option, why in self.reasons.items()}
        answer = self.answer.format(**values)
        if answer not in reasons:
            raise ValueError(f"The answer {answer!r} of the question {self.key} is none of its options.")
        return replace(self, answer=answer, reasons=MappingProxyType(reasons))


def question(key: str) -> Question:
    """The question of this key, `<slug>-<name>`.

    Raises:
        KeyError: the lesson has no such question; the message says in which file it is missing.
        TomlFileError: the lesson's file is malformed.
    """
    slug, _, name = key.partition("-")
    try:
        return questions(slug)[name]
    except KeyError:
        raise KeyError(f"lessons/{slug}/questions.toml has no question [{name}]") from None


@cache
def questions(slug: str, root: Path = ROOT) -> Mapping[str, Question]:
    """The questions of one lesson by name, in the order of the file; none if it has no such file.

    Raises:
        TomlFileError: the file is malformed; the message names the line.
    """
    try:
        file = toml_files.read(root / slug / "questions.toml")
    except FileNotFoundError:
        return MappingProxyType({})
    return MappingProxyType({name: _question(file, slug, name) for name in file.tables})


def _question(file: TomlFile, slug: str, name: str) -> Question:
    entry = file.tables[name]
    if not isinstance(entry, dict):
        raise file.fault(f"{name} must be a question, a table [{name}]", name)
    for key in entry:
        if key not in _KEYS:
            raise file.fault(f"{key} is not a known key; there are {', '.join(_KEYS)}", name, key)
    for key in _KEYS:
        if key not in entry:
            raise file.fault(f"the question {name} has no {key}", name)
    _check(file, name, entry)
    return Question(
        f"{slug}-{name}",
        _one_line(entry["text"]),
        entry["answer"],
        MappingProxyType({option: _one_line(why) for option, why in entry["options"].items()}),
    )


def _check(file: TomlFile, name: str, entry: dict[str, Any]) -> None:
    """Raise `TomlFileError` unless the table holds what a question is made of."""
    options = entry["options"]
    if not isinstance(options, dict) or len(options) < 2:
        raise file.fault(f"options must be a table [{name}.options] of two or more", name, "options")
    for key in ("text", "answer"):
        if not _is_text(entry[key]):
            raise file.fault(f"{key} must be a text", name, key)
    for option, why in options.items():
        if not _is_text(option) or not _is_text(why):
            raise file.fault(
                f"the option {option!r} needs a reason, a text", f"{name}.options", f'"{option}"'
            )
    if not _can_be_filled(entry["answer"]):
        raise file.fault("answer has a single brace; write {{ or }} for a brace", name, "answer")
    if _has_brace(entry["text"]):
        raise file.fault(f"text {_TOO_EARLY}", name, "text")
    for option, why in options.items():
        if _has_brace(option):
            raise file.fault(f"the option {option!r} {_TOO_EARLY}", f"{name}.options", f'"{option}"')
        if not _can_be_filled(why):
            problem = f"the reason of {option!r} has a single brace; write {{{{ or }}}} for a brace"
            raise file.fault(problem, f"{name}.options", f'"{option}"')
    # An answer with a place to fill is compared once it is filled.
    if entry["answer"] not in options and "{" not in entry["answer"]:
        raise file.fault(f"the answer {entry['answer']!r} is none of the options", name, "answer")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _has_brace(text: str) -> bool:
    return "{" in text or "}" in text


def _can_be_filled(text: str) -> bool:
    try:
        return all(field is None or field.isidentifier() for _, field, _, _ in Formatter().parse(text))
    except ValueError:
        return False


def _one_line(text: str) -> str:
    """The text without the line breaks of the file."""
    return " ".join(text.split())
