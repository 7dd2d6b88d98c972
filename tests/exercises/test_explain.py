"""Errors become plain sentences that point at the right place."""

import re

import pytest

from exercises._engine.catalogue import Exercise
from exercises._engine.grader import Grader
from exercises._engine.types import VerdictKind

HEAD = "def class_map(scores):\n"


@pytest.mark.parametrize(
    ("code", "kind", "place", "words"),
    [
        (HEAD + "    for row in scorse:\n        pass\n", VerdictKind.ERROR, (2, 16), "Did you mean scores?"),
        (HEAD + "    return zzz\n", VerdictKind.ERROR, (2, 12), "The name zzz has no value here"),
        (HEAD + "    return input()\n", VerdictKind.ERROR, (2, 12), "nobody to answer input()"),
        (
            HEAD + "    n = 1\n    total += n\n    return total\n",
            VerdictKind.ERROR,
            (3, 5),
            "before it has a value",
        ),
        (HEAD + "    return scores + 1\n", VerdictKind.ERROR, (2, 12), "of the wrong kind"),
        (HEAD + "    return 1 + 'a'\n", VerdictKind.ERROR, (2, 12), "do not go together"),
        (HEAD + "    return len(3)\n", VerdictKind.ERROR, (2, 12), "of the wrong kind"),
        (HEAD + "    for i in 3:\n        pass\n", VerdictKind.ERROR, (2, 14), "loop over range(number)"),
        (HEAD + "    return (3)[0]\n", VerdictKind.ERROR, (2, 12), "Square brackets need a list"),
        (HEAD + "    return scores('a')\n", VerdictKind.ERROR, (2, 12), "Round brackets call a function"),
        (
            HEAD + "    x = scores.append(1)\n    return x[0]\n",
            VerdictKind.ERROR,
            (3, 12),
            "A value here is None",
        ),
        ("def class_map():\n    return 1\n", VerdictKind.ERROR, (1, 5), "wrong number of arguments"),
        (HEAD + "    return scores[99]\n", VerdictKind.ERROR, (2, 12), "Indices start at 0"),
        (HEAD + "    return {}['a']\n", VerdictKind.ERROR, (2, 12), "a key it does not have"),
        (HEAD + "    return 1 / 0\n", VerdictKind.ERROR, (2, 12), "divided by zero"),
        (HEAD + "    return scores.shape\n", VerdictKind.ERROR, (2, 12), "its height is len(rows)"),
        (HEAD + "    return scores.push(1)\n", VerdictKind.ERROR, (2, 12), "no such method or attribute"),
        (HEAD + "    return int('x')\n", VerdictKind.ERROR, (2, 12), "can work with"),
        (HEAD + "    assert False\n", VerdictKind.ERROR, (2, 12), "An assert in your code does not hold"),
        (HEAD + "    return class_map(scores)\n", VerdictKind.ERROR, (2, 12), "without end"),
        (HEAD + "    raise ValueError([1])\n", VerdictKind.ERROR, (2, 5), "can work with ([1])"),
        (
            "class Odd(Exception):\n    def __str__(self): return 1 / 0\n" + HEAD + "    raise Odd\n",
            VerdictKind.ERROR,
            (4, 5),
            "Your code raised Odd.",
        ),
        # The place of the error, not of what it happens in.
        (
            "def best(pixel, n):\n    return n\n\n" + HEAD + "    return best(1)\n",
            VerdictKind.ERROR,
            (5, 12),
            "wrong number of arguments",
        ),
        (
            "def one():\n    n = 1\n    return n\n\n" + HEAD + "    print(n)\n    n = 2\n",
            VerdictKind.ERROR,
            (6, 11),
            "before it has a value",
        ),
        (HEAD + "    return scores[0, 0]\n", VerdictKind.ERROR, (2, 12), "write a[i][j], not a[i, j]"),
        (
            HEAD + "    return np.array(scores)\n",
            VerdictKind.ERROR,
            (2, 12),
            "Write import numpy as np at the top",
        ),
        (HEAD + "    return math.sqrt(2)\n", VerdictKind.ERROR, (2, 12), "Write import math at the top"),
        (HEAD + "    return Counter()\n", VerdictKind.ERROR, (2, 12), "from collections import Counter"),
        (HEAD + "    print([['dog']])\n", VerdictKind.WRONG, (None, None), "Return the result instead"),
        (HEAD + "    exit()\n", VerdictKind.ERROR, (2, 5), "ends the program"),
        (HEAD + "    x = 1\n", VerdictKind.WRONG, (None, None), "returned nothing (None)"),
        (HEAD + "    return {1}\n", VerdictKind.WRONG, (None, None), "returned a set"),
        (
            HEAD + "    while True:\n        pass\n",
            VerdictKind.LIMIT,
            (2, 5),
            "Does the while loop in line 2 ever end?",
        ),
        (HEAD + "    return [0] * 10**9\n", VerdictKind.LIMIT, (2, 12), "more than 64 MB"),
        (
            HEAD + "    while True:\n        print(1)\n",
            VerdictKind.LIMIT,
            (None, None),
            "printed more than 64 kB",
        ),
        (
            "import math, torch\n" + HEAD + "    return 1\n",
            VerdictKind.ERROR,
            (1, 1),
            "The module torch is not available here: Python's own modules and NumPy are",
        ),
        (
            HEAD + "    i = 0\n    while i < 3:\n        i += 1\n    for i in iter(int, 1):\n        pass\n",
            VerdictKind.LIMIT,
            (5, 5),
            "Does the for loop in line 5 ever end?",
        ),
        (
            HEAD + "    while True:\n        for row in scores:\n            row = row\n",
            VerdictKind.LIMIT,
            (2, 5),
            "Does the while loop in line 2 ever end?",
        ),
        (HEAD + "    return [sum(range(10**10))]\n", VerdictKind.LIMIT, (None, None), "takes very long"),
        (HEAD + "    return [0] * 30_000\n", VerdictKind.WRONG, (None, None), "far too large"),
        (
            HEAD + "    from torch.nn import Conv2d\n",
            VerdictKind.ERROR,
            (2, 5),
            "The module torch is not",
        ),
        (HEAD + "    return open('x')\n", VerdictKind.ERROR, (2, 12), "asks for something outside"),
        (HEAD + "    yield 1\n", VerdictKind.WRONG, (None, None), "returned a generator"),
        ("class class_map(list):\n    pass\n", VerdictKind.ERROR, (None, None), "does not define a function"),
        ("return 1\n", VerdictKind.SYNTAX, (1, 1), "This return stands outside of a function"),
        ("```python\n" + HEAD + "    return 1\n```\n", VerdictKind.SYNTAX, (1, 1), "``` is not Python"),
        (">>> " + HEAD + "    return 1\n", VerdictKind.SYNTAX, (1, 1), ">>> is not Python"),
        (HEAD + "    if scores:\n\treturn 1\n", VerdictKind.SYNTAX, (3, 1), "tabs and spaces"),
        ("def class_map(scores)\n    return 1\n", VerdictKind.SYNTAX, (1, 22), "A colon is missing"),
        (HEAD + "return 1\n", VerdictKind.SYNTAX, (2, 1), "indented by four spaces"),
        (HEAD + "    x = 1\n      y = 2\n", VerdictKind.SYNTAX, (3, 6), "more than the line above"),
        (HEAD + "        x = 1\n    y = 2\n  z = 3\n", VerdictKind.SYNTAX, (3, 10), "indented less"),
        (HEAD + "    return (1\n", VerdictKind.SYNTAX, (2, 12), "never closed"),
        (HEAD + "    if scores = 1:\n        pass\n", VerdictKind.SYNTAX, (2, 8), "write two: =="),
        (HEAD + "    return [1, 2 3]\n", VerdictKind.SYNTAX, (2, 16), "A comma or an operator"),
        (HEAD + "    return\u00a01\n", VerdictKind.SYNTAX, (2, 11), "(U+00A0)"),
        (HEAD + "    return \u201chi\u201d\n", VerdictKind.SYNTAX, (2, 12), "(U+201C)"),
        (HEAD + "    return 'abc\n", VerdictKind.SYNTAX, (2, 12), "no closing quotation mark"),
        (HEAD + "    else:\n        pass\n", VerdictKind.SYNTAX, (2, 5), "Python cannot read this line"),
        (HEAD, VerdictKind.SYNTAX, (1, 23), "indented by four spaces"),
        (HEAD + "    return " + "-" * 20_000 + "1\n", VerdictKind.SYNTAX, (None, None), "nested too deeply"),
        ("x = a" + ".b" * 10_000 + "\n", VerdictKind.SYNTAX, (None, None), "nested too deeply"),
        ("def classmap(scores):\n    return 1\n", VerdictKind.ERROR, (1, 1), "to be called class_map"),
        ("x = 1\n", VerdictKind.ERROR, (None, None), "does not define a function class_map"),
        (HEAD + "    ...\n", VerdictKind.BLANK, (1, 1), "is still empty"),
        (HEAD + "    '''Doc.'''\n    pass\n", VerdictKind.BLANK, (1, 1), "is still empty"),
        (HEAD + "    return ___\n", VerdictKind.BLANK, (2, 12), "Line 2 still has a blank"),
        (
            HEAD + "    x = ___ + ___\n    return (___\n",
            VerdictKind.BLANK,
            (2, 9),
            "Lines 2 and 3 still have blanks",
        ),
        ("", VerdictKind.INVALID, (None, None), "There is no code yet"),
    ],
)
def test_what_went_wrong_is_said(
    grader: Grader,
    argmax: Exercise,
    code: str,
    kind: VerdictKind,
    place: tuple[int | None, int | None],
    words: str,
) -> None:
    verdict = grader.grade(argmax, code)
    assert not verdict.passed
    assert (verdict.kind, words in verdict.message) == (kind, True), verdict
    assert (verdict.line, verdict.column) == place
    assert len(verdict.message) < 300
    assert verdict.message.endswith((".", "?"))
    # Nobody is told about the interpreter behind the curtain, or shown a traceback.
    assert not re.search(r"wasi|wasm|guest|Traceback|<string>|\n", verdict.message, re.IGNORECASE)


def test_an_error_shows_the_smallest_input_that_raises(grader: Grader, argmax: Exercise) -> None:
    verdict = grader.grade(argmax, HEAD + "    print('here', len(scores))\n    return scores[99]\n")
    assert verdict.failing_case is not None
    assert verdict.failing_case.arguments == {"scores": [[[0.0, 0.0, 0.0]]]}
    assert verdict.failing_case.raised == "IndexError"
    assert verdict.printed == "here 1\n"
