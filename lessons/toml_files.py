"""TOML files that authors edit, read so that a fault in one can be named with its line."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_LONG_TEXT = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', re.DOTALL)


class TomlFileError(ValueError):
    """A file that is not as it must be; the message is one sentence with the file and the line."""


@dataclass(frozen=True)
class TomlFile:
    """The content of one TOML file, with its text, in which `line` looks up where something stands."""

    path: Path
    text: str = field(repr=False)
    tables: dict[str, Any]

    def line(self, table: str, key: str = "", number: int = 1) -> int:
        """The line, from 1, of the `number`-th header of a table, or of a key of that table.

        The table's own line if the key is not found, and 1 if the table is not found either. `table` is
        written as in its header, such as `argmax` or `argmax.replace`; one that is not written under a header is
        looked for as a key.
        """
        # What only looks like a header or a key, inside a text of several lines, does not count.
        lines = _LONG_TEXT.sub(lambda text: "\n" * text[0].count("\n"), self.text).split("\n")
        header, pair = rf"\s*\[\[?\s*{re.escape(table)}\s*\]", rf"\s*{re.escape(table)}\s*="
        places = [at for at, line in enumerate(lines, start=1) if re.match(header, line)]
        places = places or [at for at, line in enumerate(lines, start=1) if re.match(pair, line)]
        if len(places) < number:
            parent, _, last = table.rpartition(".")
            return self.line(parent, last) if parent else 1
        start = places[number - 1]
        for at, line in enumerate(lines[start:], start=start + 1):
            if line.lstrip().startswith("["):
                break
            if key and re.match(rf"\s*{re.escape(key)}\s*=", line):
                return at
        return start

    def fault(self, problem: str, table: str, key: str = "", number: int = 1) -> TomlFileError:
        """The error to raise about something in this file; the arguments are those of `line`."""
        return TomlFileError(f"{short_path(self.path)}, line {self.line(table, key, number)}: {problem}.")


def read(path: Path) -> TomlFile:
    """The file at `path`.

    Raises:
        FileNotFoundError: there is none.
        TomlFileError: it is not UTF-8 text, or not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise TomlFileError(f"{short_path(path)} is not UTF-8 text.") from None
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        last = f"at line {text.count(chr(10)) + 1}"
        problem = str(error).replace("at end of document", last)
        raise TomlFileError(f"{short_path(path)} is not valid TOML: {problem}.") from None


def short_path(path: Path) -> str:
    """How messages name a file: from the top of the project, where it lies in there."""
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else str(path)
