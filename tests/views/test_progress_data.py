"""What the progress page says is stored, for who is in a class and who is not."""

from app.classroom import Records
from app.classroom.hosting import Hosting
from tests.views.visits import Visit, passing, texts

TOKEN = "a" * 43


def test_without_a_class_there_is_no_name(visit: Visit, records: Records) -> None:
    passing(records, TOKEN, "argmax_ties")
    said = texts(visit("progress", TOKEN))
    assert "There is no name and no address: a cookie" in said and "A class also stores" not in said


def test_who_is_in_a_class_reads_what_it_stores_and_deletes_it(visit: Visit, records: Records) -> None:
    hosting = Hosting(records.database, records.changes)
    opened = hosting.classrooms.open("instructor", "Vision *one*").classroom
    passing(records, TOKEN, "argmax_ties")
    learner = records.learner_of(TOKEN)
    assert learner is not None
    hosting.members.join(learner, opened.join_code, "Blue [heron](x)")
    test = visit("progress", TOKEN)
    said = texts(test)
    assert r"in **Vision \*one\*** as Blue \[heron\]\(x\)" in said and "There is no name" not in said
    assert "takes you out of your classes too" in said
    next(each for each in test.button if each.label == "Delete everything about me").click().run()
    assert not test.exception
    teacher = hosting.classrooms.teacher("instructor", opened.id)
    assert teacher is not None and hosting.members.of_class(teacher) == ()
