"""Why an input was refused, in words that fit a header and a terminal line."""

from __future__ import annotations

from pydantic import ValidationError

from schemas.dead_letter import MAX_MESSAGE_CHARACTERS


def explain(error: BaseException) -> str:
    """The reason in at most 100 characters, naming the field where one is at fault.

    A validation error never shows the input, which may be a whole article; of any other error the beginning of its own
    message is taken, whatever its author put there.
    """
    reason = _validation(error) if isinstance(error, ValidationError) else _message(error)
    printable = "".join(character if character.isprintable() else " " for character in reason)
    return printable[:MAX_MESSAGE_CHARACTERS]


def _message(error: BaseException) -> str:
    try:
        return str(error) or type(error).__name__
    except Exception:  # an exception whose own text raises must not stop whoever reports it
        return type(error).__name__


def _validation(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    more = f" (+{error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{field}: {first['msg']}{more}" if field else f"{first['msg']}{more}"
