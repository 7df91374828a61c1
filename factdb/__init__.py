"""factdb: quantified claims of news texts as rows that can be traced to their characters.

>>> import datetime, factdb
>>> claim, = factdb.extract("Trade reached $31.17 billion in 2022.", reference_date=datetime.date(2023, 9, 7))
>>> claim.quantity.value, claim.quantity.unit, claim.metric
(Decimal('31170000000.00'), 'USD', 'trade_volume')
"""

from __future__ import annotations

import datetime as dt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from factdb.values import Claim

__version__ = "0.1.0"
__all__ = ["extract"]


def extract(text: str, *, reference_date: dt.date | None = None) -> tuple[Claim, ...]:
    """Claims of `text` in text order; empty when it states no figure.

    Args:
        text: any news text; articles and segments are found in it.
        reference_date: the day it was written; None: found in the text itself where it says so, else relative times stay unresolved.
    """
    # imported here so that `import factdb` and `factdb --help` stay quick
    from factdb.pipeline import claims, document

    return claims(document(text, reference_date=reference_date))
