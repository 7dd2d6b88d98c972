"""A page with a U diagram of two networks."""

import streamlit as st

from app.components.u_diagram import Block, Skip, push, u_diagram
from tests.components.app.runs import say_runs

STATES = ("keep", "zero", "blur", "shuffle", "swap")


def diagram_page() -> None:
    st.title("Diagram")
    tiny = st.checkbox("Tiny", key="tiny")
    if st.button("Put the skips back"):
        push("demo", selected="bottom", skips=("keep",) * (1 if tiny else 4))
    widths = (16, 32) if tiny else (16, 32, 64, 96, 128)
    deepest = len(widths) - 1
    size = 64 if tiny else 128
    down = [
        Block(f"down{n}", f"Encoder {n + 1}", w, size >> n, size >> n, "down", n)
        for n, w in enumerate(widths[:-1])
    ]
    up = [
        Block(f"up{n}", f"Decoder {n + 1}", w, size >> n, size >> n, "up", n)
        for n, w in enumerate(widths[:-1])
    ]
    bottom = Block("bottom", "Bottleneck", widths[-1], size >> deepest, size >> deepest, "bottom", deepest)
    blocks = [
        Block("image", "Picture", 3, size, size, "input", 0),
        *down,
        bottom,
        *reversed(up),
        Block("logits", "Logits", 8, size, size, "output", 0),
    ]
    skips = [Skip(f"skip{n}", n, "keep", STATES) for n in range(deepest)]
    chosen = u_diagram("demo", blocks, skips, selected="bottom", label="U-Net")
    st.text(f"chosen: {chosen.block} {' '.join(chosen.skips)}")
    say_runs("diagram")
