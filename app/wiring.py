"""The composition root: the one database, grader, set of networks and warm-up of this process.

Each part is built once, by whoever needs it first; the warm-up only makes that happen before a
learner has to wait. Nothing in here belongs to one user.
"""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

import streamlit as st

from app import state
from app.http.identity import Signer
from app.http.logs import place_of
from app.http.teaching_link import Refusal
from app.settings import settings

if TYPE_CHECKING:
    from app.classroom import Reach, Records
    from app.classroom.hosting import Hosting
    from exercises._engine.grader import Grader
    from lessons.challenge.desk import Desk
    from lessons.models.serving.networks import Networks
    from lessons.training.lab.pool import Pool

T = TypeVar("T")

log = logging.getLogger("pixelwise")

# Importing torch holds the interpreter for a second or two; a first visitor gets this head start.
_FIRST_PAGE_PATIENCE = 5.0
# Between two networks that are loaded ahead, for whoever waits for the interpreter.
_BREATH = 0.2
# So long at most what is warmed up lets a training begin, which somebody watches and which takes seconds too.
_TRAINING_PATIENCE = 10.0

# How many new objects call for a look at them, and how many looks for one at older ones. A look at all that visits
# hold stops everybody, with 350 of them for about a third of a second; this is rare enough, and memory stays flat.
_COLLECTIONS = 5_000, 10, 10

# Seconds from one look for classes whose time is over to the next, and until it is tried again where it failed.
_PURGE_EVERY, _PURGE_AGAIN = 24 * 3600.0, 3600.0

# So many seconds an answer to "are the records there?" holds, whoever asks.
_REACH_HOLDS = 2.0

_asking = threading.Lock()
_reached: tuple[Reach | None, float] = None, 0.0
_first_page_served, _closing = threading.Event(), threading.Event()


class Part(Generic[T]):
    """A part of this process: built once, by whoever needs it first, behind a lock of its own.

    `built` is the part, None until then. What building raises is raised for everybody who asks, and tried again.
    """

    def __init__(self, build: Callable[[], T]) -> None:
        self._build, self._lock = build, threading.Lock()
        self.built: T | None = None

    def __call__(self) -> T:
        """The part. Waits where somebody else builds it just now."""
        if self.built is None:
            with self._lock:
                if self.built is None:
                    self.built = self._build()
        return self.built


@Part
def _opened_records() -> Records:
    """The records as they are found. It stays the same while they are out of reach, and so knows that they are."""
    from app.classroom import Records, RecordsError

    try:
        return Records(settings().sqlalchemy_url())
    except OSError as error:
        raise RecordsError(f"The folder of the records cannot be made: {error}.") from error


@Part
def records() -> Records:
    """The records, their schema brought up to date. Raises `RecordsError` if unreachable."""
    opened = _opened_records()
    opened.migrate()
    return opened


@Part
def hosting() -> Hosting:
    """Classes that instructors host, in the same database. Raises `RecordsError` if unreachable."""
    from app.classroom.hosting import Hosting

    opened = records()
    return Hosting(opened.database, opened.changes)


@Part
def signer() -> Signer:
    """What signs the cookies. Raises `RecordsError` if the key is in the records and they are unreachable."""
    return Signer(settings().cookie_keys() or [records().cookie_key()])


@Part
def grader() -> Grader:
    """The grader, its sandboxes warm."""
    from exercises._engine.grader import Grader

    return Grader(settings().grader_workers, settings().grader_queue, asker=state.address)


@Part
def networks() -> Networks:
    """The trained networks, behind one bounded runner."""
    from lessons.models.device import pick_device
    from lessons.models.serving.networks import Networks
    from lessons.models.serving.runner import Runner

    waiting, threads = settings().network_queue, settings().torch_threads
    runner = Runner(waiting=waiting, threads=threads, asker=state.address)
    return Networks(runner, pick_device(settings().device))


@Part
def scoring() -> Desk:
    """Where the masks of challenges are scored, one hand-in at a time."""
    from lessons.challenge.desk import Desk

    return Desk(asker=state.address)


@Part
def trainings() -> Pool:
    """The training runs, in processes of their own that start when the lab is first opened."""
    from lessons.training.lab.pool import Pool

    lease = settings().training_lease
    return Pool(
        workers=settings().training_runs,
        waiting=settings().training_queue,
        pause_after=lease,
        end_after=4 * lease,
        asker=state.address,
    )


def enter_class(cookie: str | None, secret: str, address: str | None) -> str | None:
    """Let the browser with this cookie into the class of an instructor's secret; see `app.http.teaching_link`."""
    from app.classroom.hosting import Browser, TooManyGuessesError

    token = signer().token_in(cookie)
    if token is None:
        raise PermissionError
    try:
        teacher = hosting().joining.enter(Browser(token, address), secret)
    except TooManyGuessesError as error:
        raise Refusal(str(error)) from None
    return str(teacher.classroom) if teacher else None


def reach() -> Reach:
    """Whether the records can be read and written, as it was at most two seconds ago."""
    global _reached
    known, until = _reached
    # While somebody asks, which may take seconds, all others get the answer from before.
    if time.monotonic() > until and _asking.acquire(blocking=known is None):
        try:
            _reached = known, _ = _ask(), time.monotonic() + _REACH_HOLDS
        finally:
            _asking.release()
    assert known is not None
    return known


def _ask() -> Reach:
    from app.classroom import Reach

    try:
        return records().reach()
    except Exception as error:  # records that cannot be opened are out of reach, whatever the reason
        log.warning("the records are out of reach: %s", error)
        return Reach(False, False)


def page_served() -> None:
    """The script tells that a first page is out, so the heavy imports may begin."""
    _first_page_served.set()


def start_warm_up() -> None:
    """Load what is slow to load, in the background, once the first page is out."""
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()


def _warm_up() -> None:
    try:
        signer()  # opening a page needs it
    except Exception:
        log.exception("the records cannot be used; pages open, and try again")
    try:
        _first_page_served.wait(_FIRST_PAGE_PATIENCE)
        records()
        # First torch: the first page waits for a network's answer. The sandboxes take a second of a processor each,
        # and nobody has written a program yet.
        import torch

        torch.set_num_threads(settings().torch_threads)
        if settings().warm_up:
            _prepare_first()
        _let_a_training_begin()
        grader()
    except Exception:
        log.exception("the warm-up failed; pages still work and load what they need themselves")
    freeze()
    log.info("warmed up")
    if settings().warm_up:
        _load_networks()


def _prepare_first() -> None:
    """Load the network that the first page asks."""
    from lessons.argmax.three_ways import NETWORK
    from lessons.models.weights import available

    if NETWORK in available():
        networks().prepare(NETWORK)


def _load_networks() -> None:
    """Load the trained networks one after another, so that no visitor waits for it; stop when the server stops.

    The library comes after those that do without: for seconds its import leaves pages little of the interpreter.
    """
    from lessons.models.weights import available
    from lessons.practice.library import LIBRARYS_OWN

    names = available()
    steps: list[Callable[[], object]] = [
        partial(networks().prepare, name) for name in names if name != LIBRARYS_OWN
    ]
    steps.append(import_library)
    if LIBRARYS_OWN in names:
        steps.append(partial(networks().prepare, LIBRARYS_OWN))
    for step in steps:
        _let_a_training_begin()
        if _closing.wait(_BREATH):
            return
        try:
            step()
        except Exception:
            log.exception("a network could not be loaded ahead; its page will say why")
    freeze()
    log.info("the networks are loaded")


def _let_a_training_begin() -> None:
    """Wait while the process of a training comes up, or a training that somebody began has not made its first step."""
    until = time.monotonic() + _TRAINING_PATIENCE
    while trainings.built is not None and trainings.built.is_coming_up and time.monotonic() < until:
        if _closing.wait(_BREATH):
            return


def import_library() -> None:
    """Import segmentation_models_pytorch, which takes seconds, on the runner's thread for long work; once."""

    def work() -> None:
        from lessons.practice.library import smp

        smp()
        freeze()

    networks().runner.run("the library", work, long=True)


def start_purging() -> None:
    """Delete the classes whose time is over, in the background: soon after the start, then once a day."""
    threading.Thread(target=_purge_daily, name="purge", daemon=True).start()


def _purge_daily() -> None:
    pause = _FIRST_PAGE_PATIENCE
    while not _closing.wait(pause):
        try:
            from app.classroom.hosting import purge

            for each in purge(records().database, records().changes, _closing.is_set):
                log.warning("the class %s was over, and is deleted", each.id)
            pause = _PURGE_EVERY
        except Exception as error:
            log.warning("no class could be deleted whose time is over; tried again in an hour: %s", error)
            pause = _PURGE_AGAIN


def freeze() -> None:
    """Exempt all objects that exist now from garbage collection, so that each collection takes less time.

    Call it again after a late heavy import: torchvision alone would add 60 ms to a full collection.
    """
    if settings().freeze:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_COLLECTIONS)


def close() -> None:
    """Give back the sandboxes and the database's connections when the server stops."""
    _closing.set()
    if grader.built is not None:
        grader.built.close()
    if trainings.built is not None:
        trainings.built.close()
    if scoring.built is not None:
        scoring.built.close()
    if networks.built is not None:
        networks.built.runner.close()
    if records.built is not None:
        records.built.close()


def on_script_error(error: Exception) -> bool:
    """Show a sentence and an id; the traceback goes to the log only. The same error has the same id.

    An error of the networks (they are busy, or a weights file is missing) is shown in its own words.
    """
    if _is_of_the_networks(error):
        log.warning("%s", error)
        st.warning(str(error))
        return True
    error_id = place_of(error)
    log.error("error %s", error_id, exc_info=error)
    st.error(
        "Something went wrong on our side. Your saved work is safe; reload the page to go on. "
        f"If it happens again, report error {error_id}."
    )
    return True


def _is_of_the_networks(error: Exception) -> bool:
    from lessons.models.weights import WeightsError

    if networks.built is None:  # and so nothing can be busy; finding out how that looks would import torch
        return isinstance(error, WeightsError)
    from lessons.waiting import Full

    return isinstance(error, WeightsError | Full)
