"""numbre serve: the page behind a production server."""

import argparse


def configure(parser):
    """Add the options of the command."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", default=8000, type=port, help="port (default: 8000; 0: any free one)")


def port(text):
    """Return a port number, 0 to 65535."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"expected a port from 0 to 65535, got '{text}'")
    return int(text)


def run(options):
    """Serve the page until Ctrl-C."""
    from numbre.web.serve import serve

    return serve(options.host, options.port)
