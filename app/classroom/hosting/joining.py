"""Coming in: a student by the code of a class, an instructor by a secret link, and neither by guessing."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.classroom.database import Database
from app.classroom.hosting.access import Teacher
from app.classroom.hosting.classrooms import Classrooms
from app.classroom.hosting.members import (
    Members,
    Membership,
    WaitsError,
    WrongCodeError,
    WrongIdError,
    by_code,
    id_fits,
)
from app.classroom.hosting.throttle import Throttle


@dataclass(frozen=True)
class Browser:
    """Who asks to come in: the token of their cookie, and the network address, None where that is not known.

    `learner` is None until something of theirs has been saved.
    """

    token: str
    address: str | None
    learner: UUID | None = None


class Joining:
    """The doors of all classes; the wrong guesses at them are this process's own."""

    def __init__(self, database: Database, classrooms: Classrooms, members: Members) -> None:
        self._database, self._classrooms, self._members = database, classrooms, members
        self.throttle = Throttle()

    def join(
        self, browser: Browser, ensure: Callable[[], UUID], code: str, name: str, student_id: str = ""
    ) -> Membership:
        """Bring the learner of this browser into the class with this code; see `Members.join`.

        `ensure` makes the learner known: it is called only where what was typed is right, so guesses leave nothing.

        Raises:
            TooManyGuessesError: this browser has guessed too often.
            Others: as `Members.join`.
        """
        self.throttle.refuse(browser.token)
        guessed = self.throttle.many_codes_from(browser.address)
        with self._database.read() as connection:
            found = by_code(connection, code, only_busy=guessed)
            fits = found is not None and id_fits(connection, found, browser.learner, student_id)
        if found is None:
            self.throttle.wrong(browser.token, browser.address)
            raise WrongCodeError
        waits = self.throttle.many_ids_from(browser.address, found)
        if fits:
            return self._members.join(ensure(), code, name, student_id, waits=waits)
        self.throttle.wrong(browser.token, browser.address, found)
        raise WaitsError if waits else WrongIdError

    def enter(self, browser: Browser, secret: str) -> Teacher | None:
        """Let this browser into the class whose link carries `secret`; see `Classrooms.enter`.

        Raises:
            TooManyGuessesError: this browser has guessed too often.
        """
        self.throttle.refuse(browser.token)
        teacher = self._classrooms.enter(browser.token, secret)
        if teacher is None:
            self.throttle.wrong(browser.token, browser.address)
        return teacher
