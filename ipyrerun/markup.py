"""Markdown → safe HTML, memoised by text: the same HTML serves the browser, the saved page and tests."""

from __future__ import annotations

import functools
import inspect

import nh3
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("gfm-like", {"html": False, "linkify": False, "breaks": False})
_MARKDOWN_HTML = MarkdownIt("gfm-like", {"html": True, "linkify": False})


@functools.lru_cache(maxsize=20_000)
def render(text: str, *, allow_html: bool = False) -> str:
    """Return the HTML of a Markdown text. Raw HTML is escaped, or with `allow_html` sanitised."""
    html = (_MARKDOWN_HTML if allow_html else _MARKDOWN).render(inspect.cleandoc(text))
    return clean(html) if allow_html else html


@functools.lru_cache(maxsize=5_000)
def render_inline(text: str) -> str:
    """Return the HTML of a label: inline Markdown only."""
    return _MARKDOWN.renderInline(text)


def clean(html: str) -> str:
    """Return HTML in which nothing can run."""
    return nh3.clean(html)
