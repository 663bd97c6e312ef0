"""A storm of events in a real kernel, sent by eight threads of a browser."""

from __future__ import annotations

import random
import threading
from collections import Counter

from tests.kernel.harness import INTERPRETERS, Kernel
from tests.threads import at_once

THREADS, EVENTS = 8, 3_000
SLIDERS, BUTTONS = 40, 10
CLICKS = 0.05
SCRIPT = f"""%%rerun storm
def count(i):
    counted[i] += 1

active.append(1)
overlaps.append(len(active) > 1)
try:
    for i in range({SLIDERS}):
        seen[i] = st.slider(str(i), 0, {EVENTS}, key=f"s{{i}}")
    for i in range({BUTTONS}):
        if st.button(str(i), key=f"b{{i}}", on_click=count, args=(i,)):
            shown[i] += 1
finally:
    active.pop()
"""


def test_after_a_storm_in_a_kernel_nothing_is_lost_and_nothing_counts_twice():
    kernel = Kernel(INTERPRETERS["main"])
    kernel.execute(
        "import ipyrerun as st\nfrom collections import Counter\n"
        "counted, shown, seen, active, overlaps = Counter(), Counter(), {}, [], []"
    )
    kernel.execute(SCRIPT)
    models = {
        (model.view, model.state["props"]["label"]): model.id
        for model in kernel.browser.models.values()
        if model.view in {"SliderView", "ButtonView"}
    }
    last: dict[int, int] = dict.fromkeys(range(SLIDERS), 0)
    clicked: Counter[int] = Counter()
    locks = [threading.Lock() for _ in range(SLIDERS + BUTTONS)]

    def act(number: int) -> None:
        chance = random.Random(number)
        for n in range(number, EVENTS, THREADS):
            if chance.random() < CLICKS:
                i = chance.randrange(BUTTONS)
                with locks[SLIDERS + i]:
                    clicked[i] += 1
                    kernel.browser.click(models["ButtonView", str(i)])
            else:
                i = chance.randrange(SLIDERS)
                with locks[i]:
                    last[i] = n
                    kernel.browser.set_value(models["SliderView", str(i)], n)

    at_once(act, range(THREADS))
    # A cell is executed after the messages that were sent before it.
    told = kernel.execute(
        "from ipyrerun.session import kernel as _session\n"
        "(_app,) = _session.apps.values()\nprint(_app.loop.wait_idle(60))\n"
        f"print([st.session_state[f's{{i}}'] for i in range({SLIDERS})] == list(seen.values()))\n"
        "print(any(overlaps), sep='|')\nprint(list(seen.values()))\n"
        f"print([counted[i] for i in range({BUTTONS})])\nprint(counted == shown)",
        timeout=90,
    ).text.splitlines()
    kernel.close()

    assert told[:3] == ["True", "True", "False"]
    assert told[3] == str([last[i] for i in range(SLIDERS)])
    assert told[4] == str([clicked[i] for i in range(BUTTONS)])
    assert told[5] == "True"
