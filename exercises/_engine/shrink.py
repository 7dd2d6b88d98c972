"""Makes a failing input smaller: the smallest one found on which the answer is still wrong.

Greedy and generic. A step drops a row (from all grids of the same height together), a column, a
channel or a list item, or makes a number simpler; it is taken if the input stays valid and the
answer stays wrong in the same way. Every step lowers `size`, so it ends.
"""

import functools
import itertools
import marshal
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Case = tuple[Any, ...]
Path = tuple[int, ...]

_BATCH = 40
_MAX_BATCHES = 24


def shrink(
    case: Case,
    still_fails: Callable[[Sequence[Case]], Sequence[bool] | None],
    valid: Callable[..., bool],
) -> Case:
    """The smallest input found, starting from `case`, that still fails; `case` itself if none is smaller.

    `still_fails` answers for a batch of inputs at once, or gives None: then the best so far is taken. It is asked a
    bounded number of times, not for a bounded time, so that the same code gets the same answer on a busy machine.
    """
    best = case
    batches = _batches(_valid_ones(best, valid))
    for _ in range(_MAX_BATCHES):
        batch = next(batches, None)
        answers = still_fails(batch) if batch else None
        if batch is None or answers is None:
            return best
        failing = [smaller for smaller, fails in zip(batch, answers, strict=True) if fails]
        if failing:
            best = min(failing, key=size)
            batches = _batches(_valid_ones(best, valid))
    return best


def size(case: Any) -> tuple[int, float]:
    """How large an input is: first how many numbers it holds, then how complex they are."""
    count, complexity, waiting = 0, 0.0, [case]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list | tuple):
            waiting += item
        else:
            count += 1
            complexity += _complexity(item)
    return count, complexity


def _valid_ones(case: Case, valid: Callable[..., bool]) -> Iterator[Case]:
    """Smaller inputs that are valid, each once, the boldest steps first."""
    seen: set[bytes] = set()
    own_size = size(case)
    for smaller in _smaller(case):
        written = marshal.dumps(smaller, 2)
        if written not in seen and size(smaller) < own_size and _is_valid(valid, smaller):
            yield smaller
        seen.add(written)


def _is_valid(valid: Callable[..., bool], case: Case) -> bool:
    try:
        return bool(valid(*case))
    except Exception:  # an author's `valid` need not survive every shape that shrinking thinks of
        return False


def _batches(cases: Iterator[Case]) -> Iterator[list[Case]]:
    batch: list[Case] = []
    for case in cases:
        batch.append(case)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _smaller(case: Case) -> Iterator[Case]:
    for smaller in _cells(case):
        yield smaller
        yield _zeros(smaller)
    for depth in range(3):
        for smaller in _dropped(case, depth):
            yield smaller
            yield _zeros(smaller)
    yield from _simpler(case)


def _cells(case: Case) -> Iterator[Case]:
    """Each single cell of all small grids of the same height and width together: many mistakes show there."""
    shapes = [_shape(argument)[:2] for argument in case]
    small = [shape for shape in shapes if len(shape) == 2 and math.prod(shape) <= _BATCH // 2]
    for shape in dict.fromkeys(small):
        for y, x in itertools.product(*map(range, shape)):
            yield tuple(
                type(grid)([type(grid[y])(grid[y][x : x + 1])]) if own == shape else grid
                for grid, own in zip(case, shapes, strict=True)
            )


def _dropped(case: Case, depth: int) -> Iterator[Case]:
    """Drop items at nesting level `depth`: rows (0), columns (1), channels (2).

    Arguments whose shapes agree down to that level lose the same items together, and the case is
    offered without single items and without its first or second half.
    """
    shapes = [_shape(argument)[: depth + 1] for argument in case]
    for shape in dict.fromkeys(shapes):
        if len(shape) <= depth or shape[depth] < 2:
            continue
        length = shape[depth]
        group = {index for index, other in enumerate(shapes) if other == shape}
        spans = [(index, index + 1) for index in range(length)]
        if length > 3:
            spans = [(0, length // 2), (length // 2, length), *spans]
        for start, stop in spans:
            yield tuple(
                _without(argument, start, stop, depth) if index in group else argument
                for index, argument in enumerate(case)
            )


def _without(value: Any, start: int, stop: int, depth: int) -> Any:
    if depth == 0:
        return type(value)([*value[:start], *value[stop:]])
    return type(value)([_without(item, start, stop, depth - 1) for item in value])


def _shape(value: Any) -> tuple[int, ...]:
    """Lengths from the outside in, as long as all items at one level are equally long."""
    if not isinstance(value, list | tuple):
        return ()
    inner = {_shape(item) for item in value}
    if len(inner) == 1:
        return (len(value), *inner.pop())
    shared: list[int] = []
    for lengths in zip(*inner, strict=False):
        if len(set(lengths)) > 1:
            break
        shared.append(lengths[0])
    return (len(value), *shared)


def _simpler(case: Case) -> Iterator[Case]:
    """All numbers 0, all but one, those of one list, every occurrence of one made simpler, then single numbers."""
    places = [(path, leaf) for path, leaf in _leaves(case, ()) if _is_number(leaf)]
    zeros = _zeros(case)
    yield zeros
    if len(places) <= _BATCH // 2:
        for path, leaf in places:
            for number in (leaf, *_simple_numbers(leaf)):
                yield _with(zeros, path, number)
    for path, part in _lists(case, ()):
        yield _with(case, path, _zeros(part))
    for leaf in dict.fromkeys((type(leaf), leaf) for _, leaf in places):
        for simple in _simple_numbers(leaf[1]):
            changed: Any = case
            for path, other in places:
                if (type(other), other) == leaf:
                    changed = _with(changed, path, simple)
            yield changed
    for path, leaf in places:
        for simple in _simple_numbers(leaf):
            yield _with(case, path, simple)


def _zeros(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)([_zeros(item) for item in value])
    return type(value)(0) if _is_number(value) else value


def _is_number(leaf: Any) -> bool:
    return isinstance(leaf, int | float) and not isinstance(leaf, bool)


def _simple_numbers(number: int | float) -> Iterator[int | float]:
    candidates: tuple[int | float, ...] = (0, 1, number // 2, number - 1) if isinstance(number, int) else ()
    if isinstance(number, float) and abs(number) < 1e9:
        candidates = (0.0, 1.0, float(round(number)), round(number, 1))
    for candidate in dict.fromkeys(candidates):
        if _complexity(candidate) < _complexity(number):
            yield candidate


@functools.lru_cache(maxsize=4096, typed=True)
def _complexity(leaf: Any) -> float:
    if isinstance(leaf, bool):
        return float(leaf)
    if isinstance(leaf, int):
        return abs(leaf) + 0.5 * (leaf < 0)
    if isinstance(leaf, float):
        return 0.0 if leaf == 0 else len(repr(abs(leaf))) + min(abs(leaf), 100.0) / 100 + 0.5 * (leaf < 0)
    return 1.0


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    else:
        yield path, value


def _lists(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every list inside the value with its place, from the outside in."""
    if isinstance(value, list | tuple):
        for index, item in enumerate(value):
            if isinstance(item, list | tuple):
                yield (*path, index), item
                yield from _lists(item, (*path, index))


def _with(value: Any, path: Path, leaf: Any) -> Any:
    if not path:
        return leaf
    head, *rest = path
    changed = [_with(item, tuple(rest), leaf) if index == head else item for index, item in enumerate(value)]
    return type(value)(changed)
