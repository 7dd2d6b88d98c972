"""Trees of Python sources, asked for from many threads at once."""

import ast
import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from lessons.syntax import tree_of

SOURCE = "\n".join(
    f"def f{number}(a, b):\n    return [a[b] + {number} for b in (a or b)]" for number in range(150)
)


@pytest.fixture
def switching() -> Iterator[None]:
    """Collections of garbage let other threads go on, as those that call a finalizer do, and come often."""

    def let_others_go_on(phase: str, info: dict[str, int]) -> None:
        time.sleep(0)

    before = gc.get_threshold()
    gc.set_threshold(200)
    gc.callbacks.append(let_others_go_on)
    yield
    gc.callbacks.remove(let_others_go_on)
    gc.set_threshold(*before)


@pytest.mark.usefixtures("switching")
def test_threads_get_their_trees_at_the_same_time() -> None:
    """`ast.parse` by itself ends in a SystemError here, up to CPython 3.12."""
    whole = ast.dump(ast.parse(SOURCE))
    with ThreadPoolExecutor(8) as threads:
        trees = list(threads.map(tree_of, [SOURCE] * 60))
    assert len({ast.dump(tree) for tree in trees[:3]} | {whole}) == 1


def test_what_is_no_python_is_named_as_ast_names_it() -> None:
    with pytest.raises(SyntaxError, match="never closed"):
        tree_of("f(")
