"""What must not be read by others: the texts of secrets, and how they are taken out of a text.

Whoever reads secrets says so (`confide`), and whatever shows a text that was not written to be
shown (a traceback, a log line, the page as it is saved) shows it `masked`. A text that happens to
be a common word is no secret: settings of a connection (`_OPEN`) are not masked, short values only
as whole words, and the shortest only where their key says that they are secret (`_CLOSED`).
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK = "\N{BULLET}" * 3

_OPEN = re.compile(
    "account|authenticator|database|db|dbname|dialect|driver|drivername|host|hostname|port|protocol"
    "|region|role|schema|timeout|type|user|username|warehouse",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"pass|pwd|token|secret|key|pin\b|credential|auth|private|cookie", re.IGNORECASE
)
_PASSWORD = re.compile(r"^[\w+.-]+://[^/@:]*:(?P<password>.+)@", re.DOTALL)
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_TAGS = re.compile(r"<[^>]*>")
# Shorter ones are no secrets [characters]: not at all; unless their key says so; as part of words.
_LEAST, _SHORT, _WORD = 3, 6, 8
# A long one may be shown in part (SQLAlchemy shortens parameters): its pieces are looked for.
_LONG, _PIECE = 48, 16

_lock = threading.Lock()
_words: set[str] = set()
_long: set[str] = set()
_pattern: re.Pattern[str] | None = None


def confide(values: Any, key: str = "") -> None:
    """Take note of secrets.

    Parameters
    ----------
    values
        Texts and numbers, in mappings and lists of any depth.
    key
        The key that they stand under.
    """
    global _pattern  # noqa: PLW0603 - one process has one set of secrets
    words = {form for word in _secret_in(values, key) for form in _forms(word)}
    if words <= _words:
        return
    with _lock:
        _words.update(words)
        _long.update(word for word in words if len(word) >= _LONG)
        # The longest first: an address comes before the password in it.
        ordered = sorted(_words, key=len, reverse=True)
        _pattern = re.compile("|".join(_whole(re.escape(word), word) for word in ordered))


def forget() -> None:
    """Forget what was confided."""
    global _pattern  # noqa: PLW0603 - see `confide`
    with _lock:
        _words.clear()
        _long.clear()
        _pattern = None


def masked(text: str) -> str:
    """Return a text without the secrets in it, also those that colours divide."""
    if _pattern is None:
        return text
    out = _masked(text)
    return _joined(out, _COLOURS) if "\x1b" in out else out


def masked_markup(text: str) -> str:
    """Return HTML without the secrets in it, also those that tags divide."""
    return text if _pattern is None else _joined(_masked(text), _TAGS)


def masked_error(error: BaseException) -> BaseException:
    """Return an error, or, if its text has a secret in it, another of its class that has none."""
    text = str(error)
    safe = masked(text)
    if safe == text:
        return error
    kind = type(error)
    own = {
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "__str__": lambda _: safe,
        "__repr__": lambda _: f"{kind.__name__}({safe!r})",
    }
    namesake: Any = type(kind.__name__, (kind,), own)
    # Made without what its class would make of its arguments.
    stand_in: BaseException = namesake.__new__(namesake)
    return stand_in


class Discreet(logging.Filter):
    """Masks what a logger is given, its traceback too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without the secrets in it."""
        if _pattern is None:
            return True
        text = record.getMessage()
        safe = masked(text)
        if safe != text:
            record.msg, record.args = safe, None
        if record.exc_info and not record.exc_text:
            # A formatter takes this text instead of making its own.
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True


discreet = Discreet()


def guard(*names: str) -> None:
    """Mask what these loggers are given."""
    for name in names:
        logging.getLogger(name).addFilter(discreet)


def _masked(text: str) -> str:
    assert _pattern is not None
    out = _pattern.sub(MASK, text)
    for word in _long:
        out = _without_pieces(out, word)
    return out


def _joined(text: str, marks: re.Pattern[str]) -> str:
    """Take out of a text the secrets that marks divide; the marks stay."""
    assert _pattern is not None
    for word in set(_pattern.findall(marks.sub("", text))):
        divided = f"(?:{marks.pattern})*".join(re.escape(char) for char in word)
        text = re.sub(divided, lambda found: MASK + "".join(marks.findall(found[0])), text)
    return text


def _without_pieces(text: str, word: str) -> str:
    """Take the longest pieces of a word out of a text."""
    for start in range(0, len(word) - _PIECE + 1, _PIECE):
        piece = word[start : start + _PIECE]
        while (at := text.find(piece)) >= 0:
            first, last = at, at + _PIECE
            left, right = start, start + _PIECE
            while first and left and text[first - 1] == word[left - 1]:
                first, left = first - 1, left - 1
            while last < len(text) and right < len(word) and text[last] == word[right]:
                last, right = last + 1, right + 1
            text = text[:first] + MASK + text[last:]
    return text


def _secret_in(value: Any, key: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _secret_in(one, str(name))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _secret_in(one, key)
    elif isinstance(value, str):
        yield from _secret_text(value.strip(), key)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _secret_text(str(value), key)


def _secret_text(text: str, key: str) -> Iterator[str]:
    if found := _PASSWORD.match(text):
        password = found["password"]
        yield from (one for one in (password, unquote(password)) if len(one) >= _LEAST)
    elif _OPEN.fullmatch(key):
        return
    least = _LEAST if _CLOSED.search(key) else _SHORT
    if len(text) >= least:
        yield text
    # A key file is shown line by line.
    lines = text.splitlines()
    yield from (line for line in lines if len(lines) > 1 and len(line) >= _PIECE)


def _forms(word: str) -> Iterable[str]:
    """Return a word as it may be written in code, JSON, HTML and addresses."""
    text = json.dumps(word)[1:-1]
    in_code = {repr(word)[1:-1], text, json.dumps(word, ensure_ascii=False)[1:-1]}
    in_pages = {escape(form) for form in {word, *in_code}}
    return {word, *in_code, *in_pages, escape(word, quote=False), quote(word, ""), quote_plus(word)}


def _whole(pattern: str, word: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)" if len(word) < _WORD else pattern
