"""Files, cameras, microphones and messages, as a user gives them."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.hosts import Host, NotebookPage

IMPORTS = "import hashlib, os, tempfile, time\nimport ipyrerun as st"
UPLOAD = """%%rerun page
f = st.file_uploader("Data", key="f")
if f:
    st.text(f"{f.name} {f.size} {hashlib.sha256(f.getbuffer()).hexdigest()}")
else:
    st.text("nothing")
"""
# Temporary files have no name; Linux tells of those that are open.
LEFT = """
files = [os.path.realpath(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")]
print("left", sum("deleted" in f and f.startswith(tempfile.gettempdir()) for f in files))
"""
HALFWAY = """() => {
    const bar = document.querySelector(".rr-file progress");
    return bar && bar.value > 0.1 && bar.value < 1;
}"""
MB = 1 << 20
# To the browser no upload comes further than 2 MB: none is whole before somebody has looked at it.
SLOW = f"""
from ipyrerun.uploads import Receiver
add = Receiver._add
def slow(self, *message):
    reply = add(self, *message)
    return reply | {{"size": min(reply["size"], {2 * MB})}}
Receiver._add = slow
"""
# Keeps what cameras and microphones send, to be asked whether they are off.
TRACKS = """(() => {
    if (!navigator.mediaDevices || window.tracks) return;
    window.tracks = [];
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wishes) => {
        const stream = await open(wishes);
        window.tracks.push(...stream.getTracks());
        return stream;
    };
})()"""
ALL_OFF = "n => tracks.length === n && tracks.every(track => track.readyState === 'ended')"


def write(path: Path, megabytes: int, noise: int = MB) -> str:
    """Write a file whose every megabyte begins with so much noise, and return its digest.

    Servers have what comes compressed, which takes long where all is noise.
    """
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(noise) + bytes(MB - noise))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def opened(host: Host, script: str) -> NotebookPage:
    """Open a page of a script."""
    nb = host.open([IMPORTS, script])
    nb.run_all()
    expect(nb.app.locator(".rr-input").first).to_be_visible()
    return nb


def left(nb: NotebookPage) -> str:
    """Return how many temporary files the kernel has open."""
    return nb.ask_kernel(LEFT).strip()


def expect_nothing_left(nb: NotebookPage) -> None:
    """Wait until the kernel has closed every temporary file; each question takes its time."""
    answers = [left(nb)]
    while answers[-1] != "left 0":
        assert len(answers) < 50, answers
        answers.append(left(nb))


@pytest.mark.parametrize("host", ["lab", "voila"], indirect=True)
def test_200_mb_arrive_whole_with_progress(host: Host, tmp_path: Path):
    digest = write(tmp_path / "big.bin", 200, noise=1024)
    nb = opened(host, UPLOAD)

    nb.app.locator("input[type=file]").set_input_files(tmp_path / "big.bin")

    bar = nb.app.get_by_role("progressbar", name="Upload of big.bin")
    nb.page.wait_for_function(HALFWAY)
    expect(nb.app.locator(".rr-file-size")).to_contain_text("of 200 MB")
    expect(nb.app).to_contain_text(f"big.bin {200 * MB} {digest}", timeout=120_000)
    expect(bar).to_be_hidden()


def test_an_upload_that_is_cancelled_or_cut_leaves_nothing_and_says_so(lab: Host, tmp_path: Path):
    write(tmp_path / "big.bin", 16)
    nb = opened(lab, UPLOAD)
    nb.ask_kernel(SLOW)
    said = nb.app.get_by_role("status").filter(has_text="big.bin")

    nb.app.locator("input[type=file]").set_input_files(tmp_path / "big.bin")
    expect(nb.app.locator(".rr-file-size")).to_have_text("2 MB of 16 MB")
    assert left(nb) == "left 1"
    nb.app.get_by_role("button", name="Cancel the upload of big.bin").click()
    expect(said).to_have_text("The upload of big.bin was cancelled; nothing of it was kept.")
    expect(nb.app.locator(".rr-file")).to_have_count(0)
    expect_nothing_left(nb)

    nb.app.locator("input[type=file]").set_input_files(tmp_path / "big.bin")
    expect(nb.app.locator(".rr-file-size")).to_have_text("2 MB of 16 MB")
    nb.save()
    nb.reload()
    expect(said).to_have_text(
        "The upload of big.bin was cut off; nothing of it was kept. Choose it again."
    )
    expect_nothing_left(nb)
    expect(nb.app).to_contain_text("nothing")


MANY = """%%rerun page
few = st.file_uploader("Tables", ["csv"], accept_multiple_files=True, key="few", max_upload_size=1)
tree = st.file_uploader("Folder", "txt", accept_multiple_files="directory", key="tree")
st.text("few: " + " ".join(f.name + "=" + f.read().decode() for f in few))
st.text("tree: " + " ".join(sorted(f.name for f in tree)))
if st.checkbox("Wait", key="wait"):
    while not os.path.exists(stop):
        time.sleep(0.02)
    st.text("waited")
"""
DROP = """(place, names) => {
    const data = new DataTransfer();
    for (const name of names) data.items.add(new File(["x"], name, {type: "text/csv"}));
    for (const type of ["dragenter", "dragover", "drop"])
        place.dispatchEvent(
            new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def test_several_files_come_in_order_also_beside_a_run(lab: Host, tmp_path: Path):
    for name, text in (("b.csv", "1"), ("a.csv", "2"), ("big.csv", "x" * (MB + 1)), ("c.txt", "")):
        (tmp_path / name).write_text(text)
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    for name in ("one.txt", "deep/two.txt", "left.csv"):
        (folder / name).write_text(name)
    stop = tmp_path / "stop"
    nb = opened(lab, MANY.replace("stop)", f"{str(stop)!r})"))
    few = nb.app.locator("input[type=file]").nth(0)

    nb.app.get_by_label("Wait").check()
    expect(nb.app.locator(".rr-status")).to_contain_text("Running")
    few.set_input_files([tmp_path / "b.csv", tmp_path / "a.csv"])
    expect(nb.app.locator(".rr-files-said").first).to_have_text("b.csv, a.csv uploaded.")
    stop.touch()
    expect(nb.app).to_contain_text("few: b.csv=1 a.csv=2")

    nb.app.locator(".rr-drop").first.evaluate(DROP, ["d.csv", "e.exe"])
    expect(nb.app).to_contain_text("few: b.csv=1 a.csv=2 d.csv=x")
    expect(nb.app.locator(".rr-file-problem:visible")).to_have_text(
        "Not uploaded: only .csv can be uploaded here."
    )
    few.set_input_files([tmp_path / "big.csv"])
    expect(nb.app.locator(".rr-file-problem:visible")).to_have_text(
        "Not uploaded: it is larger than 1 MB."
    )
    nb.app.get_by_role("button", name="Remove a.csv").press("Enter")
    expect(nb.app).to_contain_text("few: b.csv=1 d.csv=x")
    expect(few).to_be_focused()

    nb.app.locator("input[type=file]").nth(1).set_input_files(folder)
    expect(nb.app).to_contain_text("tree: folder/deep/two.txt folder/one.txt")
    nb.shot("files")


DEVICES = """%%rerun page
photo = st.camera_input("Picture", key="photo")
sound = st.audio_input("Voice", sample_rate=8000, key="sound")
if photo:
    from PIL import Image
    st.text(f"{photo.type} {photo.name[:13]} {Image.open(photo).format}")
if sound:
    import wave
    with wave.open(sound) as w:
        st.text(f"{sound.type} {w.getframerate()} {w.getnchannels()} {w.getnframes() > 2000}")
"""


def test_a_camera_and_a_microphone_are_refused_used_and_cleared(lab: Host):
    nb = opened(lab, DEVICES)
    nb.page.add_init_script(TRACKS)
    nb.page.evaluate(TRACKS)

    def press(name: str) -> None:
        nb.app.get_by_role("button", name=name, exact=True).click()

    press("Turn on the camera")
    expect(nb.app).to_contain_text("The camera is not allowed here. Allow it for this page")
    press("Record")
    expect(nb.app).to_contain_text("The microphone is not allowed here. Allow it for this page")

    nb.context.grant_permissions(["camera", "microphone"])
    press("Turn on the camera")
    expect(nb.app.locator("video")).to_be_visible()
    press("Take the photo")
    expect(nb.app).to_contain_text("image/jpeg camera-input- JPEG")
    expect(nb.app.get_by_role("img", name="Photograph")).to_be_visible()
    press("Record")
    expect(nb.app.get_by_role("timer")).to_have_text("0:01")
    press("Stop")
    expect(nb.app).to_contain_text("audio/wav 8000 1 True")
    nb.page.wait_for_function(ALL_OFF, arg=2)

    nb.save()
    nb.reload()
    nb.page.wait_for_function(
        "() => document.querySelector('.rr-camera img')?.naturalWidth > 0"
        " && document.querySelector('.rr-recorder audio')?.duration > 0.5"
    )
    press("Clear")
    press("Clear the photo")
    expect(nb.app.locator("pre")).to_have_count(0)
    press("Turn off")
    nb.page.wait_for_function(ALL_OFF, arg=1)


CHAT = """%%rerun page
if st.button("Fill", key="fill"):
    st.session_state.c = "Written\\nfor you"
log = st.session_state.setdefault("log", [])
c = st.chat_input("Say something", accept_file="multiple", key="c", max_chars=40)
if c:
    log.append(f"{c.text!r} {[f.name for f in c.files]}")
for line in log:
    st.chat_message("user").text(line)
"""


def test_messages_are_written_sent_and_never_lost(lab: Host, tmp_path: Path):
    (tmp_path / "a.txt").write_text("a")
    nb = opened(lab, CHAT)
    box, keys = nb.app.get_by_role("textbox", name="Say something"), nb.page.keyboard
    said = nb.app.locator(".rr-chat pre")

    box.press_sequentially("one")
    keys.press("Enter")
    box.press_sequentially("two")
    keys.press("Enter")
    expect(said).to_have_text(["'one' []", "'two' []"])
    expect(box).to_have_value("")

    box.press_sequentially("a")
    keys.press("Shift+Enter")
    box.press_sequentially("b")
    box.evaluate(
        "node => node.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    expect(box).to_have_value("a\nb")
    nb.app.locator(".rr-chat-box input[type=file]").set_input_files(tmp_path / "a.txt")
    expect(nb.app.locator(".rr-chip")).to_contain_text("a.txt")
    nb.app.get_by_role("button", name="Send").click()
    expect(said).to_have_text(["'one' []", "'two' []", "'a\\nb' ['a.txt']"])
    expect(nb.app.locator(".rr-chip")).to_have_count(0)

    nb.app.get_by_role("button", name="Fill").click()
    expect(box).to_have_value("Written\nfor you")
    box.press("Enter")
    expect(said.last).to_have_text("'Written\\nfor you' []")


HELD = """%%rerun page
c = st.chat_input("Ask", key="c", submit_mode="stop")
with st.container():
    d = st.chat_input("Order", key="d", submit_mode="disable")
if c:
    while True:
        time.sleep(0.02)
        st.empty()
if d:
    time.sleep(1)
    st.text("done " + d)
"""


def test_a_chat_input_can_wait_for_the_end_of_a_run_or_stop_it(lab: Host):
    nb = opened(lab, HELD)
    ask = nb.app.get_by_role("textbox", name="Ask")
    order = nb.app.get_by_role("textbox", name="Order")

    ask.fill("x")
    ask.press("Enter")
    expect(ask).to_be_disabled()
    expect(order).to_be_disabled()
    nb.app.get_by_role("button", name="Stop the run").click()
    expect(ask).to_be_enabled()
    expect(ask).to_be_focused()

    order.fill("y")
    order.press("Enter")
    expect(order).to_be_disabled()
    expect(nb.app).to_contain_text("done y")
    expect(order).to_be_enabled()
