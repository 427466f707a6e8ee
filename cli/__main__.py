"""numbre COMMAND: train, evaluate, export, verify and serve networks that read digits.

Each command is a module with configure(parser) and run(options), imported only when it is chosen.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Iterable

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before tensorflow is imported: no start-up messages

COMMANDS = {  # command: (module, summary)
    "cut": ("cut", "cut numbers into digits, to train on them in context"),
    "train": ("train", "train a network"),
    "segment": ("segment", "fit how whole numbers are read, after cross-validation"),
    "report": ("report", "evaluate a finished run again: metrics and plots"),
    "cross-validate": ("cross_validate", "train a recipe with every writer and contributor held out once"),
    "ablate": ("ablate", "train the recipe of ink with one change at a time"),
    "explore": ("explore", "draw pictures of the data"),
    "export": ("export", "convert finished runs to bundles for the page"),
    "verify": ("verify", "check bundles: hashes, card and golden vectors"),
    "serve": ("serve", "serve the page"),
}


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command; return the exit status: 0 done, 1 interrupted, 2 impossible."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    command = next((word for word in words if not word.startswith("-")), None)
    made = parser(command)
    options, unknown = made.parse_known_args(words)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    try:
        return _run(options)
    except ModuleNotFoundError as error:
        return _fail(options, f"needs {error.name}; install it with: pip install 'numbre[train]'")


def parser(chosen: str | None = None) -> argparse.ArgumentParser:
    """Return the parser; only the chosen command's own options are added to it."""
    made = argparse.ArgumentParser(
        prog="numbre",
        description="Train, evaluate, export, verify and serve networks that read digits.",
        allow_abbrev=False,
    )
    commands = made.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, summary) in COMMANDS.items():
        about = f"{summary[0].upper()}{summary[1:]}."
        one = commands.add_parser(name, help=summary, description=about, allow_abbrev=False)
        if name == chosen:
            command = importlib.import_module(f".{module}", __package__)
            command.configure(one)
            one.set_defaults(run=command.run, parser=one)
    return made


def _run(options: argparse.Namespace) -> int:
    from numbre.train.lib.errors import UserError

    try:
        return options.run(options) or 0
    except KeyboardInterrupt as interrupt:
        print(f"\nStopped; {str(interrupt) or 'nothing was changed'}.", file=sys.stderr)
        return 1
    except (UserError, OSError) as error:
        return _fail(options, error)


def _fail(options: argparse.Namespace, reason: object) -> int:
    print(f"numbre {options.command}: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
