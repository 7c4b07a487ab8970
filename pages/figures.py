"""Gegevens: een levering aanbieden, en wat er al is."""

import streamlit as st

from telvertel.screen import figures, versions

figures.heading()
new, there = st.columns([3, 2], gap="large")
with new:
    figures.offer()
with there:
    versions.versions()
