"""One challenge as a student takes part in it: its pictures, handing in, what was wrong, and the table."""

from collections.abc import Callable
from math import isnan
from uuid import UUID

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app import state, wiring
from app.classroom import RecordsError
from app.classroom.hosting import Challenge, HandIn, Membership
from app.ui.challenge import judge
from app.ui.challenge.pictures import legend_html, mask_pixels
from app.ui.challenge.tables import board_html, moment_text, rules_text
from app.ui.figures.images import picture_html, row_of_figures
from app.ui.figures.numbers import percent
from app.ui.figures.tables import table_html
from app.ui.kit.inert import inert
from app.ui.kit.uploads import uploads
from lessons.challenge.archives import MOST_BYTES, ArchiveError
from lessons.challenge.pictures import unpacked, unzipped
from lessons.models.weights import WeightsError
from lessons.waiting import Full

_FILES, _SAID = "challenge-files", "challenge-said"
_WAYS = ("A zip of masks", "A network of this course")
_SHOWN = 4

Pictures = tuple[NDArray[np.uint8], ...]


def links(learner: UUID, classroom: UUID) -> None:
    """A link to each challenge of a class."""
    for each in wiring.hosting().challenges.of_learner(learner, classroom):
        until = f"until {moment_text(each.deadline)}" if each.is_open else "over"
        st.markdown(f"Challenge: [{inert(each.title)}](join?challenge={each.id}) ({until})")


def show(learner: UUID, asked: str) -> None:
    """The challenge whose id the address says; one sentence where there is none for this learner."""
    try:
        challenge = wiring.hosting().challenges.find(learner, UUID(asked))
        me = next(
            each
            for each in wiring.hosting().members.of_learner(learner)
            if each.classroom == challenge.classroom
        )
        _show(learner, challenge, me)
    except ValueError:
        st.error("The address names no challenge. [See your classes](join) instead.")
    except RecordsError as error:
        st.error(f"{error} [See your classes](join).")


def _show(learner: UUID, challenge: Challenge, me: Membership) -> None:
    st.title(inert(challenge.title))
    st.markdown(f"A challenge of [{inert(me.class_name)}](join).\n\n{rules_text(challenge)}")
    pictures = unzipped(wiring.hosting().challenges.pictures(learner, challenge.id))
    _pictures(learner, challenge, pictures)
    entries = wiring.hosting().challenges.entries(learner, challenge.id)
    if challenge.is_open:
        _hand_in(learner, challenge, me)
    if entries:
        _own(learner, challenge, entries, pictures)
    st.header("The table")
    st.html(board_html(challenge, wiring.hosting().challenges.table(learner, challenge.id), me.member))
    st.button("Look again", icon=":material/refresh:", key="challenge-refresh")


def _pictures(learner: UUID, challenge: Challenge, pictures: Pictures) -> None:
    st.header("The pictures")
    figures = [
        picture_html(f"{name}.png", picture, "", 150)
        for name, picture in zip(challenge.names[:_SHOWN], pictures, strict=False)
    ]
    st.html(row_of_figures(figures) + legend_html(challenge.class_names))
    st.download_button(
        f"Download all {len(challenge.names)} pictures",
        data=lambda: wiring.hosting().challenges.pictures(learner, challenge.id),
        file_name="pictures.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
    )


def _hand_in(learner: UUID, challenge: Challenge, me: Membership) -> None:
    st.header("Hand in")
    st.markdown(f"The table shows your class your name, **{inert(me.name)}**, and your score.")
    if said := state.recall(_SAID):
        st.success(said)
        state.forget(_SAID)
    networks = judge.networks_for(challenge.class_names)
    ways = _WAYS if networks else _WAYS[:1]
    way = st.segmented_control(
        "What you hand in", ways, default=ways[0], required=True, key="challenge-way", persist_state="session"
    )
    if way == _WAYS[1]:
        name = st.selectbox(
            "Network", list(networks), format_func=networks.__getitem__, key="challenge-network"
        )
        pressed = st.button("Hand in its masks", type="primary", key="challenge-hand-network")
        if pressed and _tried(challenge, lambda: judge.hand_in_network(learner, challenge.id, name)):
            st.rerun()
        return
    example = challenge.names[0]
    st.markdown(
        f"One zip, with a PNG for each picture: `{example}.png` or `{example}_mask.png`, as high and wide as the "
        f"picture, each pixel its class's id, 0 to {len(challenge.class_names) - 1}. So writes them, into a folder to "
        "zip: `python -m lessons.models segment *.png --model unet --out masks`."
    )
    count = state.recall(_FILES, 0)
    with st.form("challenge-zip", border=False):
        label = f"Your masks, a zip of at most {MOST_BYTES // 10**6} MB"
        file = st.file_uploader(label, ["zip"], key=f"{_FILES}-{count}")
        pressed = st.form_submit_button("Hand in", type="primary")
    if not pressed:
        return
    if file is None:
        st.error("Choose the zip with your masks first.")
        return
    data = file.getvalue()
    if _tried(challenge, lambda: judge.hand_in_zip(learner, challenge.id, data)):
        uploads.let_go(file.file_id)
        state.remember(_FILES, count + 1)  # so that the field is empty for the next one
        st.rerun()


def _tried(challenge: Challenge, hand_in: Callable[[], HandIn]) -> bool:
    """Hand in, and say how it went. Whether it is done: what is refused does not count as handed in."""
    try:
        made = hand_in()
    except (ArchiveError, Full, WeightsError, RecordsError) as error:
        st.error(f"Not handed in. {inert(str(error))}")
        return False
    metric = inert(judge.metric_of(challenge.rules).title(challenge.class_names))
    state.remember(_SAID, f"Handed in. On the public half the {metric} is **{made.public:.3f}**.")
    return True


def _own(learner: UUID, challenge: Challenge, entries: tuple[HandIn, ...], pictures: Pictures) -> None:
    st.header("What you handed in")
    hidden = not challenge.is_open
    header = ("When", "From", "Public half", *("Hidden half",) * hidden)
    rows = [
        (
            moment_text(each.created),
            judge.source_title(each.source, challenge.class_names),
            f"{each.public:.3f}",
        )
        + ((f"{each.hidden:.3f}",) if each.hidden is not None else ())
        for each in entries
    ]
    st.html(f'<div style="max-height: 20rem; overflow-y: auto">{table_html(header, rows)}</div>')
    kept = {each.id: each for each in entries if each.has_masks}
    chosen = st.selectbox(
        "Look at one, picture by picture",
        list(kept),
        format_func=lambda id: f"{moment_text(kept[id].created)}, {kept[id].public:.3f}",
        key=f"challenge-look-{len(entries)}",
    )
    if chosen is not None:
        _by_picture(learner, challenge, kept[chosen], pictures)


def _by_picture(learner: UUID, challenge: Challenge, entry: HandIn, pictures: Pictures) -> None:
    """The pictures of the public half, the worst first, each with the mask that was handed in and what it scores."""
    packed = wiring.hosting().challenges.masks(learner, entry.id)
    if packed is None:
        return
    masks = unpacked(packed)
    metric = judge.metric_of(challenge.rules).title(challenge.class_names)
    worst_first = sorted(entry.pictures, key=lambda each: (isnan(each[1]), each[1], -each[2]))
    figures = []
    for place, score, wrong in worst_first:
        name = challenge.names[place]
        value = "not in this picture" if isnan(score) else f"{score:.3f}"
        share = "" if isnan(wrong) else f", {percent(wrong, 1)} of the pixels wrong"
        figures.append(picture_html(f"{name}.png", pictures[place], "", 150))
        pixels = mask_pixels(masks[place], challenge.class_names)
        figures.append(picture_html("your mask", pixels, f"{metric} {value}{share}", 150))
    caption = (
        "The public half, the worst first, each picture scored alone. Which pixels are wrong is not shown: it would "
        "tell the truth."
    )
    frame = (
        '<div tabindex="0" role="region" aria-label="Your masks" style="max-height: 36rem; overflow-y: auto">'
    )
    st.html(f"{frame}{row_of_figures(figures, caption)}</div>")
