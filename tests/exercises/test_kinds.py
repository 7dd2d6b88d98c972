"""How each kind reads an answer, and what it says of it."""

import math
import random
import re
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises._engine.catalogue import Exercise, catalogue, variant
from exercises._engine.grader import Grader
from exercises._engine.kinds import PARSE, SPECIMENS, choice, code, mask, number
from exercises._engine.kinds.specimens import UnusableError
from exercises._engine.types import VerdictKind
from exercises._engine.variants import Variant


def of_kind(kind: str) -> Exercise:
    return next(exercise for exercise in catalogue().values() if exercise.kind == kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.75", 0.75),
        ("0,75", 0.75),
        (",75", 0.75),
        (" 3/4 ", 0.75),
        ("1,5 / 2", 0.75),
        ("75 %", 0.75),
        ("75%", 0.75),
        ("7.5e-1", 0.75),
        ("\N{MINUS SIGN}2", -2.0),
        ("+2.", 2.0),
        ("–0.5", -0.5),
        ("0.75.", 0.75),
        ("75 %.", 0.75),
        ("½", 0.5),
        ("-1½", -1.5),
        ("2 ¾", 2.75),
        ("3⁄4", 0.75),
        ("≈0.5", 0.5),
        ("= 0.5", 0.5),
        ("~ 1/2", 0.5),
        ("12 px", 12.0),
        ("12px.", 12.0),
        ("1 pixel", 1.0),
        ("12 Channels", 12.0),
        ("2.5×", 2.5),
        ("5 people", 5.0),
        ("0.333…", 0.333),
        ("0.333...", 0.333),
        ("33.3… %", 0.333),
        ("4 608", 4608.0),
        ("4\N{NO-BREAK SPACE}608", 4608.0),
        ("4\N{NARROW NO-BREAK SPACE}608", 4608.0),
        ("4'608", 4608.0),
        ("4’608", 4608.0),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1,000.5", 1000.5),
        ("1.000,5", 1000.5),
        ("1 000,5", 1000.5),
        ("4,608", 4.608),
        ("4.608", 4.608),
        ("0,608", 0.608),
        ("4608,125", 4608.125),
        (3, 3.0),
        (0.5, 0.5),
    ],
)
def test_a_number_may_be_written_in_many_ways(text: Any, value: float) -> None:
    assert number.number_of(text) == pytest.approx(value, abs=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "nan",
        "inf",
        "1e999",
        "1/0",
        "1//2",
        "1,00,000",
        "1,000,00",
        "0,123,456",
        "1.2.3",
        "1 000 00",
        "1  000",
        "three",
        "12 apples",
        "apples",
        "px",
        "x = 0.5",
        "= = 1",
        "5²",
        "1..",
        "2...",
        "½/½/½",
        "0x1",
        "1_0",
        "1 2",
        "%",
        "1/2 %",
        "1" * 65,
        "٣",
        "1\x00",
        "--1",
        None,
        True,
        [1],
        math.nan,
        math.inf,
        10**400,
    ],
    ids=repr,
)
def test_what_is_no_number_is_refused_in_a_sentence(text: Any) -> None:
    with pytest.raises(UnusableError) as caught:
        number.number_of(text)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("answer", "typed", "passed", "mistake"),
    [
        # Where the answer is whole, a mark before three digits sets off thousands if that makes sense.
        (4608, "4,608", True, None),
        (4608, "4.608", True, None),
        (4608, "4 608", True, None),
        (4608, "4,608 pixels", True, None),
        (4608, "4,608.0", True, None),
        (4608, "9,216/2", True, None),
        (4608, "4.6", False, None),
        (4608, "46,08", False, None),
        (4608, "4,609", False, None),
        (4608000, "4,608", False, None),
        (5, "4,608", False, None),
        (5, "5,000", False, "mistake_1"),
        (5, "5.000", False, "mistake_1"),
        (5, "5.0", True, None),
        (64, "64.000", True, None),
        (179, "7.179", False, "mistake_3"),
        (179, "7,179", False, "mistake_2"),
        # Where it is not, the mark is the decimal one.
        (4.608, "4,608", True, None),
        (4.608, "4.608", True, None),
        (4.608, "4608", False, None),
        (4.608, "4 608", False, None),
        (4608.5, "4,608", False, None),
        (4608.5, "4,608.5", True, None),
        (4608.5, "4.608,5", True, None),
        (0.5, "5,000", False, "mistake_1"),
        (3.5, "4,200/1,200", True, None),
    ],
)
def test_a_mark_before_three_digits_is_read_as_the_task_has_it(
    answer: float, typed: str, passed: bool, mistake: str | None
) -> None:
    known = ((5000.0, "In thousands."), (7179.0, "The whole id."), (7.179, "Divided."))
    verdict = number.grade(drawing("number", Variant(answer=answer, mistakes=known)), typed, 0)
    assert (verdict.passed, verdict.mistake) == (passed, mistake)
    assert verdict.kind is not VerdictKind.INVALID


def test_with_so_many_decimals_asked_for_a_mark_is_the_decimal_one() -> None:
    exercise = drawing("number", Variant(answer=2.0), decimals=1)
    assert number.grade(exercise, "2,000", 0).passed
    assert not number.grade(drawing("number", Variant(answer=2000.0), decimals=1), "2,000", 0).passed


@pytest.mark.parametrize(
    ("answer", "decimals", "right", "wrong"),
    [
        (2 / 3, 2, ["0.66", "0.67", "0.666", "0.667", "2/3"], ["0.65", "0.68", "0.7", "0.6", "0.665", "0.668"]),
        (2 / 3, 2, ["0.666…", "0.66...", "66.67 %", "66 %", "66.6… %"], ["0.6…", "67", "6.67 %"]),
        (0.29, 2, ["0.29", "0.290", "29 %"], ["0.28", "0.3", "0.289"]),
        # Computed in floats, these are not quite what they are.
        (0.1 + 0.2, 2, ["0.3", "0.30", "0.300"], ["0.29", "0.31"]),
        (0.57 * 100 / 100, 2, ["0.57"], ["0.56", "0.58"]),
        (1 - 0.71, 2, ["0.29"], ["0.28", "0.30"]),
        # In the middle between two: either, as one rounds; and cut off.
        (0.125, 2, ["0.12", "0.13", "0.125"], ["0.11", "0.14"]),
        (0.145, 2, ["0.14", "0.15"], ["0.13", "0.16"]),
        (1.005, 2, ["1.00", "1.01", "1.005"], ["0.99", "1.02"]),
        (0.9999, 2, ["0.99", "1.00", "1,00"], ["0.98", "1.01"]),
        (-2 / 3, 2, ["-0.66", "–0.67"], ["-0.65", "0.67"]),
        (2.46, 1, ["2.4", "2.5", "2,46", "2.5 times"], ["2.3", "2.6", "2"]),
    ],
)  # fmt: skip
def test_rounded_and_cut_off_are_both_right_whatever_the_tolerance(
    answer: float, decimals: int, right: list[str], wrong: list[str]
) -> None:
    exercise = drawing("number", Variant(answer=answer), decimals=decimals)
    assert [text for text in right if not number.grade(exercise, text, 0).passed] == []
    assert [text for text in wrong if number.grade(exercise, text, 0).passed] == []


def test_a_unit_that_others_are_thousands_of_is_taken_where_the_task_names_it() -> None:
    small, named = Variant(answer=4.5), Variant(answer=4.5, fields={"unit": "MB"})
    refused = number.grade(drawing("number", small), "4.5 MB", 0)
    assert (refused.kind, refused.passed) == (VerdictKind.INVALID, False)
    assert number.grade(drawing("number", named, prompt="How many {unit}?"), "4.5 MB", 0).passed
    assert number.grade(drawing("number", named, prompt="How many {unit}?"), "4.5 kB", 0).kind is refused.kind


@pytest.mark.parametrize(
    "exercise", [each for each in catalogue().values() if each.kind == "number"], ids=lambda each: each.id
)
def test_what_is_asked_for_is_what_is_graded(exercise: Exercise) -> None:
    """The prompt and `decimals` say the same, and no number passes for two of the answer and the mistakes."""
    asked = re.search(r"(?:Give|to) (one|two|three) decimals?\b", exercise.prompt)
    decimals = asked and {"one": 1, "two": 2, "three": 3}[asked[1]]
    assert exercise.decimals == decimals
    # Cut off and rounded, a number may be one unit of its last decimal away.
    reach = exercise.tolerance
    if decimals is not None:
        assert exercise.tolerance == pytest.approx(0.5 * 10**-decimals)
        reach = 10**-decimals
    for seed in range(200):
        task = variant(exercise, seed)
        values = sorted([task.answer or 0.0, *(value for value, _ in task.mistakes)])
        assert min(after - before for before, after in pairwise(values)) > 2 * reach


@given(st.text(max_size=70) | st.integers() | st.floats() | st.none() | st.binary(max_size=5))
def test_no_answer_breaks_the_reading(answer: Any) -> None:
    for exercise in (of_kind("number"), of_kind("choice"), of_kind("mask")):
        graded = {"number": number.grade, "choice": choice.grade, "mask": mask.grade}[exercise.kind](
            exercise, answer, 3
        )
        assert graded.message


@given(st.floats(-1e9, 1e9))
def test_what_python_writes_is_read_back(value: float) -> None:
    assert number.number_of(repr(value)) == value


def drawing(kind: str, task: Variant, **more: Any) -> Exercise:
    """An exercise that always draws this variant."""
    exercise = Exercise(
        id="made_up", title="", kind=kind, minutes=1, points=1, prompt=more.pop("prompt", ""), hints=(),
        content_hash="", folder=Path(), tolerance=more.pop("tolerance", 0.0), decimals=more.pop("decimals", None),
    )  # fmt: skip
    cases = SimpleNamespace(draw=lambda _rng: task, **more)
    exercise.__dict__["cases"] = cases
    return exercise


def test_a_mistaken_number_earns_its_message() -> None:
    exercise = drawing("number", Variant(answer=0.6, mistakes=((0.75, "That is Dice."),)), tolerance=0.005)
    assert number.grade(exercise, "0,604", 0).passed
    assert number.grade(exercise, "3/5", 0).passed
    told = number.grade(exercise, "0.75", 0)
    assert (told.kind, told.message, told.passed) == (VerdictKind.MISTAKE, "That is Dice.", False)
    assert number.grade(exercise, "0.606", 0).kind is VerdictKind.WRONG
    assert "0.6" not in number.grade(exercise, "0.9", 0).message


def test_an_exact_number_forgives_only_binary_rounding() -> None:
    exercise = drawing("number", Variant(answer=0.1 + 0.2))
    assert number.grade(exercise, "0.3", 0).passed
    assert not number.grade(exercise, "0.300001", 0).passed


def test_an_option_earns_its_own_explanation() -> None:
    exercise = drawing(
        "choice", Variant(answer=1, options=(("A", "No: a."), ("B", "Yes: b."), ("C", "No: c.")))
    )
    verdicts = [choice.grade(exercise, index, 0) for index in range(3)]
    assert [verdict.passed for verdict in verdicts] == [False, True, False]
    assert [verdict.message for verdict in verdicts] == ["No: a.", "Yes: b.", "No: c."]
    for nonsense in (-1, 3, True, "1", 1.0, None):
        assert choice.grade(exercise, nonsense, 0).kind is VerdictKind.INVALID


def test_a_mask_reports_every_condition() -> None:
    exercise = of_kind("mask")
    task = variant(exercise, 4)
    right, wrong = exercise.cases.specimens(task)
    good, bad = mask.grade(exercise, right[0], 4), mask.grade(exercise, wrong[0], 4)
    assert good.passed and all(met for _, met in good.conditions)
    assert not bad.passed and not all(met for _, met in bad.conditions)
    assert [text for text, _ in good.conditions] == [text for text, _ in bad.conditions]
    # A browser sends lists, not tuples.
    assert mask.grade(exercise, [list(row) for row in right[0]], 4).passed
    assert [each.met for each in mask.conditions(exercise, right[0], task)] == [
        met for _, met in good.conditions
    ]


def test_a_foreign_mask_is_refused_with_the_size_to_paint() -> None:
    exercise = of_kind("mask")
    start = variant(exercise, 0).start
    assert start is not None
    verdict = mask.grade(exercise, [[0]], 0)
    assert verdict.kind is VerdictKind.INVALID
    assert f"{len(start)} rows and {len(start[0])} columns" in verdict.message


@pytest.mark.parametrize(
    "exercise", [each for each in catalogue().values() if each.kind == "mask"], ids=lambda each: each.id
)
def test_no_mask_passes_that_was_not_painted_for_the_task(exercise: Exercise) -> None:
    """Neither an even mask, nor what is there to copy, nor one right mask sent in again for other tasks."""
    tasks = [variant(exercise, seed) for seed in range(60)]
    for seed, task in enumerate(tasks):
        assert task.start is not None and task.truth is not None
        height, width = len(task.start), len(task.start[0])
        even = [[[label] * width] * height for label in range(len(task.class_names))]
        turned = [[int(label == 0) for label in row] for row in task.truth]
        for painted in (task.start, task.truth, turned, *even):
            assert mask.grade(exercise, painted, seed).kind is VerdictKind.WRONG
    for task in tasks[:5]:
        again = exercise.cases.specimens(task)[0][0]
        assert sum(mask.grade(exercise, again, seed).passed for seed in range(len(tasks))) < 0.4 * len(tasks)


@pytest.mark.parametrize("kind", ["number", "choice", "mask"])
def test_an_answer_is_judged_for_its_own_seed(kind: str) -> None:
    exercise = of_kind(kind)
    rights = [SPECIMENS[kind](exercise, seed).right[0] for seed in range(6)]
    grade = {"number": number.grade, "choice": choice.grade, "mask": mask.grade}[kind]
    verdicts = [[grade(exercise, right, seed).passed for right in rights] for seed in range(6)]
    assert all(verdicts[seed][seed] for seed in range(6))
    assert not all(all(row) for row in verdicts)


def test_files_are_parsed_by_kind() -> None:
    assert PARSE["code"](of_kind("code"), "\ufeffx = 1\r\ny = 2\r") == "x = 1\ny = 2\n"
    assert PARSE["choice"](of_kind("choice"), " 2\n") == 2
    assert PARSE["mask"](of_kind("mask"), "[[0, 1]]") == [[0, 1]]
    for kind, text in (
        ("choice", "two"),
        ("choice", ""),
        ("choice", "9" * 5000),
        ("mask", "[[0"),
        ("mask", "[" * 9999),
    ):
        with pytest.raises(UnusableError):
            PARSE[kind](of_kind(kind), text)


def test_code_is_judged_on_inputs_of_the_seed(argmax: Exercise) -> None:
    first, again, other = (argmax.drawn_cases(seed) for seed in (1, 1, 2))
    assert first == again != other
    assert first[: len(argmax.cases.FIXED)] == argmax.cases.FIXED
    assert all(argmax.cases.valid(*argmax.cases.draw(random.Random(seed))) for seed in range(20))
    for case in first:
        assert code.solution_outcome(argmax, case).value == argmax.solution(*case)


def test_code_written_for_one_seed_fails_another(grader: Grader, argmax: Exercise) -> None:
    table = {repr(case[0]): argmax.solution(*case) for case in argmax.drawn_cases(1)}
    source = (
        f"ANSWERS = {table!r}\n\ndef class_map(scores):\n    return ANSWERS.get(repr(scores), [['dog']])\n"
    )
    assert grader.grade(argmax, source, seed=1).passed
    assert not grader.grade(argmax, source, seed=2).passed
