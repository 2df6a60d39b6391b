"""Libraries that not everyone has: how to get them, and what is said without them.

A room that needs one says so as it is imported. The line works in a checkout; on an
index there is nothing yet.
"""

__all__ = ["line_of", "missing"]


def line_of(extra: str) -> str:
    """Say how an extra is installed in a checkout."""
    return f'pip install -e ".[{extra}]"'


def missing(room: str, library: str, *, extra: str) -> ModuleNotFoundError:
    """Make the error of a room whose library is not there."""
    problem = f'{room} needs {library}: install caremodel with its extra "{extra}"'
    message = f"{problem} (in a checkout: {line_of(extra)})"
    return ModuleNotFoundError(message, name=library)
