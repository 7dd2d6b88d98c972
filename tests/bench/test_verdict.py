"""The bench's own rule: each verdict must be the one that is deserved (else it raises), and each bar is judged."""

from tests.bench import verdict


def test_a_short_bench_judges_every_bar() -> None:
    rows = verdict.rows(pairs=12, lasting=60)
    assert all(row.value > 0 for row in rows)
    assert len([row for row in rows if row.bar is not None]) == 7
