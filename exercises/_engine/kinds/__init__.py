"""The kinds of exercise, one file each. A kind parses, grades and manufactures its own specimens.

Each module has

- `parse(exercise, text)`: a submission from the text of a file;
- `grade(exercise, submission, seed)`: the verdict (`code` also takes the sandbox);
- `specimens(exercise, seed)`: right, wrong and unusable submissions, for the tests.
"""

from collections.abc import Callable, Mapping
from typing import Any

from exercises._engine.catalogue import Exercise
from exercises._engine.kinds import choice, code, mask, number
from exercises._engine.kinds.specimens import Specimens

PARSE: Mapping[str, Callable[[Exercise, str], Any]] = {
    "code": code.parse,
    "number": number.parse,
    "choice": choice.parse,
    "mask": mask.parse,
}
SPECIMENS: Mapping[str, Callable[[Exercise, int], Specimens]] = {
    "code": code.specimens,
    "number": number.specimens,
    "choice": choice.specimens,
    "mask": mask.specimens,
}
