"""All that a class asks of one student's attention, in one transaction: their page asks for it at every change."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.classroom.database import Database
from app.classroom.hosting import help, pace, polls
from app.classroom.hosting.access import require_member
from app.classroom.hosting.help import Hand
from app.classroom.hosting.pace import Pace
from app.classroom.hosting.polls import Ballot


@dataclass(frozen=True)
class Attention:
    """What the instructor points at, the newest poll as this student sees it, and hands of theirs with an answer."""

    pace: Pace
    ballot: Ballot | None
    answered: tuple[Hand, ...]


class Attentions:
    """What classes ask of their students' attention."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_member(self, learner: UUID, classroom_id: UUID, since: datetime) -> Attention:
        """What this student is shown, with the answers given `since`.

        Raises `NotAllowedError` for one who is not in the class.
        """
        with self._database.read() as connection:
            me = require_member(connection, learner, classroom_id)
            return Attention(
                pace.find(connection, classroom_id),
                polls.ballot_of(connection, me, classroom_id),
                help.answers_since(connection, me, since),
            )
