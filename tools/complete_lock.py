"""Name every platform's binary in js/package-lock.json, not only those that the registry had.

`npm ci` refuses a lock file in which an optional dependency is missing, and a registry mirror may
carry none but its own platform's. Such a package is pinned by its version; the other machine's npm
finds the rest.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "js" / "package-lock.json"
SYSTEM = re.compile("aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|win32")
PROCESSOR = re.compile("arm|arm64|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64")
LIBRARIES = {"gnu": "glibc", "musl": "musl"}


def platform(name: str) -> dict[str, list[str]]:
    """Return the platform that a binary package's name tells, as npm's fields have it."""
    words = name.rpartition("/")[2].split("-")
    fields = {
        "os": [word for word in words if SYSTEM.fullmatch(word)],
        "cpu": [word for word in words if PROCESSOR.fullmatch(word)],
        "libc": [LIBRARIES[word] for word in words if word in LIBRARIES],
    }
    return {field: values for field, values in fields.items() if values}


def complete(packages: dict[str, Any]) -> dict[str, Any]:
    """Return the lock's packages with every optional dependency among them."""
    added: dict[str, Any] = {}
    for package in packages.values():
        for name, version in package.get("optionalDependencies", {}).items():
            where = f"node_modules/{name}"
            fields = platform(name)
            if where not in packages and fields and version[0].isdigit():
                dev = {"dev": True} if package.get("dev") else {}
                added[where] = {"version": version, **dev, "optional": True, **fields}
    return dict(sorted((packages | added).items()))


if __name__ == "__main__":
    lock = json.loads(LOCK.read_text())
    lock["packages"] = complete(lock["packages"])
    text = json.dumps(lock, indent=2, ensure_ascii=False) + "\n"
    if text != LOCK.read_text():
        LOCK.write_text(text)
        sys.stdout.write(f"{LOCK.name} now names every platform\n")
