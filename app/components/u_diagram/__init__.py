"""The U diagram: an encoder–decoder drawn to scale, whose blocks and skips are the controls.

The browser draws and reports; the value is Python's, remembered under the diagram's key.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from app.components.messages import Memory
from app.components.u_diagram.data import BlockData, DiagramData, DiagramMessage, Side

_SIDES = get_args(Side)
_DEEPEST = 6


@dataclass(frozen=True)
class Block:
    """One block of the U: its name, what it is called, the shape of its output, and its place.

    `level` is 0 at full resolution and grows downwards; `side` says on which path the block lies.
    """

    name: str
    title: str
    channels: int
    height: int
    width: int
    side: Side
    level: int


@dataclass(frozen=True)
class Skip:
    """One skip connection: its name, its level, the state it starts in, and the states it may take.

    States drawn in a style of their own are "keep", "zero", "blur", "shuffle" and "swap".
    """

    name: str
    level: int
    state: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class DiagramChoice:
    """What a diagram holds: the name of the selected block, and each skip's state in order."""

    block: str
    skips: tuple[str, ...]


@dataclass(frozen=True)
class _DiagramState:
    """What is chosen, among these names of blocks and these (name, states) of skips."""

    chosen: DiagramChoice
    names: tuple[str, ...]
    choices: tuple[tuple[str, tuple[str, ...]], ...]


def u_diagram(
    key: str,
    blocks: Sequence[Block],
    skips: Sequence[Skip],
    *,
    selected: str,
    label: str,
    on_change: Callable[[], None] | None = None,
) -> DiagramChoice:
    """Show an encoder–decoder to click on and return what is chosen.

    Args:
        key: the diagram's name; the choice is remembered under it.
        blocks: at most one for each side and level, in the order of computation, which is also the
            order of the Tab key. Other names of blocks start the diagram anew, other shapes do not.
        skips: at most one per level, from a "down" block to an "up" block; other names or states
            start the diagram anew.
        selected: the name of the block selected first.
        label: what the diagram shows, in a few words.
        on_change: called without arguments after each accepted choice, before the script runs.

    Raises:
        ValueError: the blocks and skips make no U; the message says why.
    """
    _check(blocks, skips, selected)
    names = tuple(block.name for block in blocks)
    choices = tuple((skip.name, skip.states) for skip in skips)
    remembered = _diagrams.recall(key)
    if remembered is None or (remembered.value.names, remembered.value.choices) != (names, choices):
        first = DiagramChoice(selected, tuple(skip.state for skip in skips))
        remembered = _diagrams.start(key, _DiagramState(first, names, choices))
    chosen = remembered.value.chosen
    data: DiagramData = {
        "blocks": [_block_data(block) for block in blocks],
        "skips": [{"name": skip.name, "level": skip.level, "states": skip.states} for skip in skips],
        "label": label,
        "block": chosen.block,
        "states": chosen.skips,
        "revision": remembered.revision,
        "changes": remembered.changes,
    }
    _diagrams.show(key, data, on_change)
    return chosen


def push(key: str, *, selected: str | None = None, skips: Sequence[str] | None = None) -> None:
    """Select a block or set the skips' states from Python; the browser shows it without a remount.

    Call it before `u_diagram` in the script, or in a callback.

    Raises:
        ValueError: the diagram was not shown yet, or it has no such block or state.
    """
    remembered = _diagrams.recall(key)
    if remembered is None:
        raise ValueError(f"No diagram {key!r} was shown yet: give its first choice to u_diagram.")
    choice = remembered.value
    block = choice.chosen.block if selected is None else selected
    states = choice.chosen.skips if skips is None else tuple(skips)
    if block not in choice.names:
        raise ValueError(f"The diagram {key!r} has no block {block!r}; it has {', '.join(choice.names)}.")
    if not _are_states(states, choice):
        raise ValueError(f"The states {states} do not fit the skips {choice.choices}.")
    _diagrams.push(key, replace(choice, chosen=DiagramChoice(block, states)))


def _accept(message: DiagramMessage, choice: _DiagramState) -> _DiagramState | None:
    """The choice after a browser's message, or None if it cannot be."""
    block, states = message["block"], message["states"]
    if block not in choice.names or not _are_states(states, choice):
        return None
    return replace(choice, chosen=DiagramChoice(block, tuple(states)))


_diagrams = Memory("u_diagram", "chosen", DiagramMessage, _accept)


def _block_data(block: Block) -> BlockData:
    return {
        "name": block.name,
        "title": block.title,
        "channels": block.channels,
        "height": block.height,
        "width": block.width,
        "side": block.side,
        "level": block.level,
    }


def _are_states(states: Sequence[str], choice: _DiagramState) -> bool:
    return len(states) == len(choice.choices) and all(
        value in allowed for value, (_, allowed) in zip(states, choice.choices, strict=True)
    )


def _check(blocks: Sequence[Block], skips: Sequence[Skip], selected: str) -> None:
    names = [block.name for block in blocks]
    if selected not in names:
        raise ValueError(f"The selected block {selected!r} is not one of {', '.join(names) or 'no blocks'}.")
    if len(set(names)) != len(names) or len({skip.name for skip in skips}) != len(skips):
        raise ValueError("Every block and every skip needs a name of its own.")
    for block in blocks:
        if block.side not in _SIDES:
            raise ValueError(
                f"The side of {block.name!r} must be one of {', '.join(_SIDES)}, not {block.side!r}."
            )
        if not 0 <= block.level <= _DEEPEST:
            raise ValueError(f"The level of {block.name!r} must be 0 to {_DEEPEST}, not {block.level}.")
        if min(block.channels, block.height, block.width) < 1:
            raise ValueError(f"The channels, height and width of {block.name!r} must be at least 1.")
    places = {(block.side, block.level) for block in blocks}
    if len(places) != len(blocks):
        raise ValueError("Two blocks cannot lie on the same side at the same level.")
    bottoms = [level for side, level in places if side == "bottom"]
    if len(bottoms) > 1 or any(level >= bottoms[0] for side, level in places if bottoms and side != "bottom"):
        raise ValueError("The bottom is one block, one level below all others.")
    if any(level != 0 for side, level in places if side in ("input", "output")):
        raise ValueError("The input and the output lie at level 0.")
    if len({skip.level for skip in skips}) != len(skips):
        raise ValueError("Two skips cannot lie at the same level.")
    for skip in skips:
        if not {("down", skip.level), ("up", skip.level)} <= places:
            raise ValueError(f"The skip {skip.name!r} needs a down and an up block at level {skip.level}.")
        if skip.state not in skip.states:
            raise ValueError(f"The skip {skip.name!r} starts as {skip.state!r}, not one of {skip.states}.")
