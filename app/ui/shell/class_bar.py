"""At the foot of every page: what goes on in the class that its visitor is in."""

import streamlit as st

from app import wiring
from app.components.class_now import KEY, class_now
from app.ui.shell import saving
from app.ui.shell.learner import Visitor


def class_bar(visitor: Visitor) -> None:
    """What the class that was joined last is shown, for a student who has not asked for quiet."""
    followed = next((each for each in visitor.classes if not each.quiet), None)
    if followed is None:
        return
    id = str(followed.classroom)
    with st.container(key=f"{KEY}-bar"):  # styles.css keeps it in view
        class_now(
            {
                "classroom": id,
                "name": followed.class_name,
                "now": f"live/{id}/now",
                "answer": f"live/{id}/poll",
            },
            on_quiet=lambda: _be_quiet(visitor),
        )


def _be_quiet(visitor: Visitor) -> None:
    for each in visitor.classes:
        saving.save(
            f"quiet:{each.classroom}",
            lambda learner, id=each.classroom: wiring.hosting().members.be_quiet(learner, id, True),
        )
