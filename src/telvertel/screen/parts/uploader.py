"""The box for files speaks the language of the page: Streamlit's own words in it are English."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from telvertel.screen import session

# What Streamlit 1.67 writes in the box → the key of our words for it.
WORDS = {
    "Drag and drop files here": "drop",
    "Drag and drop a file here": "drop_one",
    "Upload": "choose",
}
PARTS = {
    " per file": "per_file",
    " files are not allowed.": "not_allowed",
    "File must be ": "must_be",
    " or smaller.": "or_smaller",
}


@cache
def _uploader() -> Callable[..., Any]:
    """Made where a page is drawn: a module that is only read has no app to add it to."""
    return st.components.v2.component(
        "telvertel.uploader", html='<div aria-hidden="true"></div>', js="uploader.js"
    )


def in_our_words() -> None:
    """To be called where a page has a box for files."""
    w = session.spoken()
    words = {theirs: w(f"figures.uploader.{key}") for theirs, key in WORDS.items()}
    parts = {theirs: w(f"figures.uploader.{key}") for theirs, key in PARTS.items()}
    _uploader()(key="uploader", data={"words": words, "parts": parts})
