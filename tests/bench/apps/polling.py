"""The whole app with the naive way to follow a class: every page asks in a fragment that runs every 3 seconds."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from app import server, wiring  # noqa: E402
from app.ui.shell import frame, learner  # noqa: E402

plain_footer = frame.footer


@st.fragment(run_every=3)
def ask() -> None:
    """Ask what changed in the classes of whoever is here: one query, and nothing drawn."""
    visitor = learner.current()
    if visitor.learner:
        wiring.hosting().members.of_learner(visitor.learner)


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
