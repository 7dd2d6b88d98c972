import pytest

from app.components.linked_code import Row, linked_code

SOURCE = "x = 1\ny = x\n"
COLUMNS = ("Block", "Shape")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((Row("a", ("1",), (1,), ()), Row("a", ("2",), (), ())), "name of its own"),
        ((Row("a", (), (), ()),), "has 0 cells for 1 columns"),
        ((Row("a", ("1",), (3,), ()),), "names line 3, but there are 2 lines"),
        ((Row("a", ("1",), (), (0,)),), "names line 0"),
        ((Row("a", ("1",), (2,), (1, 2)),), "Line 2 cannot both make and use 'a'"),
    ],
)
def test_says_what_does_not_fit(rows, words):
    with pytest.raises(ValueError, match=words):
        linked_code("refused", SOURCE, COLUMNS, rows, label="x")
