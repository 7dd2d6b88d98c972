"""Five questions, a recommendation with its reasons, and the script to take home; then everything on one map."""

from functools import cache
from pathlib import Path

import streamlit as st

import lessons.practice
from app.ui.figures.tables import table
from app.ui.kit.disclosure import disclosed
from app.ui.kit.lesson_text import LessonText
from app.ui.kit.predict import predict
from app.ui.kit.sections import section
from app.ui.kit.show_code import show_code
from app.ui.kit.waiting import waited_for
from app.ui.networks import guard
from app.ui.shell import menu
from app.views.practice import networks
from lessons.models.weights import manifest
from lessons.practice import choose, families

SCRIPT = "train_own.py"
_QUESTIONS = (
    ("answer", "What should come out?", choose.ANSWERS),
    ("pictures", "How many pictures are there to learn from?", choose.PICTURES),
    ("labels", "What has been drawn on them?", choose.LABELS),
    ("edges", "How exact do outlines have to be?", choose.EDGES),
    (
        "budget",
        "How long may a picture take?",
        {key: "No hurry" if each > 1000 else f"At most {each:g} ms" for key, each in choose.BUDGETS.items()},
    ),
)


@section(parallel=True)  # it waits for the arena's numbers
@guard.answered
def which_one(words: LessonText) -> None:
    """The questions, the advice, the command and the script."""
    words.show("choose-touch")
    asked, told = st.columns(2)
    with asked:
        job = _job()
    with told:
        contenders = waited_for("Waiting for the numbers of the arena.", networks.contenders)
        if not contenders:
            st.info("Advice needs trained networks to compare; restore the files in assets/weights.")
            return
        advice = choose.advise(job, contenders, manifest())
        reasons = "\n".join(f"- {reason}" for reason in advice.reasons)
        with st.container(border=True):
            st.markdown(f"### First try: {advice.title}\n\n{reasons}")
    words.show("choose-script" if advice.architecture else "choose-no-script")
    if advice.architecture:
        st.code(
            "pip install torch segmentation-models-pytorch pillow numpy tqdm\n"
            f"python {SCRIPT} images masks --classes background road car "
            f"--architecture {advice.architecture} --encoder {advice.encoder}",
            language=None,
            wrap_lines=True,
        )
    source = _script()
    with st.container(horizontal=True):
        st.download_button(
            f"Download {SCRIPT}",
            source,
            SCRIPT,
            "text/x-python",
            icon=":material/download:",
            on_click="ignore",
        )
        is_read = disclosed(
            "practice-script", f"Read {SCRIPT}, {len(source.splitlines())} lines", icon=":material/code:"
        )
    if is_read:
        st.code(source, language="python", wrap_lines=True)
    words.show("choose-name")
    show_code(choose.advise, choose.rank, label="How the advice was found")


def _job() -> choose.Job:
    choices = {}
    for name, question, options in _QUESTIONS:
        choices[name] = st.segmented_control(
            question,
            list(options),
            format_func=options.__getitem__,
            default=getattr(choose.Job, name),
            required=True,
            key=f"practice-{name}",
            persist_state="session",
        ) or getattr(choose.Job, name)
    return choose.Job(**choices)


@cache
def _script() -> str:
    return (Path(lessons.practice.__file__).parent / SCRIPT).read_text(encoding="utf-8")


@section
@guard.answered
def on_one_map(words: LessonText) -> None:
    """Asked, and then every kind of network."""
    if predict("practice-map"):
        every_family(words)


def every_family(words: LessonText) -> None:
    """The answer: every kind of network with what it takes, answers and reaches here."""
    words.show("map-touch")
    rows = manifest()
    table(
        ("Family", "Answers", "To be drawn first", "Ours, on held-out pictures"),
        [
            (
                f"{each.name}, {each.year}",
                each.answers,
                each.labels,
                families.scores_in_words(each, rows),
            )
            for each in families.FAMILIES
        ],
    )
    words.show("map-name")


@section
def quick_reference() -> None:
    """One line for each thing to look up; each leads to the page on which it runs."""
    with st.container(key="practice-reference", gap="small"):
        for entry in families.REFERENCE:
            label = f"**{entry.name}**: {entry.says}"
            st.page_link(menu.view(entry.lesson), label=label, icon=":material/arrow_forward:")
