"""What every bounded queue says when it is full: the grader's, the networks' and the trainings'.

The three share no more than this. The grader's lets short runs pass long ones, the networks' shares one
run among all who ask for the same, and a training keeps its place while it pauses.
"""


class Full(RuntimeError):  # noqa: N818 - a state, not a mistake
    """So many wait already that one more would wait too long; the text is one sentence that says what to do."""
