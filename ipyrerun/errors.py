"""The errors that ipyrerun raises, under Streamlit's names.

::

    BaseException
    └── ScriptControlException            ends a run; `except Exception` does not catch it
        ├── StopException                 st.stop(), the Stop button, an interrupt
        ├── RerunException                st.rerun()
        └── Preempted                     a newer event made this run obsolete
    Exception
    └── Error
        ├── NoSessionContext              needs a %%rerun cell and there is none
        └── StreamlitAPIException         a call that cannot be right
            ├── DuplicateWidgetID
            │   ├── StreamlitDuplicateElementId
            │   └── StreamlitDuplicateElementKey
            ├── StreamlitInvalidLayoutContextError
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
            └── StreamlitDataframeConversionError
"""

from __future__ import annotations


class ScriptControlException(BaseException):
    """Ends a run early; derives from BaseException so that `except Exception` lets it pass."""


class StopException(ScriptControlException):
    """The script called `st.stop()`, or the user pressed Stop."""


class RerunException(ScriptControlException):
    """The script called `st.rerun()`."""


class Preempted(ScriptControlException):
    """A newer event made the run obsolete; the next one draws the page."""


class Error(Exception):
    """Every error that ipyrerun raises on purpose."""


class NoSessionContext(Error):
    """The call needs a `%%rerun` cell."""


class StreamlitAPIException(Error):
    """A call of `st.*` that cannot be right; the message says which, why, and what to do."""


class DuplicateWidgetID(StreamlitAPIException):
    """Two elements of one run claim the same identity."""


class StreamlitDuplicateElementId(DuplicateWidgetID):
    """Two elements without a key have the same parameters."""


class StreamlitDuplicateElementKey(DuplicateWidgetID):
    """Two elements have the same key."""


class StreamlitInvalidLayoutContextError(StreamlitAPIException):
    """The element cannot stand where it was placed."""


class StreamlitWidgetAlreadyInstantiatedError(StreamlitAPIException):
    """A key of `st.session_state` was assigned after its input was drawn in this run."""


class StreamlitValueAssignmentNotAllowedError(StreamlitAPIException):
    """A key of `st.session_state` was assigned that only its input may set."""


class StreamlitValueError(StreamlitAPIException):
    """A parameter's value is not among the supported ones."""


class StreamlitInvalidParameterTypeError(StreamlitAPIException, TypeError):
    """A parameter's value has the wrong type."""


class StreamlitValueOutOfRangeError(StreamlitAPIException):
    """A parameter's value lies outside its range."""


class StreamlitInvalidMinMaxError(StreamlitAPIException):
    """The lower bound is not below the upper one."""


class StreamlitValueBelowMinError(StreamlitAPIException):
    """The value lies below `min_value`."""


class StreamlitValueAboveMaxError(StreamlitAPIException):
    """The value lies above `max_value`."""


class StreamlitMixedNumericTypesError(StreamlitAPIException):
    """Integers and floats are mixed in one input's parameters."""


class StreamlitInvalidNumberFormatError(StreamlitAPIException):
    """The number format is neither a preset nor a printf format."""


class StreamlitJSNumberBoundsError(StreamlitAPIException):
    """A number is too large for a browser to hold exactly."""


class StreamlitMissingRequiredParameterError(StreamlitAPIException):
    """A parameter that the call cannot do without is missing or empty."""


class StreamlitDefaultNotInOptionsError(StreamlitAPIException):
    """The value at first is not one of the options."""


class StreamlitSelectionCountExceedsMaxError(StreamlitAPIException):
    """More options are chosen than `max_selections` allows."""


class StreamlitIncompatibleParametersError(StreamlitAPIException):
    """Two parameters exclude one another."""


class StreamlitInvalidColumnSpecError(StreamlitAPIException):
    """The `spec` of `st.columns` is neither a count nor a list of weights."""


class StreamlitInvalidWidthError(StreamlitAPIException):
    """The `width` is neither pixels nor a known word."""


class StreamlitInvalidHeightError(StreamlitAPIException):
    """The `height` is neither pixels nor a known word."""


class StreamlitInvalidColorError(StreamlitAPIException):
    """The text is not a colour."""


class StreamlitInvalidURLError(StreamlitAPIException):
    """The text is not an address of the kind that is wanted."""


class StreamlitBadTimeStringError(StreamlitAPIException):
    """The text is not a duration."""


class StreamlitDataframeConversionError(StreamlitAPIException):
    """The object cannot be read as a table."""
