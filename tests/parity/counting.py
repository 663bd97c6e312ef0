"""Cases whose scripts count how often a cached function is executed.

They count in the state, which no hit replays.
"""

from __future__ import annotations

from tests.parity.case import Case

COUNT = """
def count(name="n"):
    st.session_state[name] = st.session_state.get(name, 0) + 1
"""


def case(name: str, labels: str, script: str, steps: object = (("run",),), **more: str) -> Case:
    """Return a case whose script can count."""
    # A call at the end would be shown: that is another difference.
    script = f"{COUNT}{script}\npass"
    return Case(name, labels, script, steps, **more)  # type: ignore[arg-type]
