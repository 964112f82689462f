"""Addresses as people may see them: no password, no token, whatever the scheme."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*(?:@[^/@\s]*)*@")
_TOKENS = re.compile(
    r"(?i)([?&;#](?:[^=&;?#\s]*(?:pass(?:word|wd)?|pwd|token|key|secret|auth|sig|cred|ticket|session|jwt)[^=&;?#\s]*"
    r"|psw|ak|sk|sid)=)[^&;#\s]*"
)
"""Anywhere in the name: access_token, apiKey, X-Amz-Signature; rather one value too many than one too few."""


def without_password(text: str) -> str:
    """`text` with user, password and tokens cut from every URL in it; safe to show and to log."""
    return _TOKENS.sub(r"\1…", _CREDENTIALS.sub("", text))


def with_credentials(address: str, user: str | None, password: str | None) -> str:
    """`address` with user and password put in, percent-encoded; only for handing to a network library."""
    if not user and not password:
        return address
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    credentials = quote(user or "", safe="") + (":" + quote(password, safe="") if password else "")
    return urlunsplit(parts._replace(netloc=f"{credentials}@{host}"))
