"""The words of a lesson: `lessons/<slug>/text.md`, cut into named parts."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import streamlit as st

import lessons
from lessons.questions import questions

_PART = re.compile(r"^<!-- part: ([a-z0-9-]+) -->$", re.MULTILINE)


@cache
def parts(slug: str) -> Mapping[str, str]:
    """The parts of a lesson's text by name, in its order."""
    text = (Path(lessons.__file__).parent / slug / "text.md").read_text(encoding="utf-8")
    pieces = _PART.split(text)
    return MappingProxyType(
        {name: body.strip() for name, body in zip(pieces[1::2], pieces[2::2], strict=True)}
    )


class LessonText:
    """The parts of one lesson's text, each shown where the page wants it.

    Raises:
        TomlFileError: the lesson's questions are malformed, so that the page says so before anything else.
    """

    def __init__(self, slug: str) -> None:
        questions(slug)
        self._slug = slug

    def show(self, *parts: str) -> None:
        """Write these parts, one after the other. Raises `KeyError` if the lesson's text lacks one."""
        st.markdown("\n\n".join(self[part] for part in parts))

    def show_filled(self, *parts: str, **values: object) -> None:
        """Write these parts with their `{name}` places filled by values computed just now."""
        st.markdown("\n\n".join(self[part].format(**values) for part in parts))

    def line(self, part: str, **values: object) -> str:
        """One part as a single line, such as a caption, its `{name}` places filled."""
        return " ".join(self[part].split()).format(**values)

    def __getitem__(self, part: str) -> str:
        try:
            return parts(self._slug)[part]
        except KeyError:
            raise KeyError(f"lessons/{self._slug}/text.md has no part {part!r}") from None
