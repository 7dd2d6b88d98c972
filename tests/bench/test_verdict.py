"""The bench's own rule: wrong answers count as right ones do."""

from tests.bench import verdict


def test_wrong_answers_count_in_the_p95() -> None:
    rows = {row.name: row for row in verdict.rows(pairs=12)}
    explained = rows["verdict, wrong answer with its smallest failing case, median"]
    p95 = rows["verdict, right and wrong answers alike, p95"]
    assert p95.value >= explained.value > rows["verdict, right answer, median"].value
    assert p95.bar is not None
