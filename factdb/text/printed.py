"""What is printed about an article: bylines, dates of the page, datelines. All take one folded line without its newline."""

from __future__ import annotations

import re
from typing import Final

from factdb.lexicon import table
from factdb.text.layout import alternation, words

_LONGEST: Final = 140


def _any(*entries: str) -> str:
    """The words of some entries of lexicon/times.toml as a pattern, longest first."""
    names = {word for entry in entries for word in table("times")[entry]["words"]}
    return "|".join(sorted(names, key=lambda word: (-len(word), word)))


_NAME: Final = r"[A-Z][\w'.-]*(?:[ ](?:[A-Z][\w'.-]*|de|van|von|bin|al|da|del|la|le|and|&)){0,8}"
_RE_BYLINE: Final = re.compile(
    rf"[ ]*(?:(?i:{alternation('byline')})[ ]?:?[ ]+{_NAME}(?:[ ]?[,|/\u2022\u2013\u2014-][ ]?.{{0,80}})?|{_NAME}, (?i:staff|special|senior|chief)?[ ]?(?i:writer|reporter|correspondent|editor))[ ]*$"
)
_RE_BYLINE_NAME: Final = re.compile(rf"[ ]*(?i:{alternation('byline')})[ ]?:?[ ]+(?P<name>{_NAME})")
_MONTH: Final = rf"(?i:{_any('month', 'month_doubtful')})\.?"
_WEEKDAY: Final = rf"(?:(?i:{_any('weekday', 'weekday_doubtful')})\.?,?[ ]+)?"
_YEAR: Final = r"(?:19|20)[0-9]{2}"
# with a day; the year may be missing
DATE: Final = (
    rf"(?:{_WEEKDAY}{_MONTH}[ ][0-3]?[0-9](?:st|nd|rd|th)?(?![0-9])(?:,?[ ]+{_YEAR})?"
    rf"|{_WEEKDAY}[0-3]?[0-9](?:st|nd|rd|th)?[ -]{_MONTH}(?:,?[ -]+{_YEAR})?"
    rf"|{_YEAR}[-/.][01]?[0-9][-/.][0-3]?[0-9](?![0-9])|(?<![0-9])[0-3]?[0-9][-/.][01]?[0-9][-/.]{_YEAR})"
)
RE_DATE: Final = re.compile(rf"(?<![\w.]){DATE}(?!\w)|(?<![\w.]){_YEAR}-[01][0-9]-[0-3][0-9](?=T[0-9])")
_RE_FIGURE: Final = re.compile(r"[0-9]")
_RE_CLOCK: Final = re.compile(
    r"(?:\bat[ ]|T)?[0-2]?[0-9][:.h][0-5][0-9](?::[0-5][0-9])?(?:\.[0-9]+)?[ ]?(?i:[ap]\.?m\.?\b)?(?:[ ]?[+-][0-9]{2}:?[0-9]{2}|Z\b)?"
)
_RE_LABELLED: Final = re.compile(rf"[ ]*(?i:{alternation('date_label')}|{alternation('source_label')})[ ]?:[ ]*\S.{{0,90}}$")
_RE_LABEL: Final = re.compile(
    rf"(?<!\w)(?:by[ ][a-z]+$|(?i:{alternation('date_label')}|{alternation('byline')}|{alternation('source_label')}|[0-9]+[ ]min(?:ute)?s?[ ]read|at|on|in|and))(?!\w)"
)
_RE_REST: Final = re.compile(r"[A-Z][\w'.&-]*")
# more words beside a date are a heading's
_MOST_WORDS: Final = 5

_PLACE: Final = r"[A-Z][\w.'-]*(?:[ /][A-Z][\w.'-]*){0,3}(?:,[ ]?[A-Z][\w.'-]*(?:[ ][A-Z][\w.'-]*){0,2}){0,2}"
RE_DATELINE: Final = re.compile(
    rf"""
    [ ]* (?:
      (?P<place> {_PLACE} ) (?: (?: ,[ ]? | [ ](?:[\u2013\u2014-][ ])? | [ ]\( ) (?P<date> {DATE} ) \)? )?
      | (?P<only> {DATE} )
      | (?= \( ) )
    (?: ,?[ ]? (?P<agency> \([A-Z][\w .,/&'-]{{1,40}}\) | /[A-Z][\w .]{{1,25}}/ | (?<=,[ ])[A-Z]\w+ ) )?
    (?: [ ]* (?P<dash> -{{2,3}} | [\u2013\u2014] ) [ ]? | [ ]+ - [ ] | (?<=\)) : [ ] )
    """,
    re.VERBOSE,
)
# what a dateline ends with, before the dearer pattern
_DATELINE_SIGNS: Final = (" -", "--", "\u2013", "\u2014", "):")
_RE_LETTERS: Final = re.compile(r"[A-Z]{4,}")


def dateline(line: str) -> re.Match[str] | None:
    """The dateline at the head of a paragraph, closed by a dash: a place with a date, an agency or in capitals; a date with an agency.

    Groups: place, date (or only), agency.
    """
    head = line[:_LONGEST]
    if not any(sign in head for sign in _DATELINE_SIGNS):
        return None
    match = RE_DATELINE.match(line, 0, _LONGEST)
    if not match or match.end() == len(line):
        return None
    place, dated, agency = match["place"], match["date"] or match["only"], match["agency"]
    if place and place.split()[0].lower() in table("words")["preposition"]["words"].split():
        return None
    if place and (dated or (agency and agency[0] in "(/")):
        return match
    if agency and not place:
        bare = agency.strip("()/")
        return match if dated or bare.isupper() or bare.lower() in words("credit_agency") else None
    if place and not agency and _RE_LETTERS.search(place.split(",")[0]) and place.split(",")[0].isupper():
        return match
    return None


def is_byline(line: str) -> bool:
    """Whether it reads like "By Ana Lund, Valley Post"."""
    return len(line) <= _LONGEST and line[-1:] not in ".!?" and _RE_BYLINE.match(line) is not None


def byline_name(line: str) -> str | None:
    """The one name that a byline gives, None where it is no byline or names two."""
    match = _RE_BYLINE_NAME.match(line) if is_byline(line) else None
    return match["name"] if match and " and " not in match["name"] else None


def is_date_line(line: str) -> bool:
    """Whether a line holds a date and nothing but what is printed beside one: labels, the hour, a place, a source; or a label and its value."""
    if len(line) > _LONGEST:
        return False
    if _RE_LABELLED.match(line):
        return True
    # no date without a figure, and most lines have none
    date = RE_DATE.search(line) if _RE_FIGURE.search(line) else None
    if not date:
        return False
    rest = _RE_CLOCK.sub(" ", f"{line[: date.start()]} {line[date.end() :]}")
    rest = _RE_LABEL.sub(" ", RE_DATE.sub(" ", rest))
    found = _RE_REST.findall(rest)
    return len(found) <= _MOST_WORDS and not any(char.isalnum() for char in _RE_REST.sub("", rest))
