"""What to say of a name that is not there: what was meant, or what has taken its place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# What Streamlit has had: name → what has taken its place.
_REMOVED = {
    "_bottom": "st.bottom",
    "beta_color_picker": "st.color_picker",
    "beta_columns": "st.columns",
    "beta_container": "st.container",
    "beta_expander": "st.expander",
    "beta_secrets": "st.secrets",
    "beta_set_page_config": "st.set_page_config",
    "bokeh_chart": "st.html with the chart as HTML",
    "cache": "st.cache_data or st.cache_resource",
    "experimental_audio_input": "st.audio_input",
    "experimental_connection": "st.connection",
    "experimental_data_editor": "st.data_editor",
    "experimental_dialog": "st.dialog",
    "experimental_fragment": "st.fragment",
    "experimental_get_query_params": "st.query_params",
    "experimental_memo": "st.cache_data",
    "experimental_rerun": "st.rerun",
    "experimental_set_query_params": "st.query_params",
    "experimental_show": "st.write",
    "experimental_singleton": "st.cache_resource",
    "experimental_user": "st.user",
}


class Missing(AttributeError):
    """The error for a name that the module has not.

    What was meant is looked for when somebody reads it: an import inside the package asks for
    names, too, and catches the answer.
    """

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name, known)

    def __str__(self) -> str:
        name, known = self.args
        hint = ""
        if name in _REMOVED:
            hint = f"; Streamlit has removed it, use {_REMOVED[name]} instead"
        elif meant := near(name, known):
            hint = f"; did you mean st.{meant}?"
        return f"module 'ipyrerun' has no attribute {name!r}{hint}"

    def __repr__(self) -> str:
        return f"AttributeError({str(self)!r})"

    def __reduce__(self) -> tuple[type[AttributeError], tuple[str]]:
        # For another process, which may have no ipyrerun.
        return AttributeError, (str(self),)


# To its reader it is what any module raises.
Missing.__name__ = Missing.__qualname__ = "AttributeError"
Missing.__module__ = "builtins"


def no_method(name: str, place: str, known: Iterable[str]) -> str:
    """Return what to say of a call that a container has not."""
    whole = sys.modules[__package__]
    if name in getattr(whole, "__all__", ()) and callable(getattr(whole, name)):
        return f"{place} has no `{name}()`, which belongs to the whole app; call st.{name}()"
    meant = near(name, known)
    hint = f"did you mean `{meant}()`?" if meant else "see dir(st) for what there is"
    return f"{place} has no `{name}()`; {hint}"


def near(name: str, known: Iterable[str]) -> str:
    """Return the name among the known ones that may have been meant, or ""."""
    from difflib import get_close_matches

    public = [one for one in known if not one.startswith("_")]
    return next(iter(get_close_matches(name, public, 1)), "")
