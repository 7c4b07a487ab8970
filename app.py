"""The door: Streamlit around the frame, our own routes, and the gate in front of both.

``streamlit run app.py`` finds the ``st.App``. The frame stands elsewhere, because beside a pages/
folder a plain app.py lets a deep link in without menu, language or gate (decision 9).
"""

import streamlit as st

from telvertel.screen import door, mishap

app = st.App(
    door.FRAME,
    routes=door.routes(),
    middleware=door.middleware(),
    lifespan=door.lifespan,
    on_script_error=mishap.told,
)
