"""What can go wrong with the records; every message is one or two sentences that say what to do."""


class RecordsError(RuntimeError):
    """The records cannot be opened, read or written. The call that failed changed nothing."""


class UnknownLearnerError(RecordsError):
    """The learner was deleted, or became part of another one when a recovery code was used."""


class TooLargeError(RecordsError):
    """A value is larger than the records accept."""


class LimitError(RecordsError):
    """One learner, or one room, has reached the largest number of entries it may have."""


class IdTakenError(RecordsError):
    """Another learner already has an attempt with this id."""
