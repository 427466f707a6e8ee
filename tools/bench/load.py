"""Measure the small server under load and abuse, on this machine.

    python -m tools.bench.load [--requests 10000] [--at-once 50] [--slow 200]

It starts `numbre serve` on a copy of the site. Each part says what it has sent, which statuses came back, and
how much memory the server took; it ends with 1 if the server answered with a 5xx, or not at all.
"""

import argparse
import asyncio
import contextlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import quantiles

from numbre.web import SITE
from numbre.web.serve import REQUEST_S

HOST = "127.0.0.1"
SERVE = """import sys
from numbre.web import create_app, serve
serve.create_app = lambda: create_app(sys.argv[1])
serve.REQUEST_S = float(sys.argv[2])
sys.exit(serve.serve("127.0.0.1", 0))"""
OUTSIDE = (  # what lies beside the site, as clients try to reach it
    *("/../serve.py", "/..%2fserve.py", "/%2e%2e/serve.py", "/assets/../../serve.py", "/..\\serve.py"),
    *("//etc/passwd", "/etc/passwd", "/assets/%00", "/.//../serve.py", "/sw.js/../../serve.py"),
)
MEGABYTE = 1 << 20
WAIT_S = 60  # for an answer
FILES_EACH = 20  # files that a client downloads while the server is told to stop


@dataclass
class Outcome:
    """What came back: statuses (0: closed without an answer), seconds of each, megabytes before and after."""

    name: str
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    memory: tuple[float, float] = (0, 0)

    @property
    def is_good(self) -> bool:
        """Whether the server has not failed."""
        return bool(self.statuses) and all(status < 500 for status in self.statuses)

    def __str__(self) -> str:
        """Return one line."""
        said = ", ".join(
            f"{count:,} x {status or 'closed'}" for status, count in sorted(self.statuses.items())
        )
        spread = ""
        if len(self.seconds) > 1:
            cuts = [1000 * cut for cut in quantiles(self.seconds, n=100)]
            spread = f"; median {cuts[49]:.1f} ms, 99th percentile {cuts[98]:.1f} ms"
        return f"{self.name}: {said}{spread}; memory {self.memory[0]:.1f} to {self.memory[1]:.1f} MB"


@dataclass
class Server:
    """A server in a process of its own."""

    process: "subprocess.Popen[str]"
    port: int
    site: Path
    errors: Path  # what it has printed on its standard error

    def memory(self) -> float:
        """Return its resident memory in MB."""
        found = subprocess.check_output(["ps", "-o", "rss=", "-p", str(self.process.pid)], text=True)
        return int(found) / 1024


@contextlib.contextmanager
def server(site: Path = SITE, request_s: float = REQUEST_S) -> Iterator[Server]:
    """Serve a copy of a site, with a time for requests in seconds; stop it at the end."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(site, Path(folder) / "site")
        command = [sys.executable, "-c", SERVE, str(copy), str(request_s)]
        errors = Path(folder) / "errors"
        with (
            errors.open("w") as stderr,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True) as process,
        ):
            assert process.stdout
            address = re.search(r":(\d+)/", process.stdout.readline())
            assert address, "the server did not start"
            try:
                yield Server(process, int(address[1]), copy, errors)
            finally:
                process.kill()


def request(path: str, *headers: str, method: str = "GET") -> bytes:
    """Return the bytes of a request."""
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HOST}", *headers, "", ""]).encode()


class Connection:
    """One client."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take both ends of a connection."""
        self.reader, self.writer = reader, writer

    async def answer(self) -> tuple[int, bytes]:
        """Return status and body of the next answer; 0 where the server has closed the connection instead."""
        try:
            head = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), WAIT_S)
        except (asyncio.IncompleteReadError, ConnectionError):
            return 0, b""
        status = int(head.split(b" ", 2)[1])
        length = re.search(rb"\r\ncontent-length: (\d+)", head, re.IGNORECASE)
        size = int(length[1]) if length and status != 304 else 0
        try:
            return status, await asyncio.wait_for(self.reader.readexactly(size), WAIT_S)
        except (asyncio.IncompleteReadError, ConnectionError):
            return status, b""  # it has refused more of the request, and closed the connection

    async def send(self, content: bytes) -> None:
        """Send bytes; a server that has already closed the connection takes none."""
        with contextlib.suppress(ConnectionError):
            self.writer.write(content)
            await self.writer.drain()


@contextlib.asynccontextmanager
async def connecting(port: int) -> AsyncIterator[Connection]:
    """Yield a connection to the server; close it at the end."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield Connection(reader, writer)
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


def paths_of(site: Path) -> list[str]:
    """Return the paths of all files of a site."""
    files = (path for path in site.rglob("*") if path.is_file() and path.suffix not in (".br", ".gz"))
    names = sorted(path.relative_to(site).as_posix() for path in files)
    return ["/" if name == "index.html" else f"/{name}" for name in names]


async def load(to: Server, count: int, at_once: int, outcome: Outcome) -> None:
    """Ask for all files in turn, by several clients at a time, and compare the bytes."""
    paths = paths_of(to.site)
    whole = {path: (to.site / (path[1:] or "index.html")).read_bytes() for path in paths}
    left = iter([paths[i % len(paths)] for i in range(count)])

    async def client() -> None:
        async with connecting(to.port) as connection:
            for path in left:
                begin = time.perf_counter()
                await connection.send(request(path))
                status, body = await connection.answer()
                outcome.seconds.append(time.perf_counter() - begin)
                outcome.statuses[status if body == whole[path] else 599] += 1  # 599: other bytes

    await asyncio.gather(*(client() for _ in range(at_once)))


async def slow(to: Server, count: int, others: int, outcome: Outcome) -> None:
    """Have clients send a request, or read a large file, a byte a second, while others are served as ever."""
    largest = max(paths_of(to.site), key=lambda path: (to.site / (path[1:] or "index.html")).stat().st_size)

    async def sending() -> None:
        async with connecting(to.port) as connection:
            for byte in request("/"):
                await connection.send(bytes([byte]))
                await asyncio.sleep(1)

    async def reading() -> None:
        async with connecting(to.port) as connection:
            await connection.send(request(largest))
            while await connection.reader.read(1):
                await asyncio.sleep(1)

    clients = [asyncio.create_task((sending, reading)[i % 2]()) for i in range(count)]
    await asyncio.sleep(2)
    await load(to, others, 10, outcome)
    for task in clients:
        task.cancel()
    await asyncio.gather(*clients, return_exceptions=True)


async def abuse(to: Server, outcome: Outcome) -> None:
    """Send what no browser sends."""
    hello = ssl.MemoryBIO()
    tls = ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), hello, server_hostname=HOST)
    with contextlib.suppress(ssl.SSLWantReadError):
        tls.do_handshake()
    large = "x" * MEGABYTE
    odd = [
        *(request(f"/{large}"), request("/", f"X-Large: {large}"), request("/", *["X: y"] * 100_000)),
        *(
            hello.read(),
            b"\0" * 1000,
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"\r\n" * 1000 + request("/"),
        ),
        *(request("/", "Content-Length: -1", method="POST"), request("/", "Range: bytes=9-1,x")),
        request("/", f"Content-Length: {MEGABYTE}", method="POST") + b"x" * MEGABYTE,
        request("/", "Transfer-Encoding: chunked", method="POST") + b"zz\r\n",
    ]

    async def send(content: bytes) -> None:
        async with connecting(to.port) as connection:
            sent = asyncio.create_task(connection.send(content))
            status, _ = await connection.answer()
            outcome.statuses[status] += 1
            sent.cancel()
            await asyncio.gather(sent, return_exceptions=True)

    await asyncio.gather(*map(send, odd))


async def reach_outside(to: Server, outcome: Outcome) -> None:
    """Ask for files beside the site."""
    for path in OUTSIDE:
        async with connecting(to.port) as connection:
            await connection.send(request(path))
            status, body = await connection.answer()
            outcome.statuses[599 if status == 200 or b"waitress" in body or b"root:" in body else status] += 1


async def pipeline(to: Server, count: int, outcome: Outcome) -> None:
    """Send many requests at once on one connection: the answers come in their order."""
    paths = paths_of(to.site)
    asked = [paths[i % len(paths)] for i in range(count)]
    async with connecting(to.port) as connection:
        sending = asyncio.create_task(connection.send(b"".join(map(request, asked))))
        for path in asked:
            status, body = await connection.answer()
            is_right = body == (to.site / (path[1:] or "index.html")).read_bytes()
            outcome.statuses[status if is_right else 599] += 1
        await sending


async def stop(to: Server, downloads: int, outcome: Outcome) -> None:
    """Tell the server to stop while clients load more than buffers hold: they get all, and it ends with 0."""
    largest = max(paths_of(to.site), key=lambda path: (to.site / (path[1:] or "index.html")).stat().st_size)
    whole = (to.site / largest[1:]).read_bytes()
    async with contextlib.AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(connecting(to.port)) for _ in range(downloads)]
        for client in clients:
            await client.send(request(largest) * FILES_EACH)
        first = [await client.answer() for client in clients]
        begin = time.perf_counter()
        to.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(1)
        rest = [await client.answer() for client in clients for _ in range(FILES_EACH - 1)]
    outcome.statuses.update(status if body == whole else 599 for status, body in [*first, *rest])
    if await asyncio.to_thread(to.process.wait, WAIT_S):
        outcome.statuses[598] += 1  # it was killed, or has crashed
    outcome.seconds.append(time.perf_counter() - begin)


def measure(requests: int, at_once: int, slow_clients: int) -> Iterator[Outcome]:
    """Yield the outcomes, one after another, of one server."""
    with server() as to:
        asyncio.run(load(to, min(requests, 500), at_once, Outcome("warm-up")))
        parts: list[tuple[str, Callable[[Outcome], Awaitable[None]]]] = [
            (f"{requests:,} requests, {at_once} at a time", partial(load, to, requests, at_once)),
            (
                f"{requests // 10:,} requests beside {slow_clients} slow clients",
                partial(slow, to, slow_clients, requests // 10),
            ),
            ("broken and huge requests", partial(abuse, to)),
            ("files outside the site", partial(reach_outside, to)),
            ("200 requests in one pipeline", partial(pipeline, to, 200)),
        ]
        for name, part in parts:
            outcome, before = Outcome(name), to.memory()
            asyncio.run(_run(part(outcome)))
            outcome.memory = before, to.memory()
            yield outcome
        outcome = Outcome("10 downloads while it is told to stop", memory=(to.memory(), 0))
        asyncio.run(stop(to, 10, outcome))
        yield outcome


async def _run(part: Awaitable[None]) -> None:
    await part


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=10_000, help="requests of the load (default 10000)")
    parser.add_argument("--at-once", type=int, default=50, help="clients at a time (default 50)")
    parser.add_argument("--slow", type=int, default=200, help="slow clients (default 200)")
    given = parser.parse_args()
    is_good = True
    for outcome in measure(given.requests, given.at_once, given.slow):
        print(outcome, flush=True)
        is_good = is_good and outcome.is_good
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
