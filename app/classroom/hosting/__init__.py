"""Classes that an instructor hosts. No Streamlit in here.

`Hosting` gathers the parts, one for each thing that is done in a class. Each method of a part is one transaction, and
asks in it whether whoever calls may: an instructor as a `Teacher`, a student by their learner's id.

    hosting = Hosting(records.database, records.changes)
    opened = hosting.classrooms.open(token, "Computer vision")      # opened.teaching_secret: shown once
    hosting.members.join(learner, opened.classroom.join_code, "Blue heron")
    teacher = hosting.classrooms.teacher(token, opened.classroom.id)
    hosting.members.of_class(teacher)
"""

from app.classroom.hosting.access import NotAllowedError, Role, Teacher
from app.classroom.hosting.assignments import Extension, Item, LearnersUnit, Task, Thing, Unit
from app.classroom.hosting.attention import Attention, Attentions
from app.classroom.hosting.audience import Audience, Audiences
from app.classroom.hosting.challenge import (
    MOST_A_DAY,
    Challenge,
    Challenges,
    HandIn,
    NewChallenge,
    ScoredMasks,
    Sealed,
)
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import KEPT, LONGEST_NAME, Classroom, Classrooms, Opened
from app.classroom.hosting.ending import ends_soon, purge
from app.classroom.hosting.gradebook import Gradebook, Student
from app.classroom.hosting.gradebook_files import Column as GradesColumn
from app.classroom.hosting.grid import Cell, CommonMistake, Course, Grid, GridRow, Grids, Passing, Stand
from app.classroom.hosting.help import LONGEST_WORDS, Hand, HelpQueue
from app.classroom.hosting.hosting import Hosting
from app.classroom.hosting.joining import Browser, Joining
from app.classroom.hosting.masks import EveryonesMasks, Labelling, Painting
from app.classroom.hosting.members import (
    MOST_MEMBERS,
    Member,
    Members,
    Membership,
    WaitsError,
    WrongCodeError,
)
from app.classroom.hosting.pace import LONGEST_MESSAGE, LONGEST_TIMER, Pace, Pacing
from app.classroom.hosting.polls import Ballot, Outcome, Poll, Polls
from app.classroom.hosting.privacy import Privacy
from app.classroom.hosting.ranking import ChallengeRules, Placed
from app.classroom.hosting.register import CannotBeDoneError, Done, Register
from app.classroom.hosting.regrades import Regrade, Regraded, StoredAnswer
from app.classroom.hosting.roster import Entry, Expected, RosterError, Rosters
from app.classroom.hosting.rules import Graded, Keeps, Reason, Refusal, Rules, Solution
from app.classroom.hosting.standing import RefusedError, Standing, Standings
from app.classroom.hosting.throttle import TooManyGuessesError

__all__ = [
    "KEPT",
    "LONGEST_MESSAGE",
    "LONGEST_NAME",
    "LONGEST_TIMER",
    "LONGEST_WORDS",
    "MOST_A_DAY",
    "MOST_MEMBERS",
    "Attention",
    "Attentions",
    "Audience",
    "Audiences",
    "Ballot",
    "Browser",
    "CannotBeDoneError",
    "Cell",
    "Challenge",
    "ChallengeRules",
    "Challenges",
    "Change",
    "Changes",
    "Classroom",
    "Classrooms",
    "CommonMistake",
    "Course",
    "Done",
    "Entry",
    "EveryonesMasks",
    "Expected",
    "Extension",
    "Gradebook",
    "Graded",
    "GradesColumn",
    "Grid",
    "GridRow",
    "Grids",
    "Hand",
    "HandIn",
    "HelpQueue",
    "Hosting",
    "Item",
    "Joining",
    "Keeps",
    "Labelling",
    "LearnersUnit",
    "Member",
    "Members",
    "Membership",
    "NewChallenge",
    "NotAllowedError",
    "Opened",
    "Outcome",
    "Pace",
    "Pacing",
    "Painting",
    "Passing",
    "Placed",
    "Poll",
    "Polls",
    "Privacy",
    "Reason",
    "Refusal",
    "RefusedError",
    "Register",
    "Regrade",
    "Regraded",
    "Role",
    "RosterError",
    "Rosters",
    "Rules",
    "ScoredMasks",
    "Sealed",
    "Solution",
    "Stand",
    "Standing",
    "Standings",
    "StoredAnswer",
    "Student",
    "Task",
    "Teacher",
    "Thing",
    "TooManyGuessesError",
    "Unit",
    "WaitsError",
    "WrongCodeError",
    "ends_soon",
    "purge",
]
