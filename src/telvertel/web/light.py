"""A light page of our own: no Streamlit, no script, everything from people escaped."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from telvertel.wording.words import Words

# Ink on white, one accent, as in .streamlit/config.toml; targets of 44 px for a thumb.
STYLE = """
:root{color-scheme:light;font:100%/1.5 "Source Sans",system-ui,sans-serif;color:#1a1a1a}
body{margin:0 auto;max-width:30rem;padding:2rem 1.25rem;background:#fff}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
label{display:block;font-weight:600;margin:1.25rem 0 .35rem}
input{box-sizing:border-box;width:100%;min-height:2.75rem;font:inherit;padding:.4rem .7rem;
border:1px solid #5c6166;border-radius:6px}
button,.go{display:inline-block;min-height:2.75rem;box-sizing:border-box;margin-top:1.25rem;
padding:.55rem 1.25rem;font:inherit;font-weight:600;color:#fff;background:#12436d;
border:1px solid #12436d;border-radius:6px;text-decoration:none;cursor:pointer}
:focus-visible{outline:3px solid #12436d;outline-offset:2px}
.said{border-left:4px solid #12436d;background:#f1f4f7;padding:.6rem .9rem;margin:0 0 1rem}
.quiet{color:#55595e}
"""


def page(w: Words, title: str, body: str, status: int = 200) -> HTMLResponse:
    """``title`` is escaped here, ``body`` is HTML that was made with the pieces below."""
    return HTMLResponse(
        f'<!doctype html><html lang="{w.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} · {escape(w('gate.app'))}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>",
        status,
    )


def said(text: str) -> str:
    """A sentence about what just happened, read aloud by a screen reader."""
    return f'<p class="said" role="alert">{escape(text)}</p>'


def paragraph(text: str, *, quiet: bool = False) -> str:
    return f"<p{' class=quiet' if quiet else ''}>{escape(text)}</p>"


def link(text: str, address: str) -> str:
    return f'<p><a class="go" href="{escape(address)}">{escape(text)}</a></p>'
