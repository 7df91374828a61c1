"""Word lists -> the unit and metric tables."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files
from typing import Any

from factdb import lexicon
from factdb.db.rows import MetricRow, UnitRow


def units() -> list[UnitRow]:
    """Units, then currencies, each in file order. A dimension's base unit is the one whose factor is 1."""
    rows = []
    # an entry with `as` is another unit in other words
    entries = {code: entry for code, entry in _table("units").items() if "as" not in entry}
    bases = {entry["dimension"]: code for code, entry in reversed(entries.items()) if str(entry.get("factor")) == "1"}
    for code, entry in entries.items():
        base = bases.get(entry["dimension"])
        factor = Decimal(str(entry["factor"])) if base and "factor" in entry else None
        rows.append(UnitRow(code, _label(code, entry), entry["dimension"], base if factor is not None else None, factor))
    # no rate of exchange is fixed: money converts into nothing
    rows.extend(UnitRow(code, _label(code, entry), "money") for code, entry in _table("currencies").items())
    return rows


def metrics() -> list[MetricRow]:
    """Metrics in file order."""
    return [MetricRow(code, _label(code, entry), entry.get("definition")) for code, entry in _table("metrics").items()]


def aliases() -> dict[str, list[str]]:
    """Canonical name -> the other names and adjectives that the word lists give it, sorted."""
    from factdb.entity.gazetteer import gazetteer

    known = gazetteer()
    found: dict[str, set[str]] = {}
    for form, entry in known.forms.items():
        if form != entry.name:
            found.setdefault(entry.name, set()).add(form)
    for acronym, name in known.acronyms.items():
        found.setdefault(name, set()).add(acronym)
    return {name: sorted(forms) for name, forms in found.items()}


def _label(code: str, entry: dict[str, Any]) -> str:
    label = entry.get("label") or entry.get("name")
    names = entry.get("names")
    if not label and isinstance(names, list) and names:
        label = names[0]
    return str(label or code.replace("_", " "))


def _table(name: str) -> dict[str, dict[str, Any]]:
    if not files("factdb.lexicon").joinpath(f"{name}.toml").is_file():
        return {}
    return {code: entry for code, entry in lexicon.table(name).items() if isinstance(entry, dict)}
