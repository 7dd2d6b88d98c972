"""Python source as a syntax tree, from any thread."""

import ast
import threading

_parsing = threading.Lock()


def tree_of(source: str) -> ast.Module:
    """The syntax tree of a Python source. Raises what `ast.parse` raises.

    CPython before 3.13 counts the depth of the trees that it makes in one place for all threads. Two at once may end
    in a SystemError (https://github.com/python/cpython/issues/106905), so one waits for the other here.
    """
    with _parsing:
        return ast.parse(source)
