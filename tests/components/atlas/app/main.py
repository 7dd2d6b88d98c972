import pages
import streamlit as st

st.set_page_config(page_title="Live components", layout="wide")
st.navigation(
    [
        st.Page(pages.start_page, title="Start", url_path="start", default=True),
        st.Page(pages.atlas_page, title="Atlas", url_path="atlas"),
        st.Page(pages.diagram_page, title="Diagram", url_path="diagram"),
        st.Page(pages.probe_page, title="Probe", url_path="probe"),
        st.Page(pages.reader_page, title="Reader", url_path="reader"),
    ]
).run()
