"""`Hosting`: the parts of a hosted class, on the database of the records."""

from app.classroom.database import Database
from app.classroom.hosting.audience import Audiences
from app.classroom.hosting.changes import Changes
from app.classroom.hosting.classrooms import Classrooms
from app.classroom.hosting.grid import Grids
from app.classroom.hosting.members import Members


class Hosting:
    """Everything about classes in one database; safe to share between threads."""

    def __init__(self, database: Database, changes: Changes) -> None:
        """`database` and `changes` are those of the records (`Records.database`, `.changes`)."""
        self.changes = changes
        self.audiences = Audiences(database)
        self.classrooms = Classrooms(database, changes)
        self.grids = Grids(database)
        self.members = Members(database, changes)
