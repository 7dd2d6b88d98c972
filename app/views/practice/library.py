"""The library, live: choose a decoder and an encoder, read the code, and see what came out."""

import streamlit as st

from app.ui.figures.numbers import percent
from app.ui.figures.tables import table
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.kit.waiting import waited_for
from app.ui.networks import guard
from app.views.practice import networks
from lessons.practice import library

_KEY = "practice-library"


@section(parallel=True)  # the import takes seconds, and what is below need not wait
@guard.answered
def a_network_in_one_line(words: LessonText) -> None:
    """Asked, and then the library live."""
    if predict("practice-library"):
        library_live(words)


def library_live(words: LessonText) -> None:
    """The answer: any decoder with any encoder, their code, their shapes, their counts and the time."""
    words.show("library-touch")
    architecture, encoder, height, width = _ask_for_network()
    code, result = st.columns(2)
    with code:
        st.code(library.code_of(architecture, encoder, height, width), language="python", wrap_lines=True)
        st.caption(words.line("library-offline"))
    with result:
        if refusal := _refusal(height, width):
            st.warning(refusal)
            return
        facts = waited_for(
            "Building it and running it. The first time, the library is imported, which takes some seconds.",
            lambda: networks.facts(architecture, encoder, height, width),
        )
        if isinstance(facts, str):
            st.warning(facts)
        else:
            _facts_table(words, facts, architecture, encoder)
    words.show("library-name", "library-so-what")
    show_code(library.build, library.facts)


def _ask_for_network() -> tuple[str, str, int, int]:
    first, second, third, fourth = st.columns(4)
    architecture = first.selectbox(
        "Architecture", list(library.ARCHITECTURES), key=f"{_KEY}-architecture", persist_state="session"
    )
    encoder = second.selectbox(
        "Encoder", list(library.ENCODERS), index=1, key=f"{_KEY}-encoder", persist_state="session"
    )
    height = third.number_input("Height in pixels", value=256, key=f"{_KEY}-height", persist_state="session")
    width = fourth.number_input("Width in pixels", value=256, key=f"{_KEY}-width", persist_state="session")
    return architecture, encoder, int(height), int(width)


def _refusal(height: int, width: int) -> str:
    """Why no picture of that size is run here; empty if one is."""
    if min(height, width) >= 1 and max(height, width) <= library.LARGEST_SIDE:
        return ""
    return (
        f"This server runs pictures from 1 to {library.LARGEST_SIDE} pixels high and wide; choose a height and a "
        "width between them."
    )


def _facts_table(words: LessonText, facts: library.Facts, architecture: str, encoder: str) -> None:
    table(
        (f"{architecture} with {encoder}", "Here"),
        [
            ("Decoder", library.ARCHITECTURES[architecture]),
            ("Encoder", library.ENCODERS[encoder]),
            ("Logits", _shape(facts.logits)),
            ("Parameters of the encoder", f"{facts.encoder:,}"),
            ("Parameters of the decoder", f"{facts.decoder:,}"),
            ("Parameters of the head", f"{facts.head:,}"),
            ("Multiply–adds for this picture", f"{facts.multiply_adds / 1e6:,.0f} million"),
            ("Milliseconds, measured on this computer", f"{facts.milliseconds:,.0f}"),
        ],
        close=True,
    )
    batch, classes, height, width = facts.logits
    words.show_filled(
        "library-live",
        encoder_share=percent(facts.encoder / facts.parameters),
        decoder_share=percent(facts.decoder / facts.parameters),
        parameters=f"{facts.parameters:,}",
        logits=_shape(facts.logits),
        classes=classes,
        mask=_shape((batch, height, width)),
    )


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))})"
