"""Which line of a network's code makes and uses which block, read from the code itself."""

import ast
import inspect
from dataclasses import dataclass
from textwrap import dedent

from torch import nn

CONCAT = "concat"
"""The one block that has no weights and no name of its own in the code: `torch.cat`."""


@dataclass(frozen=True)
class BlockLines:
    """Line numbers in the shown source, counted from 1: where a block is `made` and where it is `used`."""

    name: str
    made: tuple[int, ...]
    used: tuple[int, ...]


def source_of(network: type[nn.Module]) -> str:
    """The source of the class, as a page shows it."""
    return dedent(inspect.getsource(network))


def block_lines(network: type[nn.Module]) -> dict[str, BlockLines]:
    """Every block of a network's class, in the order of the source, with the lines that belong to it.

    A block is whatever `__init__` stores as `self.name = nn.…`; it is used where `self.name` stands in
    `forward`. Joining two maps, `torch.cat`, is the block "concat": it is made where it is used.
    """
    tree = ast.parse(source_of(network)).body[0]
    assert isinstance(tree, ast.ClassDef)
    methods = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    made: dict[str, set[int]] = {}
    for statement in methods["__init__"].body:
        if isinstance(statement, ast.Assign) and _is_layer(statement.value):
            for name in filter(None, map(_own_name, statement.targets)):
                made[name] = _lines(statement)
    used: dict[str, set[int]] = {name: set() for name in made}
    for node in ast.walk(methods["forward"]):
        name = CONCAT if _calls(node, "torch.cat") else _own_name(node)
        if isinstance(node, ast.expr) and (name in made or name == CONCAT):
            used.setdefault(name, set()).update(_lines(node))
    return {
        name: BlockLines(name, tuple(sorted(made.get(name, lines))), tuple(sorted(lines)))
        for name, lines in used.items()
    }


def blocks_by_line(network: type[nn.Module]) -> dict[int, tuple[str, ...]]:
    """The same the other way round: the blocks that each line makes or uses."""
    found: dict[int, list[str]] = {}
    for block in block_lines(network).values():
        for line in sorted({*block.made, *block.used}):
            found.setdefault(line, []).append(block.name)
    return {line: tuple(names) for line, names in sorted(found.items())}


def _lines(node: ast.stmt | ast.expr) -> set[int]:
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def _own_name(node: ast.AST) -> str | None:
    """The `name` of `self.name`, else None."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        return node.attr
    return None


def _is_layer(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func).startswith("nn.")


def _calls(node: ast.AST, function: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == function
