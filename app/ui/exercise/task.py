"""What an exercise asks, in one of its variants."""

import streamlit as st

from app.ui.figures.charts import task_charts
from app.ui.figures.mask_picture import MaskPicture, mask_pictures
from exercises._engine.catalogue import Exercise
from exercises._engine.variants import Variant, fill


def show_task(asked: Exercise, task: Variant | None) -> None:
    """The words of the task, its pictures and charts; a `code` exercise has no variants and None here."""
    st.markdown(fill(asked.prompt, task.fields) if task else asked.prompt)
    if task and task.pictures:
        mask_pictures([MaskPicture(each.title, each.mask, each.class_names) for each in task.pictures])
    if task and task.charts:
        task_charts(task.charts)
