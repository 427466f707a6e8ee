"""numbre serve: the page behind a production server."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", default=8000, type=port, help="port (default: 8000; 0: any free one)")


def port(text: str) -> int:
    """Return a port number, 0 to 65535."""
    if not text.isdecimal() or int(text) > 65535:
        raise ArgumentTypeError(f"expected a port from 0 to 65535, got '{text}'")
    return int(text)


def run(options: Namespace) -> int:
    """Serve the page until Ctrl-C."""
    from numbre.web.serve import serve

    return serve(options.host, options.port)
