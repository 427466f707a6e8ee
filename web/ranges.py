"""Files as WhiteNoise serves them, with conditions and byte ranges as RFC 9110 has them.

WhiteNoise refuses a range of one byte, knows no If-Range, and gives all variants of a file one ETag, so that
parts of two of them could be put together.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from werkzeug.http import parse_etags, unquote_etag
from whitenoise import WhiteNoise
from whitenoise.responders import Redirect, Response, SlicedFile, StaticFile

RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)
EMPTY = ("Content-Length", "0")  # without it, waitress closes the connection


class RangedFiles(WhiteNoise):  # type: ignore[misc]  # it has no types
    """Maps the files of a site; each answers conditions and ranges."""

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> "RangedFile":
        """Return a file and its variants, as WhiteNoise does."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        self.add_headers_function(headers, path, url)
        variants = {"gzip": f"{path}.gz", "br": f"{path}.br"}
        return RangedFile(path, headers.items(), variants, stat_cache)

    def redirect(self, from_url: str, to_url: str) -> Redirect:
        """Return an answer that leads to another URL, and keeps the connection."""
        found = super().redirect(from_url, to_url)
        found.response.headers.append(EMPTY)
        return found


class RangedFile(StaticFile):  # type: ignore[misc]
    """A file and its compressed variants."""

    @staticmethod
    def get_alternatives(base_headers: Headers, files: Any) -> list[Any]:
        """Return the variants, each with an ETag of its own."""
        found = []
        for pattern, path, pairs in StaticFile.get_alternatives(base_headers, files):
            headers = Headers(list(pairs))
            coding, etag = headers["Content-Encoding"], headers["ETag"]
            if coding and etag:
                headers["ETag"] = f'"{unquote_etag(etag)[0]}-{coding}"'
            found.append((pattern, path, headers.items()))
        return found

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Response:
        """Answer a request: with the file, a part of it, or the word that the client has it."""
        if method not in ("GET", "HEAD"):
            return Response(HTTPStatus.METHOD_NOT_ALLOWED, [("Allow", "GET, HEAD"), EMPTY], None)
        path, pairs = self.get_path_and_headers(request_headers)
        headers = Headers(list(pairs))
        if self._is_known(request_headers, headers):
            return self.get_not_modified_response(headers)
        if method == "HEAD":  # which knows no ranges
            return Response(HTTPStatus.OK, pairs, None)
        size = int(headers["Content-Length"] or 0)
        span = _span(request_headers.get("HTTP_RANGE", ""), size)
        if span is None or not _is_same(request_headers.get("HTTP_IF_RANGE"), headers):
            return Response(HTTPStatus.OK, pairs, Path(path).open("rb"))  # its reader closes it
        first, last = span
        if first > last:
            refusal = [("Content-Range", f"bytes */{size}"), EMPTY]
            return Response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, refusal, None)
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        headers["Content-Length"] = str(last - first + 1)
        part = SlicedFile(Path(path).open("rb"), first, last)  # noqa: SIM115
        return Response(HTTPStatus.PARTIAL_CONTENT, headers.items(), part)

    def _is_known(self, request: Mapping[str, str], headers: Headers) -> bool:
        """Return whether the client has the file.

        An ETag that a proxy has made weak, or one of several, is still the file's.
        """
        if "HTTP_IF_NONE_MATCH" not in request:
            return bool(self.is_not_modified(request))
        known = parse_etags(request["HTTP_IF_NONE_MATCH"])
        return known.contains_weak(unquote_etag(headers["ETag"])[0] or "")


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte of a range: the last before the first where it is outside the file.

    None for a header that is to be ignored: no range of bytes, or more than one.
    """
    matched = RANGE.fullmatch(asked.strip())
    first, last = matched.groups() if matched else ("", "")
    if not first:
        return (max(size - int(last), 0), size - 1) if last else None
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last or size), size - 1)


def _is_same(condition: str | None, headers: Headers) -> bool:
    """Return whether the file is still the one that a client has a part of, by the ETag or date of If-Range.

    A weak ETag does not say that all bytes are the same, nor does the date, which a file's variants share, of
    which variant the part is.
    """
    date = None if headers["Content-Encoding"] else headers["Last-Modified"]
    return condition is None or condition.strip() in (headers["ETag"], date)
