"""numbre verify BUNDLE...: check bundles as the page and the tests rely on them."""

from pathlib import Path


def configure(parser):
    """Add the options of the command."""
    parser.add_argument("bundles", nargs="+", type=Path, metavar="BUNDLE", help="folder of a bundle")


def run(options):
    """Verify every bundle and print a line for each; the first failure ends it."""
    from numbre.export.verify import verify

    for folder in options.bundles:
        card = verify(folder)
        print(f"{folder}: '{card['name']}' agrees with its card, its hashes and its golden vectors")
