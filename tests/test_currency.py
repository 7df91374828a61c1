"""Money that several countries share is told by the country that the article is about, and by nothing less."""

from __future__ import annotations

import pytest

import factdb

_CASES = [
    ("The Philippine government will pay 200,000 pesos to each family in Cebu.", "PHP"),
    ("Chile's lawmakers raised the wage to 500,000 pesos.", "CLP"),
    ("Farmers got 200,000 pesos each.", "MXN"),  # no country: what news means by the word
    ("Uganda spent 5 million shillings on the road to Kampala.", "UGX"),
    ("Pakistan cut fuel to 250 rupees and flour to Rs 100.", "PKR PKR"),
    ("Egypt raised tolls to 50 pounds, about £2.", "EGP GBP"),
    ("Senegal sells rice at 350 francs a kilo; Mexican pesos, 90 Mexican pesos, buy less.", "XOF MXN"),
    # a dollar stays American until the story is at home in one other country
    ("Growers in New South Wales lost $18 million, the Australian government said. Victoria and Queensland lost $4 million.", "AUD AUD"),
    ("The Canadian miner paid US$5 million for the land and $3 million for the road.", "USD CAD"),
    ("The Australian firm paid A$5 million ($3.3 million) to Australia's government, Australia said.", "AUD USD"),
    ("Canada's exports to the United States rose $5 million, Canada and Ontario said.", "USD"),
    ("Japan gave $5 million to Fiji and $3 million to New Zealand, Fiji said. Fiji and New Zealand agreed.", "USD USD"),
]


@pytest.mark.parametrize(("text", "expected"), _CASES)
def test_shared_money(text: str, expected: str) -> None:
    assert " ".join(claim.quantity.unit for claim in factdb.extract(text)) == expected
