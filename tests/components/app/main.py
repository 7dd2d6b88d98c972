"""One page for each component; each says what Python got back, so that a test can wait for it."""

import streamlit as st

from tests.components.app.atlas import atlas_page
from tests.components.app.canvas import canvas_page
from tests.components.app.diagram import diagram_page
from tests.components.app.editors import editors_page
from tests.components.app.linked_code import code_page
from tests.components.app.painter import painter_page
from tests.components.app.player import player_page
from tests.components.app.probe import comparer_page, probe_page, reader_page
from tests.components.app.ways import ways_page


def start_page() -> None:
    st.title("Start")


st.set_page_config(page_title="Components", layout="wide")
st.navigation(
    [
        st.Page(start_page, title="Start", default=True),
        st.Page(atlas_page, title="Atlas", url_path="atlas"),
        st.Page(canvas_page, title="Canvas", url_path="canvas"),
        st.Page(code_page, title="Code", url_path="code"),
        st.Page(comparer_page, title="Comparer", url_path="comparer"),
        st.Page(diagram_page, title="Diagram", url_path="diagram"),
        st.Page(editors_page, title="Editors", url_path="editors"),
        st.Page(painter_page, title="Painter", url_path="painter"),
        st.Page(player_page, title="Player", url_path="player"),
        st.Page(probe_page, title="Probe", url_path="probe"),
        st.Page(reader_page, title="Reader", url_path="reader"),
        st.Page(ways_page, title="Ways", url_path="ways"),
    ]
).run()
