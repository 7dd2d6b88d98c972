"""Your progress: what is done, how to take it along, how to delete it."""

import json

import streamlit as st

from app import state, wiring
from app.ui.shell import learner
from app.ui.shell.progress_table import progress_table
from app.ui.shell.recovery import recovery

visitor = learner.current()

st.title("Your progress")
progress_table(visitor)

st.header("Take your progress to another device")
recovery(visitor)

st.header("Your data")
if visitor.learner is None:
    st.markdown("Nothing about you is stored. That changes with the first answer you check or type.")
else:
    st.markdown(
        "Stored are your answers, their verdicts, the hints you opened, what you typed last, the labels you shared in "
        "a room and the lesson you were last in. There is no name and no address: a cookie in this browser is all that "
        "connects it to you."
    )
    records, known = wiring.records(), visitor.learner
    st.download_button(
        "Download all of it as JSON",
        data=lambda: json.dumps(records.export(known), indent=2),
        file_name="pixelwise.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.popover("Delete all of it", icon=":material/delete:"):
        st.markdown(
            "This deletes everything stored about you, here and on every device you connected. It is final."
        )
        if st.button("Delete everything about me", type="primary"):
            records.forget(known)
            state.forget_everything()
            st.rerun()
