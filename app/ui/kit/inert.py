"""Text that a person typed, made safe to show where Streamlit reads Markdown."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@/])")


def inert(text: str) -> str:
    """`text` with every character that Markdown, LaTeX, HTML or Streamlit's directives read escaped.

    A name or a printed value can then neither load a picture, nor link, nor colour, nor become an
    address that renders as a link. Line ends become spaces: the result is always one line.
    """
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
