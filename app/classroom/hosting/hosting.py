"""`Hosting`: the parts of a hosted class, on the database of the records."""

from app.classroom.database import Database
from app.classroom.hosting.assignments import Assignments
from app.classroom.hosting.changes import Changes
from app.classroom.hosting.classrooms import Classrooms
from app.classroom.hosting.gradebook import Gradebooks
from app.classroom.hosting.members import Members
from app.classroom.hosting.regrades import Regrades
from app.classroom.hosting.standing import StandingOfLearners


class Hosting:
    """Everything about classes in one database; safe to share between threads."""

    def __init__(self, database: Database, changes: Changes) -> None:
        """`database` and `changes` are those of the records (`Records.database`, `.changes`)."""
        self.changes = changes
        self.classrooms = Classrooms(database, changes)
        self.members = Members(database, changes)
        self.standings = StandingOfLearners(database)
        self.assignments = Assignments(database, changes)
        self.gradebooks = Gradebooks(database)
        self.regrades = Regrades(database, changes)
