import editors
import streamlit as st

st.navigation(
    [
        st.Page(editors.page, title="Editors", url_path="editors", default=True),
        st.Page(editors.plain_page, title="Plain", url_path="plain"),
    ]
).run()
