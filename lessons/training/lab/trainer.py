"""What the training process does with its commands: one run at a time goes on, others may stand still beside it."""

import os
import pickle
import sys
import time
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import torch

from lessons.scenes.nuclei import NucleiError
from lessons.training.lab.begin import begun
from lessons.training.lab.pictures import TrainingPictures
from lessons.training.lab.run import Run
from lessons.training.lab.settings import Settings

LOOK_EVERY = 0.5
"""Seconds between two looks."""
LOOKS_SHARE = 0.06
"""The most of the time that looks may take: a network that is slow to look at is looked at less often."""
AHEAD = 512
"""Training pictures that are drawn before anybody asks, while there is nothing else to do."""


def stride(steps_per_second: float, look_seconds: float) -> int:
    """How many steps from look to look: 1, 2, 5, 10, 20, 50, …, so that two runs are looked at after the same steps."""
    ideal = steps_per_second * max(LOOK_EVERY, look_seconds / LOOKS_SHARE)
    size = 1
    for factor in (2, 2.5, 2) * 4:
        if size * factor > ideal:
            break
        size = int(size * factor)
    return size


class Trainer:
    """Obeys pickled commands from a queue and sends what comes of them.

    Commands: ("draw", data), ("begin", run, settings), ("pause", run), ("go", run), ("drop", run).
    Messages: ("ready",), ("look", run, look), ("ended", run, sentence), ("failed", run, sentence).
    """

    def __init__(self, send: Callable[..., None], niceness: int):
        torch.set_num_threads(1)
        self._send, self._niceness = send, niceness
        self._pictures: dict[str, TrainingPictures] = {}
        self._runs: dict[str, Run] = {}
        self._current: str | None = None
        self._ahead: TrainingPictures | None = None
        self._next_look, self._looked_at = 0, (0, 0.0)

    def obey(self, commands: "SimpleQueue[bytes]") -> None:
        """Go on for ever; the process ends when the other end of the pipes is gone."""
        self._say("ready")
        while True:
            if not commands.empty() or (self._current is None and self._nothing_ahead()):
                self._guarded(self._obey, *pickle.loads(commands.get()))
            elif self._current is not None:
                self._guarded(self._train)

    def _guarded(self, work: Callable[..., None], *arguments: Any) -> None:
        run = arguments[1] if len(arguments) > 1 else self._current
        try:
            work(*arguments)
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            step = self._runs[run].step if run in self._runs else 0
            sentence = f"The training met an error of ours at step {step}; the server's log has the details."
            self._say("failed", run, str(error) if isinstance(error, NucleiError) else sentence)
            self._leave(run)

    def _obey(self, command: str, run: str, settings: Settings | None = None) -> None:
        if command == "draw":
            self._ahead = self._pictures_of(run)
            rehearsal = Run(Settings(data=run, batch=1, pictures=1), self._ahead)  # the first step is slow
            rehearsal.advance()
            rehearsal.look()
        elif command == "begin":
            assert settings
            self._runs[run] = begun(settings, self._pictures_of(settings.data))
            self._current, self._looked_at = run, (-1, 0.0)
            self._look(run)
        elif command == "go":
            self._current, paused = run, self._runs[run]
            self._looked_at, self._next_look = (paused.step, paused.seconds), paused.step + 1
        elif command == "pause" and run == self._current:  # it may have ended by itself a moment ago
            self._look(run)
            self._current = None
        elif command == "drop":
            if run == self._current:
                self._look(run)
            self._leave(run)

    def _train(self) -> None:
        assert self._current
        run = self._runs[self._current]
        self._stand_back()
        run.advance()
        if run.step >= self._next_look or run.ending:
            self._look(self._current)
        if run.ending:
            self._say("ended", self._current, run.ending)
            self._leave(self._current)

    def _stand_back(self) -> None:
        """From the first step on, everything else on this machine goes first, where the system can do that."""
        if hasattr(os, "nice"):
            os.nice(self._niceness)
        self._niceness = 0

    def _look(self, name: str) -> None:
        run = self._runs[name]
        step, seconds = self._looked_at
        if run.step == step:
            return
        rate = (run.step - step) / (run.seconds - seconds) if run.step else 0.0
        start = time.perf_counter()
        self._say("look", name, run.look())
        each = stride(rate, time.perf_counter() - start)
        self._next_look = (run.step // each + 1) * each
        self._looked_at = run.step, run.seconds

    def _leave(self, run: str | None) -> None:
        if run is not None:
            self._runs.pop(run, None)
        if self._current == run:
            self._current = None

    def _pictures_of(self, data: str) -> TrainingPictures:
        if data not in self._pictures:
            self._pictures[data] = TrainingPictures(data)
        return self._pictures[data]

    def _nothing_ahead(self) -> bool:
        """Draw a picture ahead; whether there is no more to draw."""
        if self._ahead is None or self._ahead.drawn >= AHEAD:
            return True
        before = self._ahead.drawn
        self._ahead.first(before + 1)
        return self._ahead.drawn == before

    def _say(self, *message: Any) -> None:
        try:
            self._send(*message)
        except OSError:
            os._exit(0)  # nobody is left to hear it
