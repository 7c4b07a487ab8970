"""An empty Streamlit app: what the platform itself costs."""

import streamlit as st

times = st.session_state.get("times", 0)
st.title("Empty")
if st.button("Again"):
    times += 1
    st.session_state.times = times
st.text(f"run {times}")
