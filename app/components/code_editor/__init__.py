"""The code editor: Python with locked lines, blanks, error marks, a Check button and saved drafts.

    edited = code_editor("mean_iou", text=draft or starter, starter=starter,
                         locked=locked_lines(starter), marks=marks, on_draft=save)
    if edited.submission:
        verdict = grade(edited.submission.text)

Python owns the text: it is kept with a revision number in the session, so it survives page
switches, and `push` replaces it. The JavaScript is in `source/`; `npm ci && npm run build` in
`app/components` bundles it into `assets/editor`.
"""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from app.components import browser_component
from app.components.code_editor.data import (
    Action,
    CheckMessage,
    DraftMessage,
    EditorData,
    FreeMessage,
    OriginData,
)
from app.components.messages import fits, refuse
from app.state import recall, remember

MAX_BYTES = 64 * 1024
"""The longest text taken from a browser, in bytes of UTF-8."""

_component = browser_component("code_editor")

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_WRITER = re.compile(r"[0-9a-f]{1,64}")
_BLANK = re.compile(r"\b___\b")
_MOST = 2**53


@dataclass(frozen=True)
class ErrorMark:
    """An error to point at. `line` and `column` are 1-based; without a column the whole line is meant."""

    line: int
    message: str
    column: int | None = None


@dataclass(frozen=True)
class CheckedText:
    """A text the learner asked to have checked. `id` is a UUID the browser made for this one check."""

    id: str
    text: str


@dataclass(frozen=True)
class Origin:
    """From what a text was made: from a stored one of this `revision`, in the visit `writer`."""

    writer: str
    revision: int


@dataclass(frozen=True)
class EditorContent:
    """What the editor holds. `submission` is set on one rerun only: the one that must answer it."""

    text: str
    submission: CheckedText | None


@dataclass
class _Memory:
    """What one session remembers of one editor, changed in place.

    `epoch` names this memory; `revision` counts the texts Python loaded, `serial` is the browser's number of
    its newest text taken over, `saved` that of the newest one `on_draft` has kept. `origin` is set while
    that text comes from an earlier visit and is not saved. `checked` is the newest submission, `pending`
    until it has been handed out.
    """

    text: str
    epoch: str
    revision: int = 0
    serial: int = 0
    saved: int = 0
    origin: Origin | None = None
    checked: CheckedText | None = None
    pending: bool = False


def locked_lines(starter: str) -> tuple[tuple[int, int], ...]:
    """The lines that are given: all those without a blank `___`, as 1-based inclusive ranges.

    A starter without any blank is an outline: nothing in it is locked.
    """
    given = [_BLANK.search(line) is None for line in starter.split("\n")]
    if all(given):
        return ()
    ranges: list[tuple[int, int]] = []
    for number, is_given in enumerate(given, start=1):
        if is_given and ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        elif is_given:
            ranges.append((number, number))
    return tuple(ranges)


def code_editor(
    key: str,
    *,
    text: str,
    starter: str,
    locked: Sequence[tuple[int, int]] = (),
    marks: Sequence[ErrorMark] = (),
    on_draft: Callable[[str, Origin | None], bool] | None = None,
    label: str = "Your code",
    busy: bool = False,
    action: Action = "Check",
    origin: Origin | None = None,
    on_free: Callable[[str], None] | None = None,
) -> EditorContent:
    """Draw the editor and return what it holds.

    Args:
        key: names the editor in the session; its text survives page switches. Without `__`.
        text: what it holds at first, such as a stored draft. Later the session's text counts.
        starter: what "Start over" brings back.
        locked: 1-based inclusive line ranges of `starter` that stay as they are. If the text does
            not hold those lines in that order, nothing is locked.
        marks: errors to show. Editing a line takes its mark away until the marks change or the
            next check is answered.
        on_draft: called with every new text, before the script runs; says whether it is saved, and the
            editor says so too. While it is not, every run of the script calls it again. Its second
            argument is the `origin` of an earlier visit, if the text was typed there and not saved.
            Without `on_draft` the editor says nothing about saving.
        label: the editor's accessible and visible name.
        busy: True while checks cannot be taken.
        action: what the main button says; "Run" where nothing is graded.
        origin: who saves here, and the stored text that this one was made from; see `on_draft`.
        on_free: called, before the script runs, with a text that the locked lines did not let in, once the
            learner asks to go on with it where nothing is locked. Without `on_free` nothing such is offered.

    A submission is handed out once. Whoever gets it should grade it and remember the verdict before
    drawing anything. Do not put the editor in an `st.form`: forms take no checks. Inside an
    `@st.fragment` only the fragment reruns.

    Raises:
        ValueError: `key` contains `__`, which Streamlit keeps for itself.
    """
    if "__" in key:
        raise ValueError(f"An editor's key cannot contain two underscores in a row: {key!r}.")
    memory = _memory(key, text)
    # Mostly the callbacks have done this already; a rerun that arrived while they ran cuts them short.
    _take_over(key, memory, on_draft)
    if memory.saved != memory.serial:
        _save(memory, on_draft)
    _component(
        key=_widget(key),
        data=_data_for(
            key,
            memory,
            starter,
            locked,
            marks,
            label,
            busy,
            action,
            origin,
            keeps=on_draft is not None,
            free=on_free is not None,
        ),
        on_draft_change=lambda: _take_over(key, memory, on_draft),
        on_check_change=lambda: _take_over(key, memory, on_draft),
        on_free_change=lambda: _let_free(key, on_free),
    )
    # Last, because a rerun may interrupt the script at every step before: then the next run hands it out.
    submission = memory.checked if memory.pending else None
    memory.pending = False
    return EditorContent(memory.text, submission)


def is_shown(key: str) -> bool:
    """Whether this visit has seen the editor `key`."""
    return recall(f"code_editor:{key}") is not None


def push(key: str, text: str) -> None:
    """Put `text` in the editor `key`, in place of what it holds; the learner can undo it.

    It is shown from the next time the editor is drawn, and is not passed to `on_draft`. A draft that
    was typed before it arrives too late and is dropped.
    """
    memory = _memory(key, "")
    memory.text = _normal(text)
    memory.revision += 1


def _memory(key: str, text: str) -> _Memory:
    """The session's memory of this editor; one that holds `text` if there is none yet."""
    memory = recall(f"code_editor:{key}")
    if memory is None:
        memory = _Memory(text=_normal(text), epoch=uuid.uuid4().hex)
        remember(f"code_editor:{key}", memory)
    return memory


def _widget(key: str) -> str:
    return f"code_editor:{key}:widget"


def _normal(text: str) -> str:
    """Line ends as the browser has them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _data_for(
    key: str,
    memory: _Memory,
    starter: str,
    locked: Sequence[tuple[int, int]],
    marks: Sequence[ErrorMark],
    label: str,
    busy: bool,
    action: Action,
    origin: Origin | None,
    keeps: bool,
    free: bool,
) -> EditorData:
    """The fields that `source/component.js` reads."""
    return {
        "key": key,
        "text": memory.text,
        "epoch": memory.epoch,
        "revision": memory.revision,
        "serial": memory.serial,
        "saved": memory.saved,
        "keeps": keeps,
        "origin": {"writer": origin.writer, "revision": origin.revision} if origin else None,
        "starter": _normal(starter),
        "locked": [(int(first), int(last)) for first, last in locked],
        "marks": [{"line": mark.line, "column": mark.column, "message": mark.message} for mark in marks],
        # Marks speak of the text that was checked; an editor drawn anew with another text shows none.
        "marks_fit": memory.checked is None or memory.checked.text == memory.text,
        "answered": memory.checked.id if memory.checked else None,
        "label": label,
        "busy": bool(busy),
        "action": action,
        "free": free,
    }


def _take_over(key: str, memory: _Memory, on_draft: Callable[[str, Origin | None], bool] | None) -> None:
    """Take over what the browser sent and memory does not have. A check's text is a draft as well."""
    values = recall(_widget(key))
    if not isinstance(values, Mapping):
        return
    draft, check = values.get("draft"), values.get("check")
    if draft is not None and _can_be(draft, DraftMessage):
        _take_draft(memory, draft, on_draft)
    if check is not None and _can_be(check, CheckMessage):
        _take_check(memory, check)
        _take_draft(memory, check, on_draft)


def _let_free(key: str, on_free: Callable[[str], None] | None) -> None:
    """Hand on the text that the learner asked to go on with elsewhere."""
    values = recall(_widget(key))
    message = values.get("free") if isinstance(values, Mapping) else None
    if message is None or on_free is None:
        return
    if fits(message, FreeMessage) and is_text(message["text"]):
        on_free(message["text"])
    else:
        refuse("code_editor")


def _can_be(message: Any, kind: type[DraftMessage]) -> bool:
    """Whether one of our browsers sends such a message; else the log says so."""
    possible = fits(message, kind) and is_text(message["text"]) and 0 <= message["serial"] <= _MOST
    if possible and kind is CheckMessage:
        possible = _UUID.fullmatch(message["id"]) is not None
    if not possible:
        refuse("code_editor")
    return possible


def _take_check(memory: _Memory, message: CheckMessage) -> None:
    identity = message["id"]
    if memory.checked is None or memory.checked.id != identity:
        memory.checked = CheckedText(identity, message["text"])
        memory.pending = True


def _take_draft(
    memory: _Memory, message: DraftMessage, on_draft: Callable[[str, Origin | None], bool] | None
) -> None:
    current = message["epoch"] == memory.epoch and message["revision"] == memory.revision
    if not current or message["serial"] <= memory.serial:
        return
    memory.text = message["text"]
    memory.serial = message["serial"]
    memory.origin = _origin(message.get("origin"))
    _save(memory, on_draft)


def _save(memory: _Memory, on_draft: Callable[[str, Origin | None], bool] | None) -> None:
    if on_draft is None or on_draft(memory.text, memory.origin):
        memory.saved, memory.origin = memory.serial, None


def _origin(value: OriginData | None) -> Origin | None:
    if value is None or not _WRITER.fullmatch(value["writer"]) or not 0 <= value["revision"] < 2**31:
        return None
    return Origin(value["writer"], value["revision"])


def is_text(value: Any) -> TypeGuard[str]:
    """Whether this is a text that an editor can hold: no NUL, no half character, at most `MAX_BYTES`."""
    if not isinstance(value, str) or len(value) > MAX_BYTES or "\0" in value:
        return False
    try:
        return len(value.encode()) <= MAX_BYTES
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
