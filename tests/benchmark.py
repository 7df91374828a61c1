"""Characters a second, for each stage of the extraction and for the whole of it, beside a bare scan for digits.

    python tests/benchmark.py [--repeat N] [--peer] [FILE ...]

Over the seeds when no file is named. The scan (`re` finding every digit of the same text) tells how fast the machine is: compare ratios, not
times. --peer also measures quantulum3, if it is installed. Prints; asserts nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from factdb import entity, frame, pipeline, quantity, readers, timex  # noqa: E402  after the path is set
from factdb.frame import about, attribution, change, item, kind, metric, modality, period  # noqa: E402
from factdb.frame.scope import ArticleScope, Scope  # noqa: E402
from factdb.text.fold import fold  # noqa: E402
from factdb.values import Document, Quantity, TimexType  # noqa: E402

RE_DIGIT = re.compile("[0-9]")


def best(work: Callable[[], Any], repeat: int) -> float:
    """The shortest of `repeat` runs, in seconds of processor time (other programs do not count); a first one warms caches."""
    work()
    times = []
    for _ in range(repeat):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def stages(documents: list[Document]) -> dict[str, Callable[[], Any]]:
    """Each stage on what the stage before it gives."""
    texts = [fold(document.text) for document in documents]
    times = [timex.find(text) for text in texts]
    taken = [[e.span for e in found if e.type is not TimexType.DURATION] for found in times]
    quantities = [quantity.find(text, spans) for text, spans in zip(texts, taken, strict=True)]
    articles = [
        (text, article, [e for e in found if article.span.covers(e.span)], [q for q in figures if article.span.covers(q.span)])
        for document, text, found, figures in zip(documents, texts, times, quantities, strict=True)
        for article in document.articles
    ]
    resolved = [[timex.resolve(e, article.reference, text) for e in found] for text, article, found, _ in articles]
    named = [entity.find(text, article) for text, article, *_ in articles]

    def frames() -> int:
        number = 0
        for (text, article, _, figures), periods, names in zip(articles, resolved, named, strict=True):
            for scope in pipeline.scopes(ArticleScope(text, article, figures, periods, names)):
                number += len(frame.claims(scope))
        return number

    return {
        "articles, segments, sentences": lambda: [pipeline.document(document.text) for document in documents],
        "fold": lambda: [fold(document.text) for document in documents],
        "times: find": lambda: [timex.find(text) for text in texts],
        "times: resolve": lambda: [[timex.resolve(e, article.reference, text) for e in found] for text, article, found, _ in articles],
        "quantities": lambda: [quantity.find(text, spans) for text, spans in zip(texts, taken, strict=True)],
        "entities": lambda: [entity.find(text, article) for text, article, *_ in articles],
        "frames (all slots)": frames,
        "claims of cut documents": lambda: [pipeline.claims(document) for document in documents],
        "text to claims": lambda: [pipeline.claims(pipeline.document(document.text)) for document in documents],
    }


Known = dict[str, Any]
# slot -> how `frame` fills it, in its order; `known` holds the slots before
SLOTS: dict[str, Callable[[Scope, Quantity, Known], Any]] = {
    "tokens": lambda scope, _one, _known: scope.tokens,
    "direction": lambda scope, one, _known: change.direction(scope, one).value,
    "kind": lambda scope, one, known: kind.kind(scope, one, known["direction"]).value,
    "metric": lambda scope, one, known: metric.metric(scope, one, known["kind"]).value,
    "item": lambda scope, one, _known: item.item(scope, one),
    "entities": lambda scope, one, known: about.entities(scope, one, known["metric"]),
    "time": lambda scope, one, _known: period.period(scope, one),
    "baseline": lambda scope, one, _known: change.baseline(scope, one),
    "modality": lambda scope, one, _known: modality.modality(scope, one),
    "attribution": lambda scope, one, _known: attribution.attribution(scope, one),
}


def slots(documents: list[Document]) -> dict[str, float]:
    """Seconds that each slot of the frames takes over all figures. What slots share is paid by the first that asks for it."""
    spent = dict.fromkeys(SLOTS, 0.0)
    for document in documents:
        text = fold(document.text)
        expressions = timex.find(text)
        figures = quantity.find(text, [e.span for e in expressions if e.type is not TimexType.DURATION])
        for article in document.articles:
            inside = [q for q in figures if article.span.covers(q.span)]
            periods = [timex.resolve(e, article.reference, text) for e in expressions if article.span.covers(e.span)]
            for scope in pipeline.scopes(ArticleScope(text, article, inside, periods, entity.find(text, article))):
                for one in scope.quantities:
                    known: Known = {}
                    for name, fill in SLOTS.items():
                        begin = time.process_time()
                        known[name] = fill(scope, one, known)
                        spent[name] += time.process_time() - begin
    return spent


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("files", nargs="*", type=Path)
    ask.add_argument("--repeat", type=int, default=5, help="runs of each; the best counts")
    ask.add_argument("--peer", action="store_true", help="measure quantulum3 too")
    asked = ask.parse_args()
    documents = list(readers.read_all(asked.files or sorted((ROOT / "seeds").glob("*.txt"))))
    size = sum(len(document.text) for document in documents)
    print(f"{len(documents)} documents, {size:,} characters, best of {asked.repeat}, processor time")
    scan = best(lambda: [sum(1 for _ in RE_DIGIT.finditer(document.text)) for document in documents], asked.repeat)
    print(f"{'stage':32}{'ms':>10}{'chars/s':>14}{'x digit scan':>14}")

    def row(name: str, seconds: float) -> None:
        print(f"{name:32}{seconds * 1000:10.2f}{size / seconds:14,.0f}{seconds / scan:14.1f}", flush=True)

    row("bare digit scan", scan)
    whole = 0.0
    for name, work in stages(documents).items():
        whole = best(work, asked.repeat)
        row(name, whole)
    parts = [slots(documents) for _ in range(asked.repeat)]
    for name in parts[0]:
        row(f"  slot: {name}", min(part[name] for part in parts))
    if asked.peer:
        peer(documents, row, whole)


def peer(documents: list[Document], row: Callable[[str, float], None], whole: float) -> None:
    """quantulum3 over the same texts, paragraph by paragraph (it takes no more), once: it is slow."""
    try:
        from quantulum3 import parser
    except ImportError:
        print("quantulum3 is not installed: pip install '.[benchmark]'")
        return
    paragraphs = [line for document in documents for line in document.text.splitlines() if line.strip()]
    parser.parse("It weighs 3 kg.")
    begin = time.process_time()
    failed = 0
    for paragraph in paragraphs:
        try:
            parser.parse(paragraph)
        except Exception:  # noqa: BLE001  it raises all sorts of errors on news text; the time counts all the same
            failed += 1
    seconds = time.process_time() - begin
    row("quantulum3: quantities alone", seconds)
    print(
        f"factdb's text to claims is {seconds / whole:.1f} times as fast"
        + (f" ({failed} paragraphs made quantulum3 fail)" if failed else "")
    )


if __name__ == "__main__":
    main()
