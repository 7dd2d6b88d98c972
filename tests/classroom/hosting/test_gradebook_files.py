"""Files for Canvas and Moodle, held to what their importers do; and files of theirs that grades are filled into."""

import csv
import io
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.classroom import RecordsError, TooLargeError
from app.classroom.hosting import gradebook_files, gradebook_fill
from app.classroom.hosting.gradebook import Grade, Gradebook, Student
from app.classroom.hosting.gradebook_files import Column, column, harmless, number, plain_title
from tests.classroom.hosting.importers import Canvas, InvalidFileError, moodle

IVY = Student(UUID(int=1), "Heron", "s1", "Ivy Green")
ADA = Student(UUID(int=2), "Robin", "s2", "Ada White")
NEW = Student(UUID(int=3), "Otter", "", "")
BOOK = Gradebook(
    (IVY, ADA, NEW),
    (("one", "Week 1"), ("two", "Week 2")),
    {
        (IVY.member, "one"): Grade(Decimal("6.70"), 2, True),
        (IVY.member, "two"): Grade(Decimal(0), 1, False),
        (NEW.member, "one"): Grade(Decimal(10), 1, True),
    },
)
EVERYBODY = BOOK.students


def one(title: str = "Pixelwise: Argmax") -> Column:
    return column(BOOK, title, 10, exercise="one")


def test_totals_are_of_what_was_graded() -> None:
    assert BOOK.total(IVY.member) == Decimal("6.7") and BOOK.total(IVY.member, "Week 2") == 0
    assert BOOK.total(ADA.member) is None and BOOK.total(NEW.member, "Week 2") is None


def test_canvas_takes_the_file_and_erases_nothing() -> None:
    course = Canvas({"11": ("s1", "Ivy Green"), "12": ("s2", "Ada White"), "13": ("", "Otter")})
    course.take(gradebook_files.canvas(one()))
    assert course.grades == {("11", "Pixelwise: Argmax"): "6.7", ("13", "Pixelwise: Argmax"): "10"}
    assert course.possible == {"Pixelwise: Argmax": "10"} and course.asked_for == []
    # Who had no attempt keeps the grade that they were given by hand.
    course.grades["12", "Pixelwise: Argmax"] = "4"
    course.take(gradebook_files.canvas(one()))
    assert course.grades["12", "Pixelwise: Argmax"] == "4" and len(course.assignments) == 1


def test_our_reading_of_canvas_refuses_and_erases_as_canvas_does() -> None:
    course = Canvas({"11": ("s1", "Ivy Green")})
    with pytest.raises(InvalidFileError, match="Section"):
        course.take(b"Student,ID,SIS User ID,Section,A\r\n")
    course.take(b"Student,ID,Section,A (7)\r\nIvy Green,,,5\r\n")
    course.take(b"Student,ID,Section,A\r\nIvy Green,,,\r\n")
    assert course.grades == {("11", "A"): None}


@pytest.mark.parametrize(
    "title", ["Final  Score", "my current grade", "Override Status", "Quiz (12)", "a\nb"]
)
def test_no_title_looks_like_a_total_or_another_assignment(title: str) -> None:
    course = Canvas({"11": ("s1", "Ivy Green")}, {"12": "Quiz"})
    course.take(gradebook_files.canvas(one(title)))
    assert len(course.assignments) == 2 and len(course.grades) == 1


def test_moodle_takes_the_file_with_those_alone_whom_the_roster_knows() -> None:
    grades = one()
    content = gradebook_files.moodle(grades.as_percent())
    title = "Pixelwise: Argmax, percent"
    assert moodle(content, {"s1", "s2"}, {title: "item"}, "ID number") == {("s1", "item"): "67"}
    assert gradebook_files.unknown_to_moodle(grades) == (NEW,)


def test_moodle_refuses_what_we_keep_out_of_its_file() -> None:
    with pytest.raises(InvalidFileError, match="no user"):
        moodle(b"id,A\r\nnobody,5\r\n", {"s1"}, {"A": "a"}, "id")
    with pytest.raises(InvalidFileError, match="above"):
        moodle(b"id,A\r\ns1,120\r\n", {"s1"}, {"A": "a"}, "id")


def test_percent_has_two_decimals_and_never_more_than_a_hundred() -> None:
    thirds = Column("A", Decimal(30), ((IVY, Decimal(10)), (ADA, Decimal(30)))).as_percent()
    assert [number(points) for _, points in thirds.grades] == ["33.33", "100"]


@given(st.decimals(0, 100_000, places=2))
def test_numbers_are_written_as_both_read_them(value: Decimal) -> None:
    course = Canvas({"11": ("s1", "Ivy Green")})
    course.take(gradebook_files.canvas(Column("A", Decimal(10), ((IVY, value),))))
    [read] = course.grades.values()
    assert read is not None and Decimal(read) == value


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_and_numbers_stay_numbers(text: str) -> None:
    cell = harmless(text)
    assert cell == text or cell == f"'{text}"
    assert not cell.startswith(("=", "@", "\t", "\r"))
    if cell.startswith(("+", "-")):
        assert all(each.isdigit() or each in ".,%" for each in cell[1:]) and cell[1:2].isdigit()


def test_formulas_in_names_do_no_harm_and_negative_numbers_stay() -> None:
    assert harmless("=HYPERLINK(1)") == "'=HYPERLINK(1)" and harmless("-cmd") == "'-cmd"
    assert [harmless(each) for each in ("-3", "+1.5", "-1,234", "-")] == ["-3", "+1.5", "-1,234", "'-"]
    evil = Student(uuid4(), '=cmd|"/c calc"!A1', "@x", "\tTab")
    book = Gradebook((evil,), (), {})
    rows = list(
        csv.reader(io.StringIO(gradebook_files.table(book, [], one()).decode("utf-8-sig"), newline=""))
    )
    assert rows[2][:3] == ['\'=cmd|"/c calc"!A1', "'@x", "'\tTab"]


def test_the_table_has_everything() -> None:
    columns = [one(), column(BOOK, "Second", 5, exercise="two")]
    content = gradebook_files.table(BOOK, columns, column(BOOK, "Total", 15))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Name", "Student id", "Name in the roster", "Pixelwise: Argmax", "Second", "Total"]
    assert rows[1][3:] == ["10", "5", "15"]
    assert rows[2:] == [
        ["Heron", "s1", "Ivy Green", "6.7", "0", "6.7"],
        ["Robin", "s2", "Ada White", "", "", ""],
        ["Otter", "", "", "10", "", "10"],
    ]


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (5),Pixelwise: Argmax (77),Current Score\r\n"
    "    Points Possible,,,,,10,10,(read only)\r\n"
    '"Green, Ivy",11,s1,ivy,"A, B","1,5",3.5,90\r\n'
    '"White, Ada",12,s2,ada,A,=1+1,"4,00",80\r\n'
    "Otter,13,,otter,A,2,,70\r\n"
    '"Who, Else",14,s9,else,A,2,,\r\n'
)


def filled(content: bytes, grades: Column | None = None, into: str | None = "ours") -> gradebook_fill.Filled:
    sheet = gradebook_fill.read(content)
    grades = grades or one()
    place = sheet.column_of(grades.title) if into else None
    assert (place is None) == (into is None)
    return gradebook_fill.fill(sheet, grades, EVERYBODY, gradebook_fill.who_is_who(sheet, EVERYBODY), place)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_our_column_is_filled_and_every_other_byte_stays(end: str, encoding: str) -> None:
    text = CANVAS.replace("\r\n", end).replace("Quiz", "Übung")
    done = filled(text.encode(encoding))
    expected = text.replace(",3.5,", ",6.7,")
    assert done.content == expected.encode(encoding)
    assert (done.new, done.changed, done.same) == (0, 1, 0)
    assert done.unmatched == (NEW,) and done.lines == ("Otter", "s9")


def test_who_is_without_an_id_is_found_by_their_name() -> None:
    sheet = gradebook_fill.read(CANVAS.encode())
    done = gradebook_fill.fill(sheet, one(), EVERYBODY, 0, sheet.column_of("Pixelwise: Argmax"))
    expected = CANVAS.replace(",3.5,", ",6.7,").replace("Otter,13,,otter,A,2,,", "Otter,13,,otter,A,2,10,")
    assert done.content.decode() == expected
    assert done.unmatched == () and done.lines == ("Who, Else",)


def test_canvas_takes_the_filled_file_and_nothing_else_changes() -> None:
    course = Canvas(
        {"11": ("s1", "Ivy Green"), "12": ("s2", "Ada White"), "13": ("", "Otter"), "14": ("s9", "Else Who")},
        {"5": "Quiz", "77": "Pixelwise: Argmax"},
    )
    course.take(CANVAS.encode())
    before = dict(course.grades)
    course.take(filled(CANVAS.encode()).content)
    changed = {key: value for key, value in course.grades.items() if before[key] != value}
    assert changed == {("11", "Pixelwise: Argmax"): "6.7"}


def test_a_new_column_comes_last_with_its_points() -> None:
    grades = one('Argmax, "best"')
    done = filled(CANVAS.encode(), grades, into=None)
    before, after = (
        list(csv.reader(io.StringIO(each, newline=""))) for each in (CANVAS, done.content.decode())
    )
    assert [row[:-1] for row in after] == before
    assert [row[-1] for row in after] == ['Argmax, "best"', "10", "6.7", "", "", ""]
    assert done.new == 1


MOODLE = (
    b"\xef\xbb\xbf"
    b'"First name";"Last name";"ID number";"Assignment: Pixelwise: Argmax (Real)";"Course total (Real)"\n'
    b'"Ivy";"Green";"S1";"-";"12,00"\n'
    b'"Ada";"White";"s2";"5,00";"3,00"\n'
)


def test_a_file_of_moodle_is_filled_where_its_item_stands() -> None:
    done = filled(MOODLE)
    assert done.content == MOODLE.replace(b'"S1";"-"', b'"S1";"6.7"')
    assert (done.new, done.changed) == (1, 0) and done.unmatched == (NEW,)
    again = filled(done.content)
    assert again.content == done.content and again.same == 1


def test_a_column_that_canvas_only_shows_is_not_changed() -> None:
    sheet = gradebook_fill.read(CANVAS.encode())
    with pytest.raises(RecordsError, match="another one"):
        gradebook_fill.fill(sheet, one(), EVERYBODY, 2, 7)


def test_two_of_one_name_are_nobody() -> None:
    twin = Student(uuid4(), "Ivy Green", "s7", "")
    sheet = gradebook_fill.read(b"Student,ID,A\nIvy Green,1,\n")
    done = gradebook_fill.fill(sheet, one(), (*EVERYBODY, twin), 0, 2)
    assert done.content == b"Student,ID,A\nIvy Green,1,\n" and done.lines == ("Ivy Green",)


def test_short_and_blank_lines_are_kept_and_completed() -> None:
    text = b"Student,ID,A,B\ns1\n\ns2,,\n"
    sheet = gradebook_fill.read(text)
    done = gradebook_fill.fill(sheet, one(), EVERYBODY, 0, 3)
    assert done.content == b"Student,ID,A,B\ns1,,,6.7\n\ns2,,\n"
    assert gradebook_fill.fill(sheet, one("C"), EVERYBODY, 0, None).content == (
        b"Student,ID,A,B,C\ns1,,,,6.7\n\ns2,,,,\n"
    )


def test_what_is_no_table_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"", b"\n", b"only words", b"\x89PNG\r\n\x1a\n\x00"):
        with pytest.raises(RecordsError, match="Export the gradebook"):
            gradebook_fill.read(content)
    with pytest.raises(RecordsError, match="Line 2 has more cells"):
        gradebook_fill.read(b"a,b\n1,2,3\n")
    monkeypatch.setattr(gradebook_fill, "LARGEST", 3)
    with pytest.raises(TooLargeError):
        gradebook_fill.read(b"a,b\n")


cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\ufeff"), max_size=8)


@given(
    st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_a_file_is_read_as_any_reader_does_and_comes_back_byte_by_byte(
    rows: list[list[str]], separator: str, end: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    content = out.getvalue().encode()
    sheet = gradebook_fill.read(content)
    assert [[cell.value for cell in line] for line in sheet.lines] == rows
    nobody = Column("none", Decimal(1), ())
    assert gradebook_fill.fill(sheet, nobody, (), 0, 1).content == content


@pytest.mark.parametrize(
    ("title", "plain"), [("Final Score", "Final-Score"), ("A (3)", "A [3]"), (" a  b", "a b")]
)
def test_titles_are_made_plain(title: str, plain: str) -> None:
    assert plain_title(title) == plain
