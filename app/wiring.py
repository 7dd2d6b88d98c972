"""The composition root: the one database, grader, set of networks and warm-up of this process.

Each part is built once, by whoever needs it first; the warm-up only makes that happen before a
learner has to wait. Nothing in here belongs to one user.
"""

from __future__ import annotations

import gc
import logging
import secrets
import threading
from typing import TYPE_CHECKING

import streamlit as st

from app.settings import settings

if TYPE_CHECKING:
    from app.classroom import Records
    from exercises._engine.grader import Grader
    from lessons.models.serving.networks import Networks
    from lessons.training.lab.pool import Pool

log = logging.getLogger("pixelwise")

# Importing torch holds the interpreter for a second or two; a first visitor gets this head start.
_FIRST_PAGE_PATIENCE = 5.0

_building = threading.Lock()
_first_page_served = threading.Event()
_records: Records | None = None
_grader: Grader | None = None
_networks: Networks | None = None
_trainings: Pool | None = None


def records() -> Records:
    """The records, their schema brought up to date. Raises `RecordsError` if unreachable."""
    global _records
    with _building:
        if _records is None:
            from app.classroom import Records

            fresh = Records(settings().sqlalchemy_url())
            fresh.migrate()
            _records = fresh
        return _records


def grader() -> Grader:
    """The grader, its sandboxes warm."""
    global _grader
    with _building:
        if _grader is None:
            from exercises._engine.grader import Grader

            _grader = Grader(workers=settings().grader_workers, queue=settings().grader_queue)
        return _grader


def networks() -> Networks:
    """The trained networks, behind one bounded runner."""
    global _networks
    with _building:
        if _networks is None:
            from lessons.models.device import pick_device
            from lessons.models.serving.networks import Networks
            from lessons.models.serving.runner import Runner

            runner = Runner(waiting=settings().network_queue, threads=settings().torch_threads)
            _networks = Networks(runner, pick_device(settings().device))
        return _networks


def trainings() -> Pool:
    """The training runs, in processes of their own that start when the lab is first opened."""
    global _trainings
    with _building:
        if _trainings is None:
            from lessons.training.lab.pool import Pool

            lease = settings().training_lease
            _trainings = Pool(
                workers=settings().training_runs,
                waiting=settings().training_queue,
                pause_after=lease,
                end_after=4 * lease,
            )
        return _trainings


def healthy() -> bool:
    """Whether this process can reach its database."""
    try:
        return records().healthy()
    except Exception:
        log.exception("health check failed")
        return False


def page_served() -> None:
    """The script tells that a first page is out, so the heavy imports may begin."""
    _first_page_served.set()


def start_warm_up() -> None:
    """Load what is slow to load, in the background, once the first page is out."""
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()


def _warm_up() -> None:
    try:
        _first_page_served.wait(_FIRST_PAGE_PATIENCE)
        records()
        grader()
        import torch

        torch.set_num_threads(settings().torch_threads)
    except Exception:
        log.exception("the warm-up failed; pages still work and load what they need themselves")
    freeze()
    log.info("warmed up")


def freeze() -> None:
    """Exempt all objects that exist now from garbage collection, so that each collection takes less time.

    Call it again after a late heavy import: torchvision alone would add 60 ms to a full collection.
    """
    if settings().freeze:
        gc.collect()
        gc.freeze()


def close() -> None:
    """Give back the sandboxes and the database's connections when the server stops."""
    if _grader is not None:
        _grader.close()
    if _trainings is not None:
        _trainings.close()
    if _networks is not None:
        _networks.runner.close()
    if _records is not None:
        _records.close()


def on_script_error(error: Exception) -> bool:
    """Show a sentence and an id; the traceback goes to the log only.

    An error of the networks (they are busy, or a weights file is missing) is shown in its own words.
    """
    if _is_of_the_networks(error):
        log.warning("%s", error)
        st.warning(str(error))
        return True
    error_id = secrets.token_hex(4)
    log.error("error %s", error_id, exc_info=error)
    st.error(
        "Something went wrong on our side. Your saved work is safe; reload the page to go on. "
        f"If it happens again, report error {error_id}."
    )
    return True


def _is_of_the_networks(error: Exception) -> bool:
    from lessons.models.weights import WeightsError

    if _networks is None:  # and so nothing can be busy; finding out how that looks would import torch
        return isinstance(error, WeightsError)
    from lessons.waiting import Full

    return isinstance(error, WeightsError | Full)
