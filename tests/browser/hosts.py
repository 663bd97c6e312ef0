"""JupyterLab, Notebook 7 and Voila behind one interface, so that one test body serves the three.

    nb = host.open(["import ipywidgets as w", "w.IntSlider()"])
    nb.run_all()
    expect(nb.locator(".widget-slider")).to_be_visible()

A cell is a string of code, or a node made by `markdown`. Nothing here sleeps: every wait is for a
condition of the page or of the server.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import nbformat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import BrowserContext, Locator, Page

    from tests.browser.servers import Server

SHOTS = Path(__file__).parent / "shots"
# For a loaded machine: what is usual takes a tenth of it.
PATIENCE = 120_000.0
KERNELSPEC = {"name": "python3", "display_name": "Python 3", "language": "python"}
_numbers = itertools.count(1)

# What is open in Lab or Notebook, by the front end's public application object.
CURRENT = """
    const app = window.jupyterapp;
    const panel = app?.shell?.currentWidget;
    const session = panel?.context?.sessionContext;
    const notebook = panel?.content;
"""
READY = f"""() => {{ {CURRENT}
    return Boolean(notebook?.model && panel.context.isReady && session.isReady
        && session.session?.kernel?.status === 'idle');
}}"""
RUN_ALL = f"""async () => {{ {CURRENT} await app.commands.execute('notebook:run-all-cells'); }}"""
SELECT = "notebook.activeCellIndex = index; notebook.deselectAll();"
RUN_CELL = f"""async ([index, wait]) => {{ {CURRENT} {SELECT}
    const done = app.commands.execute('notebook:run-cell');
    if (wait) await done;
}}"""
ADD_CELL = f"""async code => {{ {CURRENT}
    notebook.activeCellIndex = notebook.widgets.length - 1;
    await app.commands.execute('notebook:insert-cell-below');
    notebook.activeCell.model.sharedModel.setSource(code);
    return notebook.activeCellIndex;
}}"""
SET_CELL = f"""([index, code]) => {{ {CURRENT}
    notebook.widgets[index].model.sharedModel.setSource(code);
}}"""
DELETE_CELL = f"""async index => {{ {CURRENT} {SELECT}
    await app.commands.execute('notebook:delete-cell');
}}"""
CLEAR_OUTPUT = f"""async index => {{ {CURRENT} {SELECT}
    await app.commands.execute('notebook:clear-cell-output');
}}"""
OUTPUTS = f"""index => {{ {CURRENT} return notebook.widgets[index].model.outputs.toJSON(); }}"""
HAS_OUTPUT = f"""([index, words]) => {{ {CURRENT}
    return JSON.stringify(notebook.widgets[index].model.outputs.toJSON()).includes(words);
}}"""
INTERRUPT = f"""async () => {{ {CURRENT} await session.session.kernel.interrupt(); }}"""
RESTART = f"""async () => {{ {CURRENT} await session.session.kernel.restart(); }}"""
SAVE = f"""async () => {{ {CURRENT} await panel.context.save(); }}"""
SET_THEME = f"""async theme => {{ {CURRENT}
    await app.commands.execute('apputils:change-theme', {{theme}});
}}"""
# Lab covers the page with its splash screen while the theme's styles load.
HAS_THEME = """dark => document.body.dataset.jpThemeLight === (dark ? 'false' : 'true')
    && !document.getElementById('jupyterlab-splash')"""
VOILA_DONE = "() => document.getElementById('rendered_cells')?.style.display === ''"


def until(node: Locator, test: str) -> None:
    """Wait until this function of an element returns something true: styles and sizes come late."""
    node.page.wait_for_function(f"node => ({test})(node)", arg=node.element_handle())


def markdown(text: str) -> nbformat.NotebookNode:
    """Return a Markdown cell."""
    return nbformat.v4.new_markdown_cell(text)


class NotebookPage:
    """One notebook, open in one browser."""

    def __init__(self, host: Host, name: str, context: BrowserContext) -> None:
        self.host = host
        self.name = name
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.console: list[str] = []
        self.errors: list[str] = []
        self.page.on("console", lambda line: self.console.append(f"{line.type}: {line.text}"))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    @property
    def locator(self) -> Callable[..., Locator]:
        """Find elements of the page, as Playwright's `page.locator` does."""
        return self.page.locator

    @property
    def app(self) -> Locator:
        """The pages that `%%rerun` cells have drawn."""
        return self.page.locator(".rr-page")

    def run_all(self) -> None:
        """Run every cell and wait until they have ended."""
        self.page.evaluate(RUN_ALL)

    def run_cell(self, index: int, *, wait: bool = True) -> None:
        """Run one cell; wait until it has ended, or only ask for it."""
        self.page.evaluate(RUN_CELL, [index, wait])

    def set_cell(self, index: int, code: str) -> None:
        """Replace a cell's text."""
        self.page.evaluate(SET_CELL, [index, code])

    def add_cell(self, code: str, *, run: bool = True, wait: bool = True) -> int:
        """Add an ordinary cell below all others, run it and return its index."""
        index: int = self.page.evaluate(ADD_CELL, code)
        if run:
            self.run_cell(index, wait=wait)
        return index

    def delete_cell(self, index: int) -> None:
        """Delete one cell."""
        self.page.evaluate(DELETE_CELL, index)

    def clear_output(self, index: int) -> None:
        """Clear what one cell shows."""
        self.page.evaluate(CLEAR_OUTPUT, index)

    def outputs(self, index: int) -> list[dict[str, Any]]:
        """Return the outputs of one cell as the notebook's JSON has them."""
        outputs: list[dict[str, Any]] = self.page.evaluate(OUTPUTS, index)
        return outputs

    def wait_for_output(self, index: int, words: str) -> None:
        """Wait until what a cell's output has for the notebook's file contains these words."""
        self.page.wait_for_function(HAS_OUTPUT, arg=[index, words])

    def ask_kernel(self, code: str) -> str:
        """Run code in an ordinary cell and return what it printed."""
        outputs = self.outputs(self.add_cell(code))
        return "".join("".join(part["text"]) for part in outputs if part["output_type"] == "stream")

    def interrupt(self) -> None:
        """Interrupt the kernel, as the toolbar's button does."""
        self.page.evaluate(INTERRUPT)

    def restart_kernel(self) -> None:
        """Restart the kernel and wait until it is back."""
        self.page.evaluate(RESTART)
        self.wait_until_ready()

    def save(self) -> Path:
        """Save the notebook and return its file."""
        self.page.evaluate(SAVE)
        return self.host.server.folder / self.name

    def kernel_id(self) -> str:
        """Return the id of the kernel behind the page."""
        return self.host.kernel_id(self)

    def kernel_pid(self) -> int:
        """Return the process id of the kernel behind the page."""
        return self.host.server.kernel_process(self.kernel_id()).pid

    def kill_kernel(self) -> None:
        """Kill the kernel's process, as a crash would."""
        self.host.server.kernel_process(self.kernel_id()).kill()

    def reload(self) -> None:
        """Reload the browser's page and wait until the notebook is back."""
        self.page.reload(wait_until="commit")
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait until the notebook is open and its kernel idle."""
        self.host.wait_until_ready(self)

    def second_browser(self) -> NotebookPage:
        """Open the same notebook in another browser context."""
        return self.host.visit(self.name)

    def set_theme(self, *, dark: bool) -> None:
        """Switch between the light and the dark theme."""
        self.host.set_theme(self, dark=dark)

    def shot(self, name: str) -> Path:
        """Save a picture of the page as `shots/<name>-<host>.png`."""
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}-{self.host.name}.png"
        self.page.screenshot(path=path)
        return path

    def close(self) -> None:
        """Close the browser context."""
        self.context.close()


class Host:
    """One kind of server in which a notebook can be opened."""

    name: ClassVar[str]
    dark_by_hand: bool = False

    def __init__(self, server: Server, new_context: Callable[[], BrowserContext]) -> None:
        self.server = server
        self.new_context = new_context
        self.visits: list[NotebookPage] = []

    def open(self, cells: Iterable[str | nbformat.NotebookNode], name: str = "") -> NotebookPage:
        """Write a notebook of these cells and open it."""
        name = name or f"test-{next(_numbers)}.ipynb"
        write_book(self.server.folder / name, cells)
        return self.visit(name)

    def visit(self, name: str, *, wait: bool = True) -> NotebookPage:
        """Open a notebook that is in the served folder, and wait until its kernel is idle."""
        nb = NotebookPage(self, name, self.new_context())
        self.visits.append(nb)
        nb.page.goto(self.address(name), wait_until="commit")
        if wait:
            self.wait_until_ready(nb)
        return nb

    def address(self, name: str) -> str:
        """Return the URL that opens a notebook."""
        raise NotImplementedError

    def wait_until_ready(self, nb: NotebookPage) -> None:
        """Wait until the notebook is open and its kernel idle."""
        nb.page.wait_for_function(READY)

    def kernel_id(self, nb: NotebookPage) -> str:
        """Return the id of the kernel behind a page."""
        sessions = self.server.ask("/api/sessions")
        return next(str(s["kernel"]["id"]) for s in sessions if s["path"] == nb.name)

    def set_theme(self, nb: NotebookPage, *, dark: bool) -> None:
        """Switch between the light and the dark theme."""
        self.dark_by_hand = dark
        nb.page.evaluate(SET_THEME, "JupyterLab Dark" if dark else "JupyterLab Light")
        nb.page.wait_for_function(HAS_THEME, arg=dark)

    def close(self) -> None:
        """Close every page of this test and end its kernels."""
        if self.dark_by_hand:
            # The theme is a setting of the server's user: the next test starts in the light.
            self.set_theme(self.visits[-1], dark=False)
        for nb in self.visits:
            nb.close()
        self.visits.clear()
        for session in self.server.ask("/api/sessions"):
            self.server.end_kernel(session["kernel"]["id"])


class Lab(Host):
    """JupyterLab, each visit in a workspace of its own."""

    name = "lab"

    def address(self, name: str) -> str:
        workspace = f"test-{next(_numbers)}"
        return f"{self.server.url}/lab/workspaces/{workspace}/tree/{name}?token={self.server.token}"


class Notebook(Host):
    """Notebook 7."""

    name = "notebook"

    def address(self, name: str) -> str:
        return f"{self.server.url}/notebooks/{name}?token={self.server.token}"


class VoilaPage(NotebookPage):
    """A dashboard: its cells have run when it is there, and nobody runs another."""

    def run_all(self) -> None:
        self.wait_until_ready()


class Voila(Host):
    """Voila with our template."""

    name = "voila"

    def visit(self, name: str, *, wait: bool = False) -> NotebookPage:
        del wait
        nb = VoilaPage(self, name, self.new_context())
        self.visits.append(nb)
        nb.page.goto(self.address(name), wait_until="commit")
        return nb

    def address(self, name: str) -> str:
        return f"{self.server.url}/voila/render/{name}?token={self.server.token}"

    def wait_until_ready(self, nb: NotebookPage) -> None:
        nb.page.wait_for_function(VOILA_DONE)

    def kernel_id(self, nb: NotebookPage) -> str:
        config = nb.page.locator("#jupyter-config-data").first
        return str(config.evaluate("node => JSON.parse(node.textContent).kernelId"))

    def set_theme(self, nb: NotebookPage, *, dark: bool) -> None:
        self.server.end_kernel(self.kernel_id(nb))
        theme = "dark" if dark else "light"
        nb.page.goto(f"{self.address(nb.name)}&theme={theme}", wait_until="commit")
        self.wait_until_ready(nb)

    def close(self) -> None:
        kernels = [self.kernel_id(nb) for nb in self.visits]
        for nb in self.visits:
            nb.close()
        self.visits.clear()
        for kernel in kernels:
            self.server.end_kernel(kernel)


def write_book(path: Path, cells: Iterable[str | nbformat.NotebookNode]) -> None:
    """Write a notebook of these cells."""
    book = nbformat.v4.new_notebook(cells=[_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = KERNELSPEC
    nbformat.write(book, path)


HOSTS = {kind.name: kind for kind in (Lab, Notebook, Voila)}


def _cell(cell: str | nbformat.NotebookNode) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(cell) if isinstance(cell, str) else cell
