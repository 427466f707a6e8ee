"""numbre verify BUNDLE...: check bundles as the page and the tests rely on them."""

from argparse import ArgumentParser, Namespace

from .options import folder


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("bundles", nargs="+", type=folder, metavar="BUNDLE", help="folder of a bundle")


def run(options: Namespace) -> None:
    """Verify every bundle and print a line for each; the first failure ends it."""
    from numbre.export.verify import verify

    for path in options.bundles:
        card = verify(path)
        print(f"{path}: '{card.name}' agrees with its card, its hashes and its golden vectors")
