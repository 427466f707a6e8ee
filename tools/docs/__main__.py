"""Write the generated tables of README.md and docs/*.md from committed results: `python -m tools.docs`.

Sources: the cards in web/models, and docs/results. A test compares the files with their sources.
"""

from pathlib import Path

from numbre.export.card import Card
from numbre.train.lib.records import read_record
from numbre.train.results.comparisons import Ablations
from numbre.train.segmentation.cross_fit import CrossFit
from tools.docs import accuracy, hand, numbers, pictures, speed, training
from tools.docs.markdown import fill
from tools.paths import MODELS, ROOT
from tools.results import Bench, HandLearning, Numbers, Pictures, Speedrun, TrainingInPage, committed

NETWORKS = ("ink", "hello", "dropout", "numbre", "lesson")  # rows of tables, in this order
DOCS = ROOT / "docs"


def cards() -> list[Card]:
    """Return the full cards of the committed networks, the default first."""
    return [read_record(MODELS / name / "card.json", Card) for name in NETWORKS]


def tables() -> dict[Path, dict[str, str]]:
    """Return {file: {table: Markdown}}: every generated table and the file that holds it."""
    networks, bench, multi_digit = cards(), committed("bench", Bench), committed("numbers", Numbers)
    ablations, speedrun = committed("ablations", Ablations), committed("speedrun", Speedrun)
    segmentation = committed("segmentation", CrossFit)
    read = committed("pictures", Pictures)
    in_page = committed("training-in-page", TrainingInPage)
    learned = committed("hand", HandLearning)
    [ink, *_] = networks
    return {
        ROOT / "README.md": {
            "accuracy": accuracy.accuracy(ink),
            "speed": speed.speed(bench),
            "provenance": speed.provenance(bench),
        },
        DOCS / "accuracy.md": {
            "accuracy": accuracy.accuracy(ink),
            "networks": accuracy.networks(networks),
            "multi-digit numbers": numbers.multi_digit_numbers(segmentation),
            "confidence": numbers.confidence(segmentation),
            "segmentation provenance": numbers.segmentation_provenance(segmentation),
            "rejection": accuracy.rejection(ink),
            "marks": accuracy.marks(ink),
            "calibration": accuracy.calibration(ink),
            "writing styles": accuracy.writing_styles(ink),
            "cross-validation": accuracy.cross_validation(ink),
            "ablations": accuracy.ablations(ablations),
            "ablations provenance": accuracy.ablations_provenance(ablations),
        },
        DOCS / "learning.md": {
            "hand": hand.by_examples(learned),
            "corrections": hand.by_correcting(learned),
            "hand drawings": hand.by_drawing(learned),
            "hand provenance": hand.provenance(learned),
        },
        DOCS / "speed.md": {**speed.tables(bench), "number latency": numbers.latency(multi_digit)},
        DOCS / "pictures.md": {
            "pictures": pictures.table_of(read),
            "pictures provenance": pictures.provenance(read),
        },
        DOCS / "training.md": {
            "networks": training.networks(networks),
            "speedrun": training.speedrun(speedrun),
            "speedrun provenance": training.speedrun_provenance(speedrun),
            "training in the page": training.in_page(in_page),
            "training in the page provenance": training.in_page_provenance(in_page),
        },
    }


def main() -> None:
    """Fill every file."""
    for path, contents in tables().items():
        path.write_text(fill(path.read_text(), contents))


if __name__ == "__main__":
    main()
