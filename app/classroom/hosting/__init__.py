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
from app.classroom.hosting.audience import Audience, Audiences
from app.classroom.hosting.changes import Change, Changes
from app.classroom.hosting.classrooms import LONGEST_NAME, Classroom, Classrooms, Opened
from app.classroom.hosting.grid import Cell, CommonMistake, Course, Grid, GridRow, Grids, Passing, Stand
from app.classroom.hosting.hosting import Hosting
from app.classroom.hosting.members import MOST_MEMBERS, Member, Members, Membership, WrongCodeError

__all__ = [
    "LONGEST_NAME",
    "MOST_MEMBERS",
    "Audience",
    "Audiences",
    "Cell",
    "Change",
    "Changes",
    "Classroom",
    "Classrooms",
    "CommonMistake",
    "Course",
    "Grid",
    "GridRow",
    "Grids",
    "Hosting",
    "Member",
    "Members",
    "Membership",
    "NotAllowedError",
    "Opened",
    "Passing",
    "Role",
    "Stand",
    "Teacher",
    "WrongCodeError",
]
