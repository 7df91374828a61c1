"""What each entry of lexicon/layout.toml makes of a line: runs its examples, for `factdb rules --check` and the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from factdb.text import interview, layout, printed, speakers
from factdb.text.fold import fold
from factdb.text.sentences import sentences


def _is_box(names: str) -> bool:
    return layout.RE_BOX.search(names) is not None


def _is_player(line: str) -> bool:
    return layout.player(line, 0, len(line)) is not None


def _is_speech(line: str) -> bool:
    return speakers.speech_speaker(line) is not None


def _is_kicked(line: str) -> bool:
    return line.partition(":")[0].lower() in layout.words("kicker")


def _asks(line: str) -> bool:
    return (interview.label(line) or "").lower() in layout.words("questioner")


def _answers(line: str) -> bool:
    return (interview.label(line) or "").lower() in layout.words("answerer")


# whether a line is what the entry's words make it
LINES: Final[dict[str, Callable[[str], bool]]] = {
    "ago_unit": layout.is_age,
    "answerer": _answers,
    "box": _is_box,
    "byline": printed.is_byline,
    "closing": layout.is_closing,
    "credit_agency": layout.is_credited,
    "credit_label": layout.is_credited,
    "date_label": printed.is_date_line,
    "furniture_line": layout.is_furniture,
    "furniture_start": layout.is_furniture,
    "kicker": _is_kicked,
    "note": layout.is_note,
    "player": _is_player,
    "questioner": _asks,
    "record": layout.is_record,
    "source_label": printed.is_date_line,
    "speech_kind": _is_speech,
}
# entries whose examples have a bar where sentences end
SENTENCES: Final = frozenset({"abbreviation", "numbered", "title"})


def outcome(entry: str, example: str, *, good: bool) -> tuple[str, str] | None:
    """None where the example is read as it says, else (what was wanted, what came)."""
    if entry in SENTENCES:
        plain = fold(example.replace(" | ", " "))
        got = " | ".join(span.of(plain) for span in sentences(plain, 0, len(plain)))
        return None if got == fold(example) else (example, got)
    check = LINES.get(entry)
    if check is None or check(fold(example)) is good:
        return None
    return (entry if good else f"no {entry}", f"no {entry}" if good else entry)
