import sys
from pathlib import Path
sys.path.insert(0, str(Path(__file__).parent.parent))
import streamlit as st
from app.components import browser_component
c = browser_component("demo")
def one():
    st.write("hello", c(key="a", data={"a": 2}, on_x_change=lambda: None))
def two(): one(); st.write("two")
st.navigation([st.Page(one, url_path="one", default=True), st.Page(two, url_path="two")]).run()
