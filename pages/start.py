"""Start: meetings, what was agreed, what is new."""

import streamlit as st

from telvertel.screen import disputed, news, repairs, selfcheck, start

start.heading()
repairs.repairs()
start.welcome()
meetings, beside = st.columns([3, 2], gap="large")
with meetings:
    start.meetings()
with beside:
    start.agreements_due()
    start.learning_waiting()
    disputed.open_list()
    news.news()
    start.broken_cards()
    selfcheck.way_here()
