"""What may stand between a figure and the name it belongs to."""

from __future__ import annotations

import re
from typing import Final

# words that end the stretch in which a name after a figure still belongs to it
STOP: Final = "and|or|but|while|who|which|that|to|by|than|from|with|as|after|before|during|since|until|when|if"
# what may stand between a figure and the name it belongs to: "5 million (0.3%) in Norway", "40 percent of trade between Peru"
RE_RIGHT: Final = re.compile(
    rf"""
    \)?                                                  # the bracket that the figure itself stands in
    (?: [ -] (?!(?:{STOP})\b) [a-z-]+ ){{0,4}}?           # the rest of the measured phrase
    [ ]? (?: \([^()]{{1,40}}\)? [ ]? )? \)? [ ]?
    (?:in|for|of|at|between|from|by|inside|across|belonging[ ]to|to) [ ]
    (?: the[ ] | its[ ] )? (?: [a-z-]+ [ ] (?:of[ ])? ){{0,2}}?
    """,
    re.VERBOSE,
)
# ... with no preposition: "600-megawatt Karuma dam", "24 new Kenyan schools"
RE_BARE: Final = re.compile(
    rf"""
    (?: ,[ ][0-9][0-9.,]*-[a-z]+ )?                      # "$2 billion, 600-megawatt"
    [ -] (?: (?!(?:{STOP}|in|of|for|on|at)\b) [a-z-]+ [ ] ){{0,3}} (?:the[ ])?
    """,
    re.VERBOSE,
)
SIGN: Final = "(?:US|A|C|NZ)?"  # letters of a dollar sign
# what may stand between a name and a figure that it carries: "Peru, with a population of about"
RE_LEFT: Final = re.compile(
    rf",?[ ]with[ ] (?:a[ ]|an[ ]|its[ ]|the[ ])? (?:[a-z-]+[ ]){{1,5}} (?:of|at)[ ] (?:[a-z]+[ ]){{0,3}} {SIGN}", re.VERBOSE
)
# "Orlec Dam, a | 600-megawatt plant"
RE_APPOSED: Final = re.compile(r", an? (?:[a-z-]+ ){0,2}")
# "Voss sold 3 cars and Orth over | 5"
RE_GAP: Final = re.compile(rf"[ ] (?: (?:over|about|nearly|almost|around|more[ ]than|some|just|by|up|with) [ ] )? {SIGN}", re.VERBOSE)
# "highest in Peru, at | 66 percent"; "...; Orth, | 28; Voss (31)"
RE_AT: Final = re.compile(rf",[ ](?:at|with)[ ] (?:[a-z]+[ ]){{0,2}} {SIGN}", re.VERBOSE)
# "Oslo, some | 40 km away"
RE_FAR: Final = re.compile(r" (?:away|north|south|east|west|up|down|inland|offshore|outside|off)")
LIST_GAP: Final = 14
RE_AWAY: Final = re.compile(r",[ ](?:[a-z]+[ ]){0,3}")
RE_ITEM: Final = re.compile(r"(?: ,[ ] | [ ]with[ ] | [ ]\( | :[ ] | [ ]\u2013[ ] | [ ]-[ ] )", re.VERBOSE)
# "largest", "second-biggest", "most", after the owner that something ranks in
RE_RANK: Final = re.compile(r"(?:[a-z]+-)?(?:[a-z]{3,9}est|most|best|worst|top|leading|main|only|first|premier|second|third)\b")
