"""What is told without a rerun: changes in a class as they happen. No Streamlit in here.

`Hub` hands each change to those who follow the class; `Live` has the routes by which browsers do. `Attention` answers
what goes on in a class for one of its students.
"""

from app.live.attention import Attention
from app.live.hub import Follower, Hub
from app.live.routes import Live

__all__ = ["Attention", "Follower", "Hub", "Live"]
