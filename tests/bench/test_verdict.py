"""The bench's own rule: each verdict must be the one that is deserved, and each bar is judged."""

from tests.bench import verdict


def test_a_short_bench_judges_every_bar() -> None:
    rows = {row.name: row for row in verdict.rows(pairs=12, lasting=60)}
    right, wrong = (
        rows[f"verdict, {which}, median"].value
        for which in ("right answer", "wrong answer with its smallest failing case")
    )
    assert 0 < right < wrong
    assert len([row for row in rows.values() if row.bar is not None]) == 7
