"""Which line of a network's code makes and uses which block, read from the code itself."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import dedent
from typing import NamedTuple

from torch import nn

from lessons.syntax import tree_of

CONCAT = "concat"
"""The one block that has no weights and no name of its own in the code: `torch.cat`."""


@dataclass(frozen=True)
class BlockLines:
    """Line numbers in the shown source, counted from 1: where a block is `made` and where it is `used`."""

    name: str
    made: tuple[int, ...]
    used: tuple[int, ...]


class _Part(NamedTuple):
    """`self.layer`, or of a list of layers those at `which` places."""

    layer: str
    which: slice | int


_Bound = dict[str, _Part]  # by the name of a loop's variable: what it stands for


def source_of(network: nn.Module) -> str:
    """The source of a network's class, as a page shows it."""
    return dedent(inspect.getsource(type(network)))


def block_lines(network: nn.Module) -> dict[str, BlockLines]:
    """Every block of a network, in the order in which its class makes them, with the lines that belong to it.

    A block is whatever `__init__` stores as `self.name = nn.…`; each member of an `nn.ModuleList` is one,
    "name 0", "name 1" and so on. A block is used where `forward` calls it, and where a loop takes it out
    of its list. Joining two maps, `torch.cat`, is the block "concat": no line makes it, some use it.
    """
    tree = tree_of(source_of(network)).body[0]
    assert isinstance(tree, ast.ClassDef)
    methods = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    made: dict[str, set[int]] = {}
    used: dict[str, set[int]] = {}
    for statement in methods["__init__"].body:
        if isinstance(statement, ast.Assign) and _is_layer(statement.value):
            for layer in filter(None, map(_own_name, statement.targets)):
                for name in _names(network, _Part(layer, slice(None))):
                    made[name], used[name] = _lines(statement), set()
    for part, where in _uses(methods["forward"], {}):
        for name in _names(network, part):
            if name in made or name == CONCAT:
                used.setdefault(name, set()).update(_lines(where))
    return {
        name: BlockLines(name, tuple(sorted(made.get(name, ()))), tuple(sorted(lines)))
        for name, lines in used.items()
    }


def _uses(node: ast.AST, bound: _Bound) -> Iterator[tuple[_Part, ast.expr]]:
    """What is called or looped over in some code, and the expression that says so."""
    if isinstance(node, ast.For):
        for variable, iterable in _loop(node):
            part = _part(iterable, bound)
            if part and isinstance(variable, ast.Name):
                bound[variable.id] = part
                yield part, iterable
    elif isinstance(node, ast.Call):
        part = _Part(CONCAT, 0) if ast.unparse(node.func) == "torch.cat" else _part(node.func, bound)
        if part:
            yield part, node.func
    for child in ast.iter_child_nodes(node):
        yield from _uses(child, bound)


def _loop(loop: ast.For) -> list[tuple[ast.expr, ast.expr]]:
    """Each variable of a loop with what it runs over; `zip` runs over several things at once."""
    if (
        isinstance(loop.iter, ast.Call)
        and ast.unparse(loop.iter.func) == "zip"
        and isinstance(loop.target, ast.Tuple)
    ):
        return list(zip(loop.target.elts, loop.iter.args, strict=True))
    return [(loop.target, loop.iter)]


def _part(node: ast.expr, bound: _Bound) -> _Part | None:
    """The layers that `self.name`, `self.name[-1]`, `self.name[:-1]` or a loop's variable stands for."""
    if isinstance(node, ast.Name):
        return bound.get(node.id)
    if isinstance(node, ast.Subscript):
        layer, which = _own_name(node.value), _which(node.slice)
    else:
        layer, which = _own_name(node), slice(None)
    return _Part(layer, which) if layer else None


def _which(index: ast.expr) -> slice | int:
    if isinstance(index, ast.Slice):
        return slice(*(end and ast.literal_eval(end) for end in (index.lower, index.upper, index.step)))
    return ast.literal_eval(index) if isinstance(index, ast.Constant | ast.UnaryOp) else slice(None)


def _names(network: nn.Module, part: _Part) -> list[str]:
    """The names of the blocks in a part of a network."""
    layer = getattr(network, part.layer, None)
    if not isinstance(layer, nn.ModuleList):
        return [part.layer]
    places = range(len(layer))[part.which]
    return [f"{part.layer} {place}" for place in ([places] if isinstance(places, int) else places)]


def _lines(node: ast.stmt | ast.expr) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _own_name(node: ast.AST) -> str | None:
    """The `name` of `self.name`, else None."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        return node.attr
    return None


def _is_layer(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func).startswith("nn.")
