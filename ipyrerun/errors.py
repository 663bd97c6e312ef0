"""The errors that ipyrerun raises, under Streamlit's names.

::

    BaseException
    └── ScriptControlException            ends a run; `except Exception` does not catch it
        ├── StopException                 st.stop(), the Stop button, an interrupt
        ├── RerunException                st.rerun()
        └── Preempted                     a newer event made this run obsolete
    Exception
    ├── FragmentHandledException          an error that a fragment has shown itself
    └── Error
        ├── NoSessionContext              needs a %%rerun cell and there is none
        ├── FragmentStorageKeyError
        ├── StreamlitComponentRegistryError
        ├── StreamlitMaxRetriesError
        └── MarkdownFormattedException
            ├── UnserializableReturnValueError   st.cache_data cannot keep a value
            └── StreamlitAPIException     a call that cannot be right
                ├── DuplicateWidgetID
                │   ├── StreamlitDuplicateElementId
                │   └── StreamlitDuplicateElementKey
                ├── StreamlitAPIWarning   shown by `st.exception`, not raised
                │   ├── CachedWidgetWarning
                │   └── CachedStFunctionInBackgroundModeWarning
                ├── CacheReplayClosureError   a cached function drew in a container from outside
                ├── CachedFunctionReturnedAwaitableError
                ├── StreamlitAuthError
                │   └── StreamlitMissingAuthlibError
                ├── StreamlitDataframeConversionError
                ├── StreamlitInvalidLayoutContextError
                ├── UnhashableParamError      a parameter of a cached function has no key
                ├── UserHashError             one of its `hash_funcs` has failed
                ├── UnevaluatedDataFrameError
                ├── UnserializableSessionStateError
                └── LocalizableStreamlitException
                    ├── StreamlitWidgetAlreadyInstantiatedError
                    ├── StreamlitValueAssignmentNotAllowedError
                    ├── StreamlitValueError
                    ├── StreamlitInvalidParameterTypeError
                    ├── StreamlitValueOutOfRangeError
                    ├── StreamlitInvalidMinMaxError
                    ├── StreamlitValueBelowMinError
                    ├── StreamlitValueAboveMaxError
                    ├── StreamlitMixedNumericTypesError
                    ├── StreamlitInvalidNumberFormatError
                    ├── StreamlitJSNumberBoundsError
                    ├── StreamlitMissingRequiredParameterError
                    ├── StreamlitDefaultNotInOptionsError
                    ├── StreamlitSelectionCountExceedsMaxError
                    ├── StreamlitIncompatibleParametersError
                    ├── StreamlitInvalidColumnSpecError
                    ├── StreamlitInvalidWidthError
                    ├── StreamlitInvalidHeightError
                    ├── StreamlitInvalidColorError
                    ├── StreamlitInvalidURLError
                    ├── StreamlitBadTimeStringError
                    ├── StreamlitInvalidFormCallbackError
                    ├── StreamlitPageNotFoundError
                    ├── StreamlitQueryParamDictValueError
                    ├── StreamlitSecretNotFoundError
                    ├── StreamlitInvalidThemeError
                    │   ├── StreamlitInvalidThemeOptionError
                    │   └── StreamlitInvalidThemeSectionError
                    └── BidiComponentError
                        ├── BidiComponentInvalidIdError
                        ├── BidiComponentInvalidCallbackNameError
                        ├── BidiComponentInvalidDefaultKeyError
                        └── BidiComponentUnserializableDataError
"""

from __future__ import annotations

from typing import Any


class ScriptControlException(BaseException):
    """Ends a run early; derives from BaseException so that `except Exception` lets it pass."""


class StopException(ScriptControlException):
    """The script called `st.stop()`, or the user pressed Stop."""


class RerunException(ScriptControlException):
    """The script called `st.rerun()`.

    Parameters
    ----------
    fragments
        The ids of those to run again; none stands for the whole script.
    """

    def __init__(self, fragments: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.fragments = fragments


class Preempted(ScriptControlException):
    """A newer event made the run obsolete; the next one draws the page."""


class Error(Exception):
    """Every error that ipyrerun raises on purpose."""


class NoSessionContext(Error):
    """The call needs a `%%rerun` cell."""


class FragmentHandledException(Exception):
    """A fragment has shown its error itself."""


class FragmentStorageKeyError(Error, KeyError):
    """There is no fragment of this name."""


class StreamlitComponentRegistryError(Error):
    """A component could not be found or registered."""


class StreamlitMaxRetriesError(Error):
    """A file could not be read, however often it was tried."""


class MarkdownFormattedException(Error):
    """An error whose message is Markdown."""


class UnserializableReturnValueError(MarkdownFormattedException):
    """`st.cache_data` cannot keep what a function has returned.

    Parameters
    ----------
    func
        The function; None if it is unknown.
    return_value
        What it has returned.
    cause
        Why that cannot be kept.
    """

    def __init__(self, func: Any, return_value: Any, cause: BaseException | None = None) -> None:
        name = getattr(func, "__name__", None) or type(func).__name__
        where = "" if func is None else f" in `{name}()`"
        kind = type(return_value)
        why = "" if cause is None else f" ({type(cause).__name__}: {cause})"
        super().__init__(
            f"Cannot serialize the return value (of type `{kind.__module__}.{kind.__qualname__}`)"
            f"{where}. `st.cache_data` hands out copies, which it makes with pickle{why}. Return "
            "something that can be pickled, or use `st.cache_resource`, which hands out the object "
            "itself."
        )


class StreamlitAPIException(MarkdownFormattedException):
    """A call of `st.*` that cannot be right; the message says which, why, and what to do.

    Parameters
    ----------
    args
        The message.
    error_id
        A short name for this kind of error, for programs.
    """

    def __init__(self, *args: Any, error_id: str | None = None) -> None:
        super().__init__(*args)
        self.error_id = error_id


class UnevaluatedDataFrameError(StreamlitAPIException):
    """`st.cache_data` was given what only stands for data that are elsewhere."""


class StreamlitAPIWarning(StreamlitAPIException, Warning):
    """A warning, to be shown with `st.exception`; it is not raised."""


class CachedWidgetWarning(StreamlitAPIWarning):
    """A cached function draws an input."""


class CachedStFunctionInBackgroundModeWarning(StreamlitAPIWarning):
    """A function draws whose cache is refreshed in the background: that is not drawn again."""


class CacheReplayClosureError(StreamlitAPIException):
    """A cached function drew in a container from outside of it: a hit cannot draw that again."""


class CachedFunctionReturnedAwaitableError(StreamlitAPIException):
    """A cached function that is not `async` has returned something to be awaited."""


class StreamlitAuthError(StreamlitAPIException):
    """A login has failed."""


class StreamlitMissingAuthlibError(StreamlitAuthError):
    """Logins need the package Authlib, which is not installed."""


class UnserializableSessionStateError(StreamlitAPIException):
    """A value of `st.session_state` cannot be pickled, and `config.toml` asks for that."""


class UnhashableParamError(StreamlitAPIException):
    """A parameter of a cached function cannot be part of the cache's key."""


class UserHashError(StreamlitAPIException):
    """A function of `hash_funcs` has failed."""


class LocalizableStreamlitException(StreamlitAPIException):
    """An error whose message is made of a text and what it names.

    Parameters
    ----------
    message
        The message; with `kwargs`, they are put in its braces.
    kwargs
        What it names; kept as `exec_kwargs`.
    """

    def __init__(self, message: str, *, error_id: str | None = None, **kwargs: Any) -> None:
        super().__init__(message.format(**kwargs) if kwargs else message, error_id=error_id)
        self.exec_kwargs = kwargs


class DuplicateWidgetID(StreamlitAPIException):
    """Two elements of one run claim the same identity."""


class StreamlitDuplicateElementId(DuplicateWidgetID):
    """Two elements without a key have the same parameters."""


class StreamlitDuplicateElementKey(DuplicateWidgetID):
    """Two elements have the same key."""


class StreamlitInvalidLayoutContextError(StreamlitAPIException):
    """The element cannot stand where it was placed."""


class StreamlitWidgetAlreadyInstantiatedError(LocalizableStreamlitException):
    """A key of `st.session_state` was assigned after its input was drawn in this run."""


class StreamlitValueAssignmentNotAllowedError(LocalizableStreamlitException):
    """A key of `st.session_state` was assigned that only its input may set."""


class StreamlitValueError(LocalizableStreamlitException):
    """A parameter's value is not among the supported ones."""


class StreamlitInvalidParameterTypeError(LocalizableStreamlitException, TypeError):
    """A parameter's value has the wrong type."""


class StreamlitValueOutOfRangeError(LocalizableStreamlitException):
    """A parameter's value lies outside its range."""


class StreamlitInvalidMinMaxError(LocalizableStreamlitException):
    """The lower bound is not below the upper one."""


class StreamlitValueBelowMinError(LocalizableStreamlitException):
    """The value lies below `min_value`."""


class StreamlitValueAboveMaxError(LocalizableStreamlitException):
    """The value lies above `max_value`."""


class StreamlitMixedNumericTypesError(LocalizableStreamlitException):
    """Integers and floats are mixed in one input's parameters."""


class StreamlitInvalidNumberFormatError(LocalizableStreamlitException):
    """The number format is neither a preset nor a printf format."""


class StreamlitJSNumberBoundsError(LocalizableStreamlitException):
    """A number is too large for a browser to hold exactly."""


class StreamlitMissingRequiredParameterError(LocalizableStreamlitException):
    """A parameter that the call cannot do without is missing or empty."""


class StreamlitDefaultNotInOptionsError(LocalizableStreamlitException):
    """The value at first is not one of the options."""


class StreamlitSelectionCountExceedsMaxError(LocalizableStreamlitException):
    """More options are chosen than `max_selections` allows."""


class StreamlitIncompatibleParametersError(LocalizableStreamlitException):
    """Two parameters exclude one another."""


class StreamlitInvalidColumnSpecError(LocalizableStreamlitException):
    """The `spec` of `st.columns` is neither a count nor a list of weights."""


class StreamlitInvalidWidthError(LocalizableStreamlitException):
    """The `width` is neither pixels nor a known word."""


class StreamlitInvalidHeightError(LocalizableStreamlitException):
    """The `height` is neither pixels nor a known word."""


class StreamlitInvalidColorError(LocalizableStreamlitException):
    """The text is not a colour."""


class StreamlitInvalidURLError(LocalizableStreamlitException):
    """The text is not an address of the kind that is wanted."""


class StreamlitBadTimeStringError(LocalizableStreamlitException):
    """The text is not a duration."""


class StreamlitDataframeConversionError(StreamlitAPIException, ValueError):
    """The object cannot be read as a table."""


class StreamlitInvalidFormCallbackError(LocalizableStreamlitException):
    """An input in a form has a callback; only the form's submit button may."""


class StreamlitPageNotFoundError(LocalizableStreamlitException):
    """There is no such page."""


class StreamlitQueryParamDictValueError(LocalizableStreamlitException):
    """A query parameter was assigned a dict."""


class StreamlitSecretNotFoundError(LocalizableStreamlitException, FileNotFoundError):
    """There are no secrets, or their file cannot be read."""


class StreamlitInvalidThemeError(LocalizableStreamlitException):
    """The theme in `config.toml` cannot be."""


class StreamlitInvalidThemeOptionError(StreamlitInvalidThemeError):
    """The theme has an option that there is not, or a value that it cannot have."""


class StreamlitInvalidThemeSectionError(StreamlitInvalidThemeError):
    """The theme has a section that there is not."""


class BidiComponentError(LocalizableStreamlitException):
    """A component of the second kind is used in a way that cannot be."""


class BidiComponentInvalidIdError(BidiComponentError):
    """A part of a component's id holds the text that separates the parts."""


class BidiComponentInvalidCallbackNameError(BidiComponentError):
    """A callback of a component is not called `on_<what>_change`."""


class BidiComponentInvalidDefaultKeyError(BidiComponentError):
    """A default of a component is for a value that has no callback."""


class BidiComponentUnserializableDataError(BidiComponentError):
    """The data for a component can be written neither as JSON nor as a table."""
