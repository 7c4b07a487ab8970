"""Klopt dit? Waar een cijfer vandaan komt, en wat het betekent."""

import streamlit as st

from telvertel.screen import account, delivered

asked = account.asked_or_stop()
facts, beside = st.columns(2, gap="large")
with facts:
    account.five_facts(asked)
with beside:
    account.meaning(asked)
    delivered.beside(asked)
