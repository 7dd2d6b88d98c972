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
            return _too_long(source)
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
        case Reason.HOST:
            return _outside(source, failure)
        case Reason.SYNTAX:
            return _syntax(source, failure)
    line, column = failure.line, failure.column
    if failure.type == "UnboundLocalError":
        line, column = _first_use(source, failure.message) or (line, column)
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


def _too_long(source: str) -> Explanation:
    tree = syntax_tree(source)
    loops = (
        [node for node in ast.walk(tree) if isinstance(node, ast.While)]
        if isinstance(tree, ast.Module)
        else []
    )
    seconds = f"{SECONDS:g} second{'' if SECONDS == 1 else 's'}"
    if len(loops) == 1:
        return Explanation(
            VerdictKind.LIMIT,
            f"Your code ran for more than {seconds} and was stopped. Does the while loop in line "
            f"{loops[0].lineno} ever end?",
            loops[0].lineno,
            loops[0].col_offset + 1,
        )
    return Explanation(
        VerdictKind.LIMIT,
        f"Your code ran for more than {seconds} and was stopped. Look for a loop that never ends.",
    )


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


def _outside(source: str, failure: Failure) -> Explanation:
    line = _line(source, failure.line)
    if match := re.search(r"\b(?:import|from)\s+([\w.]+)", line):
        return Explanation(
            VerdictKind.SYNTAX,
            f"The module {match[1]} is not available here: write this task with plain lists and loops.",
            failure.line,
            failure.column,
        )
    return Explanation(
        VerdictKind.SYNTAX,
        "Your code asks for something outside of it, such as a file; a graded function works with its "
        "arguments only.",
        failure.line,
        failure.column,
    )


_UNSPOKEN = {
    "yield": "yield is not available here: collect the values in a list and return the list.",
    "class inheritance": "Classes built on other classes are not available here: a plain function will do.",
    "decorator": "Decorators are not available here: a plain function will do.",
}


def _syntax(source: str, failure: Failure) -> Explanation:
    tree = syntax_tree(source)
    if isinstance(tree, SyntaxError):
        return _cpython_syntax(tree, source)
    for word, sentence in _UNSPOKEN.items():
        if word in failure.message:
            return Explanation(VerdictKind.SYNTAX, sentence, failure.line, failure.column)
    if tree is None or "deeply nested" in failure.message:
        return Explanation(VerdictKind.SYNTAX, "Your code is nested too deeply. Split it into smaller steps.")
    if match := re.search(r"does not yet support (.+)", failure.message):
        return Explanation(
            VerdictKind.SYNTAX,
            f"This is Python, but not a part of it that can be graded here: {_tidy(match[1])}.",
            failure.line,
            failure.column,
        )
    return Explanation(
        VerdictKind.SYNTAX,
        f"Python cannot read this: {_tidy(failure.message)}.",
        failure.line,
        failure.column,
    )


def _cpython_syntax(error: SyntaxError, source: str) -> Explanation:
    line, column = error.lineno, max(error.offset or 1, 1)
    complaint = _tidy(error.msg)
    text = _line(source, line)
    if isinstance(error, TabError):
        message = "This line mixes tabs and spaces at its start. Use spaces only."
    elif isinstance(error, IndentationError):
        if "expected an indented block" in complaint:
            message = "The line above ends with a colon, so this line must be indented by four spaces."
        elif "unindent" in complaint:
            message = "This line is indented less than the one above, but matches no line before it."
        else:
            message = "This line is indented more than the line above, without a reason. Line them up."
    elif "was never closed" in complaint:
        message = f"A bracket is opened here and never closed ({complaint})."
    elif match := re.search(r"invalid (?:non-printable )?character .*(U\+[0-9A-F]+)", complaint):
        message = f"There is a character here that Python does not know ({match[1]}). Type it anew."
    elif "unterminated" in complaint:
        message = "A text starts here and has no closing quotation mark."
    elif "expected ':'" in complaint:
        message = "A colon is missing at the end of this line."
    elif "Maybe you meant '=='" in complaint:
        message = "A single = gives a name a value. To compare two values, write two: ==."
    elif "forgot a comma" in complaint:
        message = "A comma or an operator seems to be missing here."
    elif "too many nested" in complaint:
        message = "Your code is nested too deeply. Split it into smaller steps."
    elif "unexpected EOF" in complaint or (line or 0) > source.count("\n") + 1:
        message = "Your code ends too early: something that was begun is not finished."
    elif "null bytes" in complaint:
        message = "There is an invisible character in your code. Type it anew."
    elif not text.strip():
        message = f"Python cannot read this: {complaint}."
    else:
        message = f"Python cannot read this line: {complaint}."
    return Explanation(VerdictKind.SYNTAX, message, line, column)


def _sentence(failure: Failure, source: str) -> str:
    """A plain sentence about an exception."""
    complaint = _tidy(failure.message)
    match failure.type:
        case "NameError" | "UnboundLocalError":
            return _about_name(complaint, source)
        case "ZeroDivisionError":
            return "Here something is divided by zero. Ask first whether the divisor is 0."
        case "IndexError":
            return f"Here a list is asked for a place it does not have ({complaint}). Indices start at 0."
        case "KeyError":
            return f"Here a dictionary is asked for a key it does not have ({complaint})."
        case "RecursionError":
            return f"Your function calls itself again and again without end ({complaint})."
        case "AssertionError":
            return f"An assert in your code does not hold{f' ({complaint})' if complaint else ''}."
        case "TypeError":
            return _about_type(complaint)
        case "AttributeError":
            return f"This value has no such method or attribute ({complaint})."
        case "ValueError":
            return f"A value here is not one that this operation can work with ({complaint})."
        case "RuntimeError" if "Internal error" in complaint:
            return (
                "Your code stopped with an error that cannot be described. Raise errors with one text only."
            )
        case "":
            return "Your code stopped with an error."
    return f"Your code raised {failure.type}{f' ({complaint})' if complaint else ''}."


def _about_name(complaint: str, source: str) -> str:
    match = re.search(r"'(\w+)'", complaint)
    if not match:
        return f"A name is used here that has no value ({complaint})."
    name = match[1]
    if "local variable" in complaint:
        return f"{name} is used here before it has a value. Give it one first."
    if hasattr(builtins, name):
        return f"{name} exists in Python, but is not available here."
    known = set(re.findall(r"\b[A-Za-z_]\w+\b", source)) | set(dir(builtins))
    close = difflib.get_close_matches(name, sorted(known - {name}), n=1, cutoff=0.75)
    hint = f" Did you mean {close[0]}?" if close else " Check its spelling, or give it a value first."
    return f"The name {name} has no value here.{hint}"


def _first_use(source: str, message: str) -> tuple[int, int] | None:
    """Where the name of an `UnboundLocalError` is first read. Monty points at the statement before."""
    match, tree = re.search(r"'(\w+)'", message), syntax_tree(source)
    if match is None or not isinstance(tree, ast.Module):
        return None
    added_to = {id(node.target) for node in ast.walk(tree) if isinstance(node, ast.AugAssign)}
    places = [
        (node.lineno, node.col_offset + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.Name)
        and node.id == match[1]
        and (isinstance(node.ctx, ast.Load) or id(node) in added_to)
    ]
    return min(places, default=None)


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
    if "indices must be" in complaint:
        return f"The index of a list must be a whole number ({complaint})."
    return f"A value here is of the wrong kind ({complaint})."


def _line(source: str, number: int | None) -> str:
    lines = source.splitlines()
    return lines[number - 1] if number and number <= len(lines) else ""


def _tidy(text: str, limit: int = 120) -> str:
    """One short line, without what only the interpreter's authors care about."""
    line = " ".join(text.replace("The monty syntax parser", "Python").split()).rstrip(".")
    line = "".join(character for character in line if character.isprintable())
    return line if len(line) <= limit else line[: limit - 1] + "…"
