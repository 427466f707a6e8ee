"""numbre-serve: the page behind a production server (waitress)."""

import argparse
import sys

import waitress

from . import SiteError, create_app

THREADS = 8


def main(arguments=None):
    """Run the command; returns the exit status: 0 stopped, 2 cannot be served."""
    options = _parser().parse_args(arguments)
    try:
        server = waitress.create_server(
            create_app(), host=options.host, port=options.port, threads=THREADS, ident=None
        )
    except (SiteError, OSError, ValueError) as error:
        print(f"numbre-serve: {_reason(error, options)}", file=sys.stderr)
        return 2
    shown = f"[{options.host}]" if ":" in options.host else options.host
    print(f"Numbre is at http://{shown}:{_port(server)}/ (Ctrl+C stops it)", flush=True)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
    return 0


def _port(server):
    return getattr(server, "effective_port", None) or server.effective_listen[0][1]


def _reason(error, options):
    """Return one sentence that says what to do."""
    if isinstance(error, SiteError):
        return error
    if isinstance(error, ValueError):  # what waitress makes of a name that it cannot look up
        return f"{options.host} is no address of this machine; give another --host."
    return (
        f"cannot listen on {options.host} port {options.port} ({error}); is it in use? Give another --port."
    )


def _port_number(text):
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not '{text}'")
    return int(text)


def _parser():
    parser = argparse.ArgumentParser(prog="numbre-serve", description="Serve the page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument(
        "--port", default=8000, type=_port_number, help="port to listen on (8000; 0: any free one)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
