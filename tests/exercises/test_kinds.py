"""How each kind reads an answer, and what it says of it."""

import math
import random
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
        "1,000.5",
        "1.2.3",
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
        id="made_up", title="", kind=kind, minutes=1, points=1, prompt="", hints=(), content_hash="",
        folder=Path(), tolerance=more.pop("tolerance", 0.0),
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
