"""What must not be read by others: the texts of secrets, and how they are taken out of a text.

Whoever reads secrets says so (`confide`), and whatever shows a text that was not written to be
shown (a traceback, a log line, the page as it is saved) shows it `masked`. What is likely to be
ordinary text is no secret: settings of a connection (`_OPEN`), plain words, round numbers,
addresses of files. Short values are masked only as whole words, and the shortest only where their
key says that they are secret (`_CLOSED`).
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Mapping
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
    r"pass|pwd|token(?!izer)|secret|key(?!board|word)|pin\b|credential|auth(?!or)|private|cookie",
    re.IGNORECASE,
)
# Numbers are counted in tokens and keys, too (`max_tokens`).
_CODE = re.compile(r"pass|pwd|pin\b|secret|code", re.IGNORECASE)
# Keys in a table of such a name are names of whom its secrets belong to.
_RING = re.compile(
    r"(?:.*[_\W]|api)?(?:pass(?:word|wd|phrase)s?|pwds?|tokens?|keys?)", re.IGNORECASE
)
_PASSWORD = re.compile(r"^[\w+.:-]+://[^/@:]*:(?P<password>.+)@", re.DOTALL)
_FILE = re.compile(r"[\w+.-]+:///[^?]*")
_SETTING = re.compile(r"(?P<name>[\w-]+)=(?P<value>[^&;\s]+)")
# The beginning of an address, up to its path.
_PLACE = re.compile(r"[\w+.-]+(?::|%3A)(?://|%2F%2F)[^/%?]*")
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
# Those that stand within words: cells of a table are no neighbours.
_TAGS = re.compile(r"</?(?:a|b|code|em|i|mark|s|small|span|strong|sub|sup|tspan|u|wbr)\b[^>]*>")
# Shorter ones are no secrets [characters]: not at all; unless their key says so; as part of words;
# if they are but letters.
_LEAST, _SHORT, _WORD, _LETTERS = 3, 6, 8, 12
# A long one may be shown in part (many a `repr` is shortened): its pieces are looked for.
_LONG, _PIECE = 32, 16
# A piece of fewer different characters is a line or a gap in any text, one without digits may be
# the beginning of any path.
_VARIED = 6

_lock = threading.Lock()
# The longest first: an address comes before the password in it.
_words: tuple[str, ...] = ()
# Pieces, each with the word it is of and where it stands there.
_pieces: list[tuple[str, str, int]] = []


def confide(values: Any, key: str = "") -> None:
    """Take note of secrets.

    Parameters
    ----------
    values
        Texts and numbers, in mappings and lists of any depth.
    key
        The key that they stand under.
    """
    _note(_secret_in(values, key))


def confide_arguments(values: Mapping[str, Any]) -> None:
    """Take note of those arguments whose names say that they are secret, and of passwords.

    Parameters
    ----------
    values
        What a script gives to a call: most of it can be read in its code.
    """
    _note(_secret_in(values, "", is_said=True))


def forget() -> None:
    """Forget what was confided."""
    global _words  # noqa: PLW0603 - one process has one set of secrets
    with _lock:
        _words = ()
        _pieces.clear()


def edition() -> int:
    """Return a number that is another one once more is known: for what remembers masked texts."""
    return len(_words)


def masked(text: str) -> str:
    """Return a text without the secrets in it, also those that colours divide."""
    if not _words:
        return text
    out = _masked(text)
    return _joined(out, _COLOURS) if "\x1b" in out else out


def masked_markup(text: str) -> str:
    """Return HTML without the secrets in it, also those that tags divide."""
    return _joined(_masked(text), _TAGS) if _words else text


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
    # Made without what its class would make of its arguments, by Python's own class below it.
    python: Any = next(one for one in kind.__mro__ if one.__module__ == "builtins")
    needed = (safe, error.exceptions) if isinstance(error, BaseExceptionGroup) else ()
    stand_in: BaseException = python.__new__(namesake, *needed)
    return stand_in


class Discreet(logging.Filter):
    """Masks what a logger is given, its traceback too."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without the secrets in it."""
        if not _words:
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


def _note(found: Iterable[str]) -> None:
    global _words  # noqa: PLW0603 - see `forget`
    words = set(found)
    forms = {form for word in words for form in _forms(word)}
    with _lock:
        new = forms.difference(_words)
        if new:
            _pieces.extend(piece for word in words & new for piece in _pieces_of(word))
            _words = tuple(sorted([*_words, *new], key=len, reverse=True))


def _masked(text: str) -> str:
    # A search for each is faster than an expression of all, and lets other threads on.
    found = [word for word in _words if word in text]
    out = re.sub("|".join(map(_whole, found)), MASK, text) if found else text
    for piece, word, start in _pieces:
        if piece in out:
            out = _without_piece(out, piece, word, start)
    return out


def _joined(text: str, marks: re.Pattern[str]) -> str:
    """Take out of a text the secrets that marks divide; the marks stay."""
    plain = marks.sub("", text)
    for word in [word for word in _words if word in plain]:
        divided = f"(?:{marks.pattern})*".join(re.escape(char) for char in word)
        text = re.sub(
            _bounded(divided, word), lambda found: MASK + "".join(marks.findall(found[0])), text
        )
    return text


def _pieces_of(word: str) -> Iterator[tuple[str, str, int]]:
    # Of many lines each is a word of its own.
    if len(word) < _LONG or len(word.splitlines()) > 1:
        return
    place = _PLACE.match(word)
    for start in range(place.end() if place else 0, len(word) - _PIECE + 1, _PIECE):
        piece = word[start : start + _PIECE]
        if len(set(piece)) >= _VARIED and any(map(str.isdigit, piece)):
            yield piece, word, start


def _without_piece(text: str, piece: str, word: str, start: int) -> str:
    """Take out of a text a piece of a word, with as much of the word as is there."""
    while (at := text.find(piece)) >= 0:
        first, last = at, at + _PIECE
        left, right = start, start + _PIECE
        while first and left and text[first - 1] == word[left - 1]:
            first, left = first - 1, left - 1
        while last < len(text) and right < len(word) and text[last] == word[right]:
            last, right = last + 1, right + 1
        text = text[:first] + MASK + text[last:]
    return text


def _secret_in(
    value: Any, key: str, *, is_closed: bool = False, is_said: bool = False
) -> Iterator[str]:
    """Find secrets; with `is_said` only those that are said to be."""
    if hasattr(value, "_asdict"):  # an address of SQLAlchemy's
        value = value._asdict()
    if isinstance(value, Mapping):
        is_ring = is_closed or _RING.fullmatch(key) is not None
        for name, one in value.items():
            yield from _secret_in(one, str(name), is_closed=is_ring, is_said=is_said)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _secret_in(one, key, is_closed=is_closed, is_said=is_said)
    elif isinstance(value, str):
        is_closed = is_closed or _CLOSED.search(key) is not None
        yield from _secret_text(value.strip(), key, is_closed=is_closed, is_said=is_said)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        text = str(value)
        is_code = is_closed or _CODE.search(key) is not None
        is_odd = len(text.rstrip("0")) >= _SHORT and not (is_said or _OPEN.fullmatch(key))
        if len(text) >= _LEAST and (is_code or is_odd):
            yield text


def _secret_text(text: str, key: str, *, is_closed: bool, is_said: bool) -> Iterator[str]:
    passwords = list(_passwords_in(text))
    yield from passwords
    if not (is_closed or passwords) and (
        is_said or _OPEN.fullmatch(key) or _FILE.fullmatch(text) or _is_plain(text)
    ):
        return
    least = _LEAST if is_closed else _SHORT
    if len(text) >= least:
        yield text
    # A key file is shown line by line.
    lines = text.splitlines()
    yield from (line for line in lines if len(lines) > 1 and len(line) >= _PIECE)


def _is_plain(text: str) -> bool:
    """Return whether a text is likely to be a word."""
    return text.isalpha() and len(text) < _LETTERS


def _passwords_in(text: str) -> Iterator[str]:
    """Find the passwords of an address or of a text of settings."""
    if found := _PASSWORD.match(text):
        # An `@` is of the password, or of what comes after it.
        whole = found["password"]
        for one in {whole, whole.partition("@")[0]}:
            yield from (form for form in (one, unquote(one)) if len(form) >= _LEAST)
    for setting in _SETTING.finditer(text):
        value = setting["value"]
        if _CLOSED.search(setting["name"]) and len(value) >= _SHORT:
            yield from (value, unquote(value))


def _forms(word: str) -> Iterable[str]:
    """Return a word as it may be written in code, JSON, HTML and addresses."""
    text = json.dumps(word)[1:-1]
    in_code = {repr(word)[1:-1], text, json.dumps(word, ensure_ascii=False)[1:-1]}
    from html import escape

    in_pages = {escape(form) for form in {word, *in_code}}
    return {word, *in_code, *in_pages, escape(word, quote=False), quote(word, ""), quote_plus(word)}


def _whole(word: str) -> str:
    return _bounded(re.escape(word), word)


def _bounded(pattern: str, word: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)" if len(word) < _WORD else pattern
