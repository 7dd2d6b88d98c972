"""A page with two editors. A draft is saved for each `?who=` in this process, as a database would."""

import json
import time
from collections import defaultdict
from dataclasses import asdict

import streamlit as st

from app.components.code_editor import ErrorMark, Origin, code_editor, locked_lines, push
from app.state import recall, remember

STARTER = """\
def class_map(scores):
    mask = []
    for row in scores:
        labels = []
        for pixel in row:
            if ___:
                labels.append(0)
        mask.append(___)
    return mask
"""
OUTLINE = "\n".join(
    ["def long(values):", *(f"    # step {n}" + " and on" * 30 for n in range(60)), "    ..."]
)
DRAFTS: dict[str, str] = {}
COUNTS: defaultdict[str, int] = defaultdict(int)


def _tell(name: str, value: object) -> None:
    st.text(f"{name}: {json.dumps(value)}")


def editors_page() -> None:
    who = recall("who") or st.query_params.get("who", "nobody")
    remember("who", who)
    COUNTS[f"{who} page"] += 1
    st.set_page_config(layout="centered")
    st.title("Editors")
    _tell("page runs", COUNTS[f"{who} page"])
    _panel(who)
    outline = code_editor("outline", text=OUTLINE, starter=OUTLINE, label="An outline", action="Run")
    _tell("outline", outline.submission.text[-20:] if outline.submission else None)


@st.fragment
def _panel(who: str) -> None:
    COUNTS[f"{who} panel"] += 1

    def save(text: str, origin: Origin | None) -> bool:
        DRAFTS[who] = text
        COUNTS[f"{who} saves"] += 1
        if origin:
            remember("origin", asdict(origin))
        return True

    st.checkbox("Slow", key="slow")
    edited = code_editor(
        "blanks",
        text=DRAFTS.get(who, STARTER),
        starter=STARTER,
        locked=locked_lines(STARTER),
        marks=recall("marks", ()),
        on_draft=save,
        origin=Origin(f"{ord(who[0]):x}", COUNTS[f"{who} panel"]),
        on_free=lambda text: remember("free", text),
    )
    if edited.submission:
        COUNTS[f"{who} checks"] += 1
        time.sleep(1.5 if recall("slow") else 0)
        try:
            compile(edited.submission.text, "submission", "exec")
            remember("marks", ())
        except SyntaxError as error:
            remember("marks", (ErrorMark(error.lineno or 1, error.msg, error.offset),))
        remember("checked", edited.submission.text)
        st.rerun(scope="fragment")
    _tell("panel runs", COUNTS[f"{who} panel"])
    _tell("saves", COUNTS[f"{who} saves"])
    _tell("checks", COUNTS[f"{who} checks"])
    _tell("checked", recall("checked"))
    _tell("text", edited.text)
    _tell("origin", recall("origin"))
    _tell("free", recall("free"))
    _tell("draft", DRAFTS.get(who))
    if st.button("Push"):
        push("blanks", STARTER.replace("___", "pixel", 1))
        st.rerun(scope="fragment")
