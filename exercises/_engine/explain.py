"""Turns what went wrong in a learner's code into one or two plain sentences and a place."""

import ast
import builtins
import difflib
import re
from dataclasses import dataclass

from exercises._engine.sandbox import MEMORY_BYTES, OUTPUT_BYTES, SECONDS, Failure, Reason
from exercises._engine.types import VerdictKind
from lessons.syntax import tree_of


@dataclass(frozen=True)
class Explanation:
    """A plain sentence and the 1-based place in the source that it is about."""

    kind: VerdictKind
    message: str
    line: int | None = None
    column: int | None = None


def explain(failure: Failure, source: str, function: str) -> Explanation:
    """What to tell the learner about a failed run of `source`, which should define `function`."""
    match failure.reason:
        case Reason.TIME:
            return _too_long(source, failure.line)
        case Reason.MEMORY:
            return Explanation(
                VerdictKind.LIMIT,
                f"Your code needed more than {MEMORY_BYTES // 2**20} MB of memory. Look for a list or a "
                "number that grows with every step.",
                failure.line,
                failure.column,
            )
        case Reason.OUTPUT:
            return Explanation(
                VerdictKind.LIMIT,
                f"Your code printed more than {OUTPUT_BYTES // 1000} kB. Print less, or only for one pixel.",
            )
        case Reason.UNDEFINED:
            return _undefined(source, function)
        case Reason.SYNTAX:
            return _syntax(failure, source)
    line, column = failure.line, failure.column
    if (
        line is None and failure.type == "TypeError"
    ):  # the call itself failed, so it is about the line it names
        line, column = _definition(source, function)
    return Explanation(VerdictKind.ERROR, _sentence(failure, source), line, column)


def syntax_tree(source: str) -> ast.Module | SyntaxError | None:
    """The syntax tree, CPython's complaint, or None for a source it cannot take in (too deep)."""
    try:
        return tree_of(source)
    except SyntaxError as error:
        return error
    except (RecursionError, MemoryError, ValueError):
        return None


def empty_body(source: str, function: str) -> int | None:
    """The line of `function` if its body is still only a docstring, `...` or `pass`; else None."""
    tree = syntax_tree(source)
    if not isinstance(tree, ast.Module):
        return None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function and all(map(_says_nothing, node.body)):
            return node.lineno
    return None


def _says_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str | type(...))
    )


def _too_long(source: str, line: int | None) -> Explanation:
    """What to say about code that was stopped, in this line when it was watched."""
    stopped = f"Your code ran for more than {SECONDS:g} second{'' if SECONDS == 1 else 's'} and was stopped"
    if line is None:
        return Explanation(VerdictKind.LIMIT, f"{stopped}. Look for a step that takes very long.")
    loop = _loop_around(source, line)
    if loop is None:
        return Explanation(
            VerdictKind.LIMIT, f"{stopped} in line {line}. Is that line run again and again?", line, 1
        )
    word = "while" if isinstance(loop, ast.While) else "for"
    return Explanation(
        VerdictKind.LIMIT,
        f"{stopped}. Does the {word} loop in line {loop.lineno} ever end?",
        loop.lineno,
        loop.col_offset + 1,
    )


def _loop_around(source: str, line: int) -> ast.While | ast.For | None:
    """The loop that may be the endless one of those around a line: the innermost `while`, or the only `for`."""
    tree = syntax_tree(source)
    if not isinstance(tree, ast.Module):
        return None
    around = [
        node
        for node in ast.walk(tree)  # from the outside in
        if isinstance(node, ast.While | ast.For) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    whiles = [node for node in around if isinstance(node, ast.While)]
    if whiles:
        return whiles[-1]
    return around[0] if len(around) == 1 else None


def _definition(source: str, function: str) -> tuple[int | None, int | None]:
    """Where the function is defined, as a line and a column."""
    tree = syntax_tree(source)
    for node in tree.body if isinstance(tree, ast.Module) else ():
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return node.lineno, node.col_offset + len("def ") + 1
    return None, None


def _undefined(source: str, function: str) -> Explanation:
    tree = syntax_tree(source)
    names = (
        [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        if isinstance(tree, ast.Module)
        else []
    )
    if len(names) == 1:
        return Explanation(
            VerdictKind.ERROR,
            f"Your function is called {names[0].name}; the task needs it to be called {function}.",
            names[0].lineno,
            names[0].col_offset + 1,
        )
    return Explanation(VerdictKind.ERROR, f"Your code does not define a function {function}.")


_PASTED = re.compile(r"\s*(```|>>>|\.\.\. |In \[\d+\]:)")

_TOO_DEEP = "Your code is nested too deeply. Split it into smaller steps."

# What Python says of a text that it cannot read, as "type: words", and what we say; the first that fits.
_UNREADABLE = (
    (r"RecursionError|MemoryError|.*too many .*nested", _TOO_DEEP),
    (r"TabError", "This line mixes tabs and spaces at its start. Use spaces only."),
    (
        r"IndentationError: expected an indented block",
        "The line above ends with a colon, so this line must be indented by four spaces.",
    ),
    (
        r"IndentationError: unindent",
        "This line is indented less than the one above, but matches no line before it.",
    ),
    (
        r"IndentationError",
        "This line is indented more than the line above, without a reason. Line them up.",
    ),
    (r".*?: (.* was never closed)", r"A bracket is opened here and never closed ({})."),
    (
        r".*invalid (?:non-printable )?character .*(U\+[0-9A-F]+)",
        "There is a character here that Python does not know ({}). Type it anew.",
    ),
    (r".*unterminated", "A text starts here and has no closing quotation mark."),
    (r".*expected ':'", "A colon is missing at the end of this line."),
    (
        r".*Maybe you meant '=='",
        "A single = gives a name a value. To compare two values, write two: ==.",
    ),
    (r".*forgot a comma", "A comma or an operator seems to be missing here."),
    (
        r".*'(return|yield|await)'? outside (?:async )?function",
        "This {} stands outside of a function. Indent it, so that it belongs to one.",
    ),
    (r".*unexpected EOF", "Your code ends too early: something that was begun is not finished."),
    (r".*null bytes", "There is an invisible character in your code. Type it anew."),
)


def _syntax(failure: Failure, source: str) -> Explanation:
    lines = source.split("\n")
    for number, text in enumerate(lines, start=1):
        if mark := _PASTED.match(text):
            sign = mark[1].strip()
            message = f"{sign} is not Python: it came along when you pasted this line. Take it out."
            return Explanation(VerdictKind.SYNTAX, message, number, mark.start(1) + 1)
    complaint = _tidy(re.sub(r" \(exercise\.py, line \d+\)$", "", failure.message))
    for pattern, sentence in _UNREADABLE:
        if match := re.match(pattern, f"{failure.type}: {complaint}"):
            message = sentence.format(*match.groups())
            break
    else:
        this = "this line" if _line(source, failure.line).strip() else "this"
        message = f"Python cannot read {this}: {complaint}."
    if message == _TOO_DEEP:
        return Explanation(VerdictKind.SYNTAX, message)
    return Explanation(VerdictKind.SYNTAX, message, failure.line, max(failure.column or 1, 1))


_SENTENCES = {
    "ZeroDivisionError": "Here something is divided by zero. Ask first whether the divisor is 0.",
    "IndexError": "Here a list is asked for a place it does not have ({}). Indices start at 0.",
    "KeyError": "Here a dictionary is asked for a key it does not have ({}).",
    "RecursionError": "Your function calls itself again and again without end ({}).",
    "ValueError": "A value here is not one that this operation can work with ({}).",
    "ImportError": "This name cannot be imported ({}). Check its spelling.",
    "EOFError": "There is nobody to answer input() here: the function works with its arguments only.",
    "SystemExit": "Your code ends the program. Return the result instead.",
    "KeyboardInterrupt": "Your code ends the program. Return the result instead.",
    "": "Your code stopped with an error.",
}


def _sentence(failure: Failure, source: str) -> str:
    """A plain sentence about an exception."""
    complaint = _tidy(failure.message)
    if failure.type in _SENTENCES:
        return _SENTENCES[failure.type].format(complaint)
    match failure.type:
        case "NameError" | "UnboundLocalError":
            return _about_name(complaint, source)
        case "TypeError":
            return _about_type(complaint)
        case "AttributeError":
            return _about_attribute(complaint)
        case "ModuleNotFoundError" if match := re.search(r"No module named '([\w.]+)'", complaint):
            return (
                f"The module {match[1]} is not available here: Python's own modules and NumPy are, and a few lines "
                "with lists do."
            )
    words = f" ({complaint})" if complaint else ""
    if failure.type == "AssertionError":
        return f"An assert in your code does not hold{words}."
    if "OSError" in failure.bases or "thread" in complaint:
        return (
            f"Your code asks for something outside of it, such as a file{words}; a graded function works with its "
            "arguments only."
        )
    return f"Your code raised {failure.type}{words}."


_IMPORTED_AS = {
    "np": "import numpy as np",
    "numpy": "import numpy as np",
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "deque": "from collections import deque",
    "product": "from itertools import product",
    "combinations": "from itertools import combinations",
    "reduce": "from functools import reduce",
    "lru_cache": "from functools import lru_cache",
    "dataclass": "from dataclasses import dataclass",
    "sqrt": "from math import sqrt",
    "floor": "from math import floor",
    "ceil": "from math import ceil",
    "isclose": "from math import isclose",
    "List": "from typing import List",
    "Tuple": "from typing import Tuple",
    "Dict": "from typing import Dict",
    "Optional": "from typing import Optional",
    "Any": "from typing import Any",
    "Sequence": "from collections.abc import Sequence",
    "Fraction": "from fractions import Fraction",
    "Enum": "from enum import Enum",
} | {
    name: f"import {name}"
    for name in (
        *(
            "bisect",
            "collections",
            "copy",
            "dataclasses",
            "enum",
            "fractions",
            "functools",
            "heapq",
            "itertools",
        ),
        *("json", "math", "operator", "random", "re", "statistics", "string", "sys", "time", "typing"),
    )
}


def _about_name(complaint: str, source: str) -> str:
    match = re.search(r"'(\w+)'", complaint)
    if not match:
        return f"A name is used here that has no value ({complaint})."
    name = match[1]
    if "local variable" in complaint or "free variable" in complaint:
        return f"{name} is used here before it has a value. Give it one first."
    if name in _IMPORTED_AS:
        return f"{name} is used here and not imported. Write {_IMPORTED_AS[name]} at the top."
    known = set(re.findall(r"\b[A-Za-z_]\w+\b", source)) | set(dir(builtins))
    close = difflib.get_close_matches(name, sorted(known - {name}), n=1, cutoff=0.75)
    hint = f" Did you mean {close[0]}?" if close else " Check its spelling, or give it a value first."
    return f"The name {name} has no value here.{hint}"


_OF_ARRAYS = {
    "shape": "its height is len(rows), its width len(rows[0])",
    "size": "count its items with len",
    "sum": "add its items up with sum(rows)",
    "max": "ask max(row) for each row",
    "min": "ask min(row) for each row",
    "mean": "divide sum(row) by len(row)",
    "argmax": "ask row.index(max(row))",
    "flatten": "take its items with two loops",
    "T": "turn it with zip(*rows)",
    "astype": "convert each item",
    "reshape": "build the rows in a loop",
}


def _about_attribute(complaint: str) -> str:
    match = re.fullmatch(r"'(list|tuple)' object has no attribute '(\w+)'", complaint)
    if match and match[2] in _OF_ARRAYS:
        return (
            f"A {match[1]} has no .{match[2]}; NumPy's arrays have. For a list of rows, {_OF_ARRAYS[match[2]]}; or "
            "make an array of it with numpy.array."
        )
    return f"This value has no such method or attribute ({complaint})."


def _about_type(complaint: str) -> str:
    if "NoneType" in complaint:
        return f"A value here is None, which is what a function without return gives ({complaint})."
    if "positional argument" in complaint or "unexpected keyword" in complaint or "required" in complaint:
        return f"A function is called here with the wrong number of arguments ({complaint})."
    if "not callable" in complaint:
        return f"Round brackets call a function, and this is none ({complaint}). For an index use square brackets."
    if "unsupported operand" in complaint or "not supported between" in complaint:
        return f"These two kinds of value do not go together ({complaint})."
    if "not iterable" in complaint:
        return f"A loop needs a list here, and this is none ({complaint}). For a number, loop over range(number)."
    if "not subscriptable" in complaint:
        return f"Square brackets need a list here, and this is none ({complaint})."
    if "indices must be integers or slices, not tuple" in complaint:
        return "A list of rows takes one index after the other: write a[i][j], not a[i, j]."
    if "indices must be" in complaint:
        return f"The index of a list must be a whole number ({complaint})."
    return f"A value here is of the wrong kind ({complaint})."


def _line(source: str, number: int | None) -> str:
    lines = source.splitlines()
    return lines[number - 1] if number and number <= len(lines) else ""


def _tidy(text: str, limit: int = 120) -> str:
    """One short line, without what only the interpreter's authors care about."""
    line = " ".join(text.split()).rstrip(".")
    line = "".join(character for character in line if character.isprintable())
    return line if len(line) <= limit else line[: limit - 1] + "…"
