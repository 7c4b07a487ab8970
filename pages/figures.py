"""Gegevens: een levering aanbieden, en wat er al is."""

import streamlit as st

from telvertel.screen import figures, retention, saved_mappings, statline, template, versions

figures.heading()
new, there = st.columns([3, 2], gap="large")
with new:
    figures.offer()
    statline.offer()
    template.downloads()
    saved_mappings.saved()
with there:
    versions.versions()
retention.section()
