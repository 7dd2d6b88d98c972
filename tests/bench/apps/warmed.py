"""The one-widget app under our own server settings: the same warm-up, with torch loaded and the freeze."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load torch as the lesson does; freeze where asked to."""
    import gc

    import torch

    torch.set_num_threads(1)
    if os.environ["PIXELWISE_FREEZE"] == "1":
        gc.collect()
        gc.freeze()
    yield


app = st.App(Path(__file__).parent / "one_widget.py", lifespan=lifespan)
