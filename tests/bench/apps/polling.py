"""The whole app with the naive way to follow a class: every page asks in a fragment that runs every 3 seconds."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from app import server, wiring  # noqa: E402
from app.classroom.hosting import Teacher  # noqa: E402
from app.live.views import COURSE_EXERCISES  # noqa: E402
from app.ui.shell import frame, learner  # noqa: E402

plain_footer = frame.footer


@st.fragment(run_every=3)
def ask() -> None:
    """Ask what changed: a student's page with one query and nothing drawn, an instructor's with the grid as a table."""
    visitor = learner.current()
    if visitor.learner:
        wiring.hosting().members.of_learner(visitor.learner)
    for classroom, role in wiring.hosting().classrooms.taught_by(visitor.token or ""):
        grid = wiring.hosting().grids.of_class(
            Teacher(classroom.id, visitor.token or "", role), COURSE_EXERCISES
        )
        st.dataframe(
            [
                {"student": row.name}
                | {id: f"{cell.stand.name} {cell.failures}" for id, cell in row.cells.items()}
                for row in grid.rows
            ]
        )


def footer() -> None:
    """The line that ends every page, and what asks."""
    plain_footer()
    ask()


frame.footer = footer

# As in app/server.py: Streamlit looks for this very call in the file that it is told to run.
app = st.App(
    ROOT / "app" / "main.py",
    lifespan=server.lifespan,
    routes=server.routes,
    middleware=server.middleware,
    on_script_error=wiring.on_script_error,
)
