"""The challenges of a class: opening one, its table, ending and deleting it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

import streamlit as st
from streamlit.typing import UploadedFile

from app import wiring
from app.classroom import RecordsError
from app.classroom.hosting import LONGEST_NAME, MOST_A_DAY, Challenge, ChallengeRules, Role, Teacher
from app.ui.challenge import judge
from app.ui.challenge.tables import board_html, rules_text, zone
from app.ui.kit.inert import inert
from app.ui.kit.uploads import uploads
from app.views.teach.projector import names_shown
from lessons.challenge.archives import ArchiveError
from lessons.challenge.pictures import LEAST_PICTURES, MOST_PICTURES, PictureSet, from_scenes
from lessons.challenge.scoring import Kind
from lessons.models.weights import WeightsError
from lessons.scenes import CLASS_NAMES
from lessons.waiting import Full

_STREETS, _OWN = "Drawn streets", "Your own pictures"
_KINDS: tuple[Kind, ...] = get_args(Kind)
_NAMES = {"miou": "mIoU", "class_iou": "IoU of one class", "boundary_miou": "boundary mIoU"}
_KEEPS = {"best": "the best", "last": "the last"}
_LARGEST_SEED = 2**62


@dataclass(frozen=True, eq=False)
class _Wish:
    """What stands in the form."""

    title: str
    is_own: bool
    count: int
    seed: str
    file: UploadedFile | None
    class_names: tuple[str, ...]
    metric: Kind
    label: int
    per_day: int
    keeps: str
    deadline: datetime | None
    thresholds: str
    bonuses: tuple[int, ...]


def show(teacher: Teacher) -> None:
    """The challenges, and the form that opens another."""
    challenges = wiring.hosting().challenges.of_class(teacher)
    names = names_shown()
    if not challenges:
        st.markdown(
            "No challenge yet. In a challenge students segment pictures whose truth only the server knows, with "
            "whatever network they like, and see in a table how well that goes."
        )
    for each in challenges:
        with st.expander(inert(each.title), expanded=each is challenges[0]):
            _one(teacher, each, names)
    if teacher.role is Role.TEACHES:
        with st.expander("Open a challenge", icon=":material/add:", expanded=not challenges):
            _form(teacher)


def _one(teacher: Teacher, challenge: Challenge, names: bool) -> None:
    st.markdown(
        f"{rules_text(challenge)}\n\nStudents find it under [Join a class](join?challenge={challenge.id})."
    )
    lines = wiring.hosting().challenges.table_of(teacher, challenge.id)
    st.html(board_html(challenge, lines, names=names))
    with st.container(horizontal=True):
        st.button("Look again", icon=":material/refresh:", key=f"challenge-refresh-{challenge.id}")
        if teacher.role is not Role.TEACHES:
            return
        with st.popover("End it at another time", icon=":material/event:"):
            _deadline(teacher, challenge)
        with st.popover("Delete it", icon=":material/delete:"):
            st.markdown("This deletes the challenge and everything that was handed in. It is final.")
            if st.button("Delete the challenge", type="primary", key=f"challenge-delete-{challenge.id}"):
                wiring.hosting().challenges.delete(teacher, challenge.id)
                st.rerun()


def _deadline(teacher: Teacher, challenge: Challenge) -> None:
    now = challenge.deadline.astimezone(zone()).replace(tzinfo=None)
    until = st.datetime_input("It ends", now, key=f"challenge-until-{challenge.id}")
    moment: datetime | None = None
    if st.button("End it then", key=f"challenge-then-{challenge.id}") and until:
        moment = until.replace(tzinfo=zone())
    if st.button("End it now", key=f"challenge-now-{challenge.id}"):
        moment = datetime.now(zone())
    if moment is not None:
        wiring.hosting().challenges.set_deadline(teacher, challenge.id, moment)
        st.rerun()


def _form(teacher: Teacher) -> None:
    """Fields that depend on one another, and a button at their end."""
    wish = _wish()
    if st.button("Open the challenge", type="primary", key="challenge-open"):
        try:
            _open(teacher, wish)
        except (ArchiveError, ValueError, Full, WeightsError, RecordsError) as error:
            st.error(inert(str(error)))
            return
        if wish.file is not None:
            uploads.let_go(wish.file.file_id)
        st.rerun()


def _wish() -> _Wish:
    title = st.text_input(
        "Title", "Who segments the streets best?", max_chars=LONGEST_NAME, key="challenge-title"
    )
    source = st.segmented_control(
        "Pictures", (_STREETS, _OWN), default=_STREETS, required=True, key="challenge-source"
    )
    count, seed, file, class_names = 24, "", None, CLASS_NAMES
    if source == _OWN:
        file = st.file_uploader(
            "A zip of at most 6 MB with the folders `pictures` (PNG, JPEG or WebP) and `masks` (a PNG of class ids "
            f"for each; 255 is not scored); {LEAST_PICTURES} to {MOST_PICTURES} pictures",
            ["zip"],
            key="challenge-own",
        )
        typed = st.text_input(
            "Classes, in the order of their ids", "background, nucleus", key="challenge-classes"
        )
        class_names = tuple(each.strip() for each in typed.split(",") if each.strip())
    else:
        left, right = st.columns(2)
        count = left.slider("How many", 8, MOST_PICTURES, 24, 2, key="challenge-count")
        seed = right.text_input(
            "Seed",
            key="challenge-seed",
            placeholder="one that nobody can guess",
            help="Which streets are drawn follows from this number, and so does their truth: whoever guesses it can "
            "draw both. Leave it empty, or write a long number that you keep.",
        )
    left, right = st.columns(2)
    metric = left.selectbox("What counts", _KINDS, format_func=_NAMES.__getitem__, key="challenge-metric")
    label = 0
    if metric == "class_iou" and class_names:
        label = right.selectbox(
            "Which class", range(len(class_names)), min(1, len(class_names) - 1),
            format_func=class_names.__getitem__, key="challenge-label",
        )  # fmt: skip
    left, right = st.columns(2)
    per_day = left.number_input("Hand-ins within 24 hours", 1, MOST_A_DAY, 3, key="challenge-per-day")
    keeps = right.selectbox(
        "Which of them counts", list(_KEEPS), format_func=_KEEPS.__getitem__, key="challenge-keeps"
    )
    in_a_week = (datetime.now(zone()) + timedelta(days=7)).replace(
        tzinfo=None, minute=0, second=0, microsecond=0
    )
    deadline = st.datetime_input("It ends", in_a_week, key="challenge-deadline")
    thresholds = st.text_input(
        "Points by score",
        "0.5: 5, 0.6: 8",
        key="challenge-thresholds",
        help="A score and its points, such as 0.5: 5. The highest that is reached counts. Empty: no points.",
    )
    places = zip(("First", "Second", "Third"), (3, 2, 1), st.columns(3), strict=True)
    bonuses = tuple(
        int(column.number_input(f"{place}: points more", 0, 100, points, key=f"challenge-bonus-{place}"))
        for place, points, column in places
    )
    return _Wish(
        title, source == _OWN, count, seed, file, class_names, metric, label, int(per_day), keeps, deadline,
        thresholds, bonuses,
    )  # fmt: skip


def _open(teacher: Teacher, wish: _Wish) -> None:
    """Draw or read the pictures, score the baselines, and open it; raises one sentence where that cannot be."""
    if not wish.title.strip():
        raise ValueError("Write a title first.")
    if wish.deadline is None or (deadline := wish.deadline.replace(tzinfo=zone())) <= datetime.now(zone()):
        raise ValueError("Choose an end that is still to come.")
    rules = ChallengeRules(
        wish.metric,
        wish.label,
        wish.per_day,
        "best" if wish.keeps == "best" else "last",
        thresholds_in(wish.thresholds),
        wish.bonuses,
    )
    seed = _seed(wish.seed)
    pictures = _own(wish) if wish.is_own else from_scenes(wish.count, seed)
    new = judge.new_challenge(wish.title, rules, deadline, seed, pictures)
    wiring.hosting().challenges.open(teacher, new)


def _own(wish: _Wish) -> PictureSet:
    if wish.file is None:
        raise ValueError("Choose the zip with your pictures and masks first.")
    return judge.read_set(wish.file.getvalue(), wish.class_names)


def _seed(typed: str) -> int:
    typed = typed.strip()
    if not typed:
        return secrets.randbelow(_LARGEST_SEED)
    if not (typed.isascii() and typed.isdigit() and int(typed[:30]) < _LARGEST_SEED):
        raise ValueError(f"A seed is a whole number from 0 to {_LARGEST_SEED - 1}; or leave it empty.")
    return int(typed)


def thresholds_in(typed: str) -> tuple[tuple[float, int], ...]:
    """The (score, points) in a text such as `0.5: 5, 0.6: 8`. Raises ValueError with one sentence."""
    found = []
    for part in filter(None, (each.strip() for each in typed.replace(";", ",").split(","))):
        score, _, points = part.partition(":")
        try:
            least, earned = float(score), int(points)
        except ValueError:
            least, earned = -1.0, 0
        if not (0 <= least <= 1 and 0 <= earned <= 1000):
            raise ValueError(f"“{part}” is no score with its points; write such as 0.5: 5, 0.6: 8.")
        found.append((least, earned))
    return tuple(sorted(found))
