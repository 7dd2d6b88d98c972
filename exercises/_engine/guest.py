"""What runs inside the sandbox beside the learner's code: it does one task, a few calls of a function, and reports.

Never imported here. `interpreter.py` runs this text in every session, with builtins of its own, so that nothing a
learner redefines reaches it. Values leave by `_host.call`, out of reach of what is printed.
"""

import io
import marshal
import sys
import types
from _json import encode_basestring_ascii, make_encoder
from time import monotonic

import _host  # pyright: ignore[reportMissingImports]

FILE = "exercise.py"
TELL = b"tell"
"""As in `interpreter.py`. It takes Python a while to get ready for that, so it is not said unasked."""
TEXT = 2_000
"""Characters of one returned text; more is reported as too large."""
VALUE = 256_000
"""Characters of one returned value, written out."""

_compiled = {}
_SIMPLE = {int, float, bool, type(None)}
_encode = make_encoder(None, repr, encode_basestring_ascii, None, ":", ",", False, False, True)


def written(value):
    """JSON of a plain value. `json.dumps` could be another by now; this is C."""
    return "".join(_encode(value, 0))


class Printed(io.TextIOBase):
    """Takes the place of standard output and keeps what is printed; past the limit the host ends the run."""

    def __init__(self, room):
        self.parts, self.room = [], room

    def writable(self):
        return True

    def write(self, text, /):
        self.parts.append(text[: self.room])
        self.room -= len(text)
        if self.room < 0:
            _end(b"too much" + "".join(self.parts).encode("utf-8", "replace"))
        return len(text)

    def text(self):
        return "".join(self.parts)


class OddError(Exception):
    """A value of a kind that no answer has; the message names it."""


class Task:
    """One task and what is known of it."""

    def __init__(self, source, function, cases, unguarded, watched, room, nodes, all_nodes):
        self.source, self.function, self.cases, self.unguarded = source, function, cases, unguarded
        self.printed, self.nodes, self.all_nodes = Printed(room), nodes, all_nodes
        self.watched, self.numpy, self.error = watched, False, None

    def report(self):
        module = types.ModuleType("exercise")
        sys.modules["exercise"] = module  # where dataclasses and pickle look for a class's module
        sys.stdout = sys.stderr = self.printed
        sys.setrecursionlimit(1000)
        try:
            code = _compiled.get(self.source) or compile(self.source, FILE, "exec", dont_inherit=True)
            _compiled[self.source] = code
        except BaseException as error:
            return {"failure": self.failed(error, "syntax")}
        if self.watched:
            sys.settrace(watch(self.watched))
        try:
            exec(code, vars(module))
            function = vars(module).get(self.function)
            if not callable(function) or isinstance(function, type):
                return {"failure": {"stage": "undefined"}}
            return {"outcomes": [self.outcome(function, case) for case in self.cases]}
        except BaseException as error:
            return {"failure": self.failed(error, "run")}
        finally:
            sys.settrace(None)

    def outcome(self, function, case):
        if self.unguarded:
            value = function(*case)
        else:
            try:
                value = function(*case)
            except BaseException as error:
                return ["raised", type(error).__name__]
        most = min(self.nodes, self.all_nodes)
        room = [most]
        try:
            value = self.plain(value, room)
            if len(written(value)) > VALUE:
                return ["large", None]
        except OddError as error:
            return ["odd", error.args[0]]
        except BaseException:
            return ["large", None]
        self.all_nodes -= most - room[0]
        return ["returned", value]

    def plain(self, value, room):
        """The value in lists, tuples, numbers and texts, taken now: the next call may change it."""
        kind = type(value)
        if kind in _SIMPLE:
            return value
        if kind is str:
            if len(value) > TEXT:
                raise OverflowError
            return value
        if kind is list or kind is tuple:
            room[0] -= 1 + len(value)
            if room[0] < 0:
                raise OverflowError
            simple = _SIMPLE.issuperset(map(type, value))
            items = [*value] if simple else [self.plain(item, room) for item in value]
            return items if kind is list else {"tuple": items}
        if kind.__module__ == "numpy" and hasattr(kind, "tolist"):
            self.numpy = True
            if getattr(value, "size", 1) > room[0]:
                raise OverflowError
            return self.plain(value.tolist(), room)
        # A kind built on one of these is one of these: a named tuple, an IntEnum.
        for base, bare in _BARE.items():
            if isinstance(value, base):
                return self.plain(bare(value), room)
        raise OddError(kind.__name__)

    def failed(self, error, stage):
        """What ended the run: where in the learner's code, in whose words."""
        kind = type(error)
        self.error = error
        report = {"stage": stage, "type": kind.__name__, "message": worded(error), "bases": names(kind)}
        if stage == "syntax" and isinstance(error, SyntaxError):
            return report | {"line": error.lineno, "column": error.offset}
        trace, place = error.__traceback__, None
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == FILE:
                place = trace
            trace = trace.tb_next
        if place is None:
            return report
        line, _, column, _ = [*place.tb_frame.f_code.co_positions()][place.tb_lasti // 2]
        if line is not None and column is not None:  # bytes from the line's beginning
            before = self.source.split("\n")[line - 1].encode()[:column]
            column = len(before.decode("utf-8", "replace")) + 1
        return report | {"line": line or place.tb_lineno, "column": column}


def watch(seconds):
    """A trace function that, after so many seconds, tells the line of the learner's code, and ends the run."""
    end = monotonic() + seconds

    def trace(frame, event, value):
        if frame.f_code.co_filename != FILE:
            return None
        if monotonic() > end:
            _end(b"line" + written(frame.f_lineno).encode())
        return trace

    return trace


def _end(report):
    """Report, and wait until the host ends the run."""
    _host.call(report)
    while True:
        pass


_BARE = {
    int: int.__pos__,
    float: float.__pos__,
    str: str.__str__,
    list: lambda value: list.__getitem__(value, slice(None)),
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
}


def names(kind):
    """The names of an exception's builtin bases."""
    return [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"]


def worded(error):
    """An error's own text; it may be the learner's class, whose text raises."""
    try:
        return str(error)[:300]
    except BaseException:
        return ""


def said(error, source):
    """What Python prints of an error in the learner's code: its last line there, the caret, the words."""
    import linecache
    import traceback

    linecache.cache[FILE] = len(source), None, source.splitlines(keepends=True), FILE
    shown = traceback.TracebackException.from_exception(error, compact=True)
    mine = [frame for frame in shown.stack if frame.filename == FILE]
    shown.stack = traceback.StackSummary.from_list(mine[-1:])
    lines = [line for line in shown.format(chain=False) if not line.startswith("Traceback")]
    return "".join(lines).partition(". Site initialization")[0][:1_200]


def serve():
    """Do one task after another, as the host hands them in exchange for reports, until it hands none."""
    task, request = None, _host.call(b"first")
    while request:
        if request != TELL:
            task = Task(*marshal.loads(request))
            report = task.report()
            sys.stdout = sys.stderr = io.StringIO()
            parts = [f'"{name}":{written(value)}' for name, value in report.items()]
            parts += [f'"numpy":{written(task.numpy)}', f'"printed":{written(task.printed.text())}']
            text = "{" + ",".join(parts) + "}"
        else:
            text = written(said(task.error, task.source) if task and task.error else "")
        request = _host.call(b"report" + text.encode())
