"""Words: whole sentences by key, looked up first and filled in second.

One TOML file per page or subject and language (``nl/desk.toml``); the file name is the first part
of the key: ``words("desk.saved", time="14:32")`` is ``saved`` in ``nl/desk.toml``. A sentence with
a number that changes it is a table with the CLDR forms (``one``, ``other``) and is asked for with
``count=``.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.lists import format_list

HERE = Path(__file__).parent
LANGUAGES = ("nl", "en")


class Words:
    """The words of one language. Missing keys are a bug and raise KeyError."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse("nl_NL" if language == "nl" else "en_GB")
        self._entries = {
            path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
            for path in sorted((HERE / language).glob("*.toml"))
        }

    def __call__(self, key: str, /, *, count: float | None = None, **facts: Any) -> str:
        """The sentence of a key with its facts filled in; plural form chosen by ``count``."""
        entry = self._entry(key)
        if isinstance(entry, dict):
            if count is None:
                raise KeyError(f"{key} has plural forms: say count=")
            entry = entry.get(self.locale.plural_form(abs(count)), entry["other"])
        if count is not None:
            facts.setdefault("count", count)
        return entry.format(**facts)

    def has(self, key: str) -> bool:
        try:
            self._entry(key)
        except KeyError:
            return False
        return True

    def of(self, member: Enum) -> str:
        """The name of an enum member: key ``enum.<Class>.<value>``."""
        return self(f"enum.{type(member).__name__}.{member.value}")

    def join(self, parts: Iterable[str]) -> str:
        """ "A, B en C"."""
        return format_list(list(parts), locale=self.locale)

    def table(self, key: str) -> dict[str, Any]:
        """A whole group, e.g. the texts that a component of ours draws itself."""
        entry = self._entry(key)
        if not isinstance(entry, dict):
            raise KeyError(f"{key} is one sentence, not a group")
        return entry

    def keys(self) -> dict[str, frozenset[str]]:
        """Every key with the names of its placeholders, for the test that compares languages."""
        found: dict[str, frozenset[str]] = {}

        def walk(prefix: str, entry: Any) -> None:
            if isinstance(entry, dict):
                for name, below in entry.items():
                    walk(f"{prefix}.{name}" if prefix else name, below)
            else:
                fields = {field for _, field, _, _ in string.Formatter().parse(entry) if field}
                found[prefix] = frozenset(fields)

        walk("", self._entries)
        return found

    def _entry(self, key: str) -> Any:
        entry: Any = self._entries
        for part in key.split("."):
            if not isinstance(entry, dict) or part not in entry:
                raise KeyError(f"no words for {key!r} in {self.language}")
            entry = entry[part]
        return entry


@lru_cache
def words(language: str) -> Words:
    """The words of a language, read once per process; anything unknown is Dutch."""
    return Words(language if language in LANGUAGES else "nl")
