"""Which URLs may be fetched at all, before any name is resolved."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

MAX_URL_CHARACTERS = 4096

LAST_SYSTEM_PORT = 1023
WEB_PORTS = frozenset({80, 443})
"""Of the ports that only system services listen on, those of the web; the rest are mail, name and file servers."""

DEFAULT_PORTS = {"http": 80, "https": 443}


class UrlError(ValueError):
    """A URL that is not fetched; the message says why."""


def checked_url(url: str) -> str:
    """The URL without its fragment.

    Raises:
        UrlError: it is no URL of the web, or carries a user name, or names a port of another service.
    """
    if len(url) > MAX_URL_CHARACTERS:
        raise UrlError(f"the URL has over {MAX_URL_CHARACTERS} characters")
    # A line break would end up in the request's head, and a backslash is a slash to some parsers and not to others.
    if any(character <= " " or character in "\\\x7f" for character in url):
        raise UrlError("the URL has blanks, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UrlError(f"no URL: {error}") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise UrlError(f"only http and https are fetched, not {parts.scheme[:20] or 'a URL without scheme'}")
    if not parts.hostname:
        raise UrlError("the URL names no host")
    if "%" in parts.hostname:
        raise UrlError("the host is escaped, or has a zone")
    if parts.username is not None or parts.password is not None:
        raise UrlError("the URL carries a user name; credentials come from the environment or from files")
    if port is not None and port <= LAST_SYSTEM_PORT and port not in WEB_PORTS:
        raise UrlError(f"port {port} is no port of the web")
    return urlunsplit(parts._replace(fragment=""))


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port (RFC 6454): credentials are for one of these alone."""
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


def host_of(url: str) -> str:
    """The host in lower case."""
    return (urlsplit(url).hostname or "").lower()
