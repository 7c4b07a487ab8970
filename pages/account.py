"""Klopt dit? Waar een cijfer vandaan komt, en wat het betekent."""

import streamlit as st

from telvertel.screen import account, delivered, own_exact

asked = account.asked_or_stop()
facts, beside = st.columns(2, gap="large")
with facts:
    account.five_facts(asked)
    own_exact.section(asked)
with beside:
    account.meaning(asked)
    delivered.beside(asked)
