"""`Hosting`: the parts of a hosted class, on the database of the records."""

from app.classroom.database import Database
from app.classroom.hosting.assignments import Assignments
from app.classroom.hosting.attention import Attentions
from app.classroom.hosting.audience import Audiences
from app.classroom.hosting.challenge import Challenges
from app.classroom.hosting.changes import Changes
from app.classroom.hosting.classrooms import Classrooms
from app.classroom.hosting.gradebook import Gradebooks
from app.classroom.hosting.grid import Grids
from app.classroom.hosting.help import HelpQueue
from app.classroom.hosting.joining import Joining
from app.classroom.hosting.masks import EveryonesMasks
from app.classroom.hosting.members import Members
from app.classroom.hosting.pace import Pacing
from app.classroom.hosting.polls import Polls
from app.classroom.hosting.privacy import Privacy
from app.classroom.hosting.register import Register
from app.classroom.hosting.regrades import Regrades
from app.classroom.hosting.roster import Rosters
from app.classroom.hosting.standing import StandingOfLearners


class Hosting:
    """Everything about classes in one database; safe to share between threads."""

    def __init__(self, database: Database, changes: Changes) -> None:
        """`database` and `changes` are those of the records (`Records.database`, `.changes`)."""
        self.changes = changes
        self.audiences = Audiences(database)
        self.classrooms = Classrooms(database, changes)
        self.grids = Grids(database)
        self.members = Members(database, changes)
        self.attentions = Attentions(database)
        self.pacing = Pacing(database, changes)
        self.polls = Polls(database, changes)
        self.help = HelpQueue(database, changes)
        self.privacy = Privacy(database, changes)
        self.standings = StandingOfLearners(database)
        self.assignments = Assignments(database, changes)
        self.joining = Joining(database, self.classrooms, self.members)
        self.rosters = Rosters(database, changes)
        self.register = Register(database, changes)
        self.challenges = Challenges(database, changes)
        self.masks = EveryonesMasks(database)
        self.gradebooks = Gradebooks(database)
        self.regrades = Regrades(database, changes)
