"""A verdict, drawn: what was said, which input it was, what came out and what should have."""

import streamlit as st

from app.ui.figures.mask_picture import MaskPicture, as_ids, differing_cells, grid_text, mask_pictures
from app.ui.kit.inert import inert
from exercises._engine.catalogue import Exercise
from exercises._engine.types import FailingCase, Verdict, VerdictKind

_HEADLINES = {
    VerdictKind.PASSED: "Passed.",
    VerdictKind.WRONG: "Not yet.",
    VerdictKind.MISTAKE: "Not yet, and this is a mistake many make.",
    VerdictKind.BLANK: "There is still a blank.",
    VerdictKind.SYNTAX: "Python cannot read this.",
    VerdictKind.ERROR: "The code stopped with an error.",
    VerdictKind.LIMIT: "The code was stopped.",
    VerdictKind.INVALID: "This cannot be graded.",
    VerdictKind.BUSY: "Nothing was graded.",
}


def show_verdict(exercise: Exercise, verdict: Verdict, submission: str, saved: str) -> None:
    """Draw `verdict` on `submission`; `saved` is the sentence on what became of it, if it is wanted."""
    text = f"**{_HEADLINES[verdict.kind]}** {inert(verdict.message)}"
    (st.success if verdict.passed else st.warning)(text, icon=None)
    if verdict.said:
        st.caption("In Python's own words:")
        st.code(verdict.said, language=None)  # unwrapped, so that the caret stays where it points
    elif verdict.line is not None:
        st.code(pointed_at(submission, verdict.line, verdict.column), language=None, wrap_lines=True)
    if verdict.failing_case is not None:
        _failing_case(exercise, verdict.failing_case)
    if verdict.printed:
        st.caption("Printed by your code on this input:")
        st.code(verdict.printed, language=None, wrap_lines=True)
    if saved:
        st.caption(saved)


def pointed_at(submission: str, line: int, column: int | None) -> str:
    """The line of the submission, with a caret under the column if there is one."""
    lines = submission.splitlines()
    code = lines[line - 1] if 0 < line <= len(lines) else ""
    number = f"{line:>3}  "
    caret = f"\n{' ' * (len(number) + column - 1)}^" if column else ""
    return f"{number}{code}{caret}"


def _failing_case(exercise: Exercise, case: FailingCase) -> None:
    st.markdown(
        "The smallest input found that still fails:" if case.shrunk else "The input on which it fails:"
    )
    pictured = exercise.pictures
    masks = [
        MaskPicture(name, value, exercise.class_names)
        for name, value in case.arguments.items()
        if pictured.get(name) == "mask" and as_ids(value, exercise.class_names) is not None
    ]
    plain = {name: value for name, value in case.arguments.items() if name not in {m.title for m in masks}}
    if masks:
        mask_pictures(masks)
    if plain:
        st.code(
            "\n".join(f"{name} = {grid_text(value)}" for name, value in plain.items()),
            language="python",
            wrap_lines=True,
        )
    got, expected = as_ids(case.got, exercise.class_names), as_ids(case.expected, exercise.class_names)
    if pictured.get("result") == "mask" and got is not None and expected is not None:
        same_shape = [len(row) for row in got] == [len(row) for row in expected]
        differing = differing_cells(got, expected) if same_shape else ()
        mask_pictures(
            [
                MaskPicture("Your code returned", got, exercise.class_names, differing),
                MaskPicture("Expected", expected, exercise.class_names),
            ],
            caption="Outlined cells differ." if differing else "The two have different shapes.",
        )
        return
    came_out = case.raised if case.raised else f"your code returned: {grid_text(case.got)}"
    st.code(f"{came_out}\nexpected:           {grid_text(case.expected)}", language=None, wrap_lines=True)
