"""What logs may not tell, and how often they tell the same."""

import hashlib
import logging
import re
import threading
import traceback
from collections import OrderedDict
from math import inf
from typing import TypeVar

_HOUR, _MINUTE = 3600.0, 60.0  # seconds
_MOST_KINDS = 256
K = TypeVar("K")
V = TypeVar("V")

_NAMED = re.compile(r"(/(?:_stcore/upload_file|media|ahead)/)[^\s\"]*")


class WithoutNames(logging.Filter):
    """Takes the names out of the addresses that uvicorn logs: of visits, which uploads carry, and of files.

    Streamlit starts uvicorn without a log of requests; who starts `app.server:app` with uvicorn itself gets one.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, with each such address cut short."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                _NAMED.sub(r"\1-", each) if isinstance(each, str) else each for each in record.args
            )
        return True


def place_of(error: BaseException) -> str:
    """Eight digits for the kind of an error and the lines that led to it: the same whenever it comes again."""
    lines = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    return hashlib.sha256(repr((type(error).__name__, lines)).encode()).hexdigest()[:8]


class Sparing(logging.Filter):
    """Keeps a log readable, whatever a browser sends again and again.

    The traceback of an error comes once an hour, and is one line after that. Of lines that differ in their arguments
    only, no more than `most` pass in a minute.
    """

    def __init__(self, most: int = 10) -> None:
        super().__init__()
        self._most = most
        self._told: OrderedDict[str, float] = OrderedDict()
        self._lines: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record passes; without its traceback if that was there lately."""
        error = record.exc_info[1] if record.exc_info else None
        place = "" if error is None else place_of(error)
        kind = (str(record.msg), place)
        with self._lock:
            if error is not None and record.created - self._told.get(place, -inf) > _HOUR:
                _put(self._told, place, record.created)
                return True
            if error is not None:
                record.msg, record.args = f"{record.getMessage()}: {type(error).__name__}, as before", None
                record.exc_info = record.exc_text = None
            began, count = self._lines.get(kind, (-inf, 0))
            if record.created - began > _MINUTE:
                began, count = record.created, 0
            _put(self._lines, kind, (began, count + 1))
            return count < self._most


def _put(kinds: OrderedDict[K, V], kind: K, value: V) -> None:
    """Note a value as the newest; the oldest makes room."""
    kinds[kind] = value
    kinds.move_to_end(kind)
    if len(kinds) > _MOST_KINDS:
        kinds.popitem(last=False)


def spare_the_logs() -> None:
    """Install what this module is for. Streamlit's own line and traceback of an error would say ours again."""
    logging.getLogger("uvicorn.access").addFilter(WithoutNames())
    logging.getLogger("pixelwise").addFilter(Sparing())
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != "Uncaught app execution")
