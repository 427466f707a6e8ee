"""numbre explore: pictures of the data before training."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from .options import add_data, folder, load_data, seed


def configure(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--digit", type=int, default=3, help="show a dozen of this digit (default: 3)")
    parser.add_argument("--index", type=int, default=0, help="show this image of MNIST (default: 0)")
    parser.add_argument("--seed", type=seed, default=1, help="seed of the random sample (default: 1)")
    parser.add_argument("--no-open", action="store_true", help="write the pictures without opening them")
    parser.add_argument(
        "--out", type=folder, default=Path("runs/explore"), help="folder to write (default: runs/explore)"
    )
    add_data(parser)


def run(options: Namespace) -> None:
    """Write the pictures, print one image as numbers, open the page of pictures."""
    from numbre.train.lib.screen import show
    from numbre.train.plots.explore import explore, matrix, one_hot

    datasets = load_data(options)
    captions = explore(datasets, options.out, options.digit, options.index, options.seed)
    images, labels, _ = datasets["mnist"].part("train")
    label = labels[options.index]
    print(f"Image {options.index}:\n{matrix(images[options.index])}")
    print(f"Its label {label}, one-hot: {' '.join(map(str, one_hot(label)))}\n")
    for name, caption in captions.items():
        print(f"{options.out / name}.png, .svg: {caption}")
    show(options.out / "index.html", wanted=not options.no_open)
