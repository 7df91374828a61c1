"""Units and currencies: every code, factor and spelling of the lexicons, the factors checked against pint."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from factdb.lexicon import table
from factdb.quantity.unit import plural, units

pint = pytest.importorskip("pint")

# our code -> pint's name, where they differ
_PINT = {
    "m2": "m**2", "km2": "km**2", "cm2": "cm**2", "mm2": "mm**2", "ft2": "ft**2", "mile2": "mile**2", "yard2": "yard**2", "inch2": "inch**2",
    "m3": "m**3", "km3": "km**3", "cm3": "cm**3", "ft3": "ft**3", "yard3": "yard**3", "bcm": "1e9 m**3", "mcm": "1e6 m**3",
    "tcf": "1e12 ft**3", "bcf": "1e9 ft**3", "tmc": "1e9 ft**3", "light_year": "light_year", "nautical_mile": "nautical_mile", "barrel": "oil_barrel",
    "ounce_fluid": "fluid_ounce", "t": "metric_ton", "kt": "1e3 metric_ton", "Mt": "1e6 metric_ton", "Gt": "1e9 metric_ton",
    "dwt": "metric_ton", "quintal": "100 kg", "ug": "microgram", "um": "micrometer", "kWh": "kilowatt_hour", "MWh": "megawatt_hour",
    "GWh": "gigawatt_hour", "TWh": "terawatt_hour", "Wh": "watt_hour", "MMBtu": "1e6 Btu", "hp": "horsepower", "oz": "ounce",
    "eV": "electron_volt", "kcal": "kilocalorie", "mAh": "milliampere_hour", "knot": "knot", "rpm": "1 / minute", "fps": "1 / second", "degC": "delta_degC",
    "degF": "delta_degF", "K": "kelvin", "Nm": "newton * meter", "lb_ft": "force_pound * foot", "V": "volt", "kV": "kilovolt", "A": "ampere",
    "litre": "liter", "hectolitre": "hectoliter", "megalitre": "megaliter", "gigalitre": "gigaliter", "ml": "milliliter", "KB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "PB": "petabyte",
    "percent": "percent", "t_km": "metric_ton * kilometer",
}  # fmt: skip
_BASE = {
    "length": "m", "area": "m**2", "volume": "m**3", "mass": "kg", "energy": "J", "power": "W", "time": "second", "data": "bit",
    "temperature": "delta_degC", "speed": "m / s", "frequency": "1 / s", "pressure": "Pa", "torque": "N * m", "voltage": "V",
    "current": "A", "charge": "coulomb", "freight_work": "kg * m",
}  # fmt: skip
# pint knows no such thing, or means another: a mu of land, a barrel of oil equivalent, calendar lengths, the statistics' own
_OWN = {"mu", "boe", "month", "quarter", "year", "decibel", "dB", "degree", "carat", "gallon", "horsepower", "bushel"}


@pytest.fixture(scope="module")
def registry() -> object:
    return pint.UnitRegistry()


@pytest.mark.parametrize("code", [code for code, row in table("units").items() if "as" not in row])
def test_factor_agrees_with_pint(code: str, registry: object) -> None:
    unit = units()[code]
    base = _BASE.get(unit.dimension)
    if base is None or code in _OWN:
        assert unit.factor is not None
        assert unit.factor > 0
        return
    ours = float(unit.factor or 0)
    source = registry.parse_expression(_PINT.get(code, code))  # type: ignore[attr-defined]
    theirs = (1 * source).to(base).magnitude
    assert ours == pytest.approx(theirs, rel=1e-5)  # pint has the survey acre


def test_known_factors_of_our_own() -> None:
    factors = {code: unit.factor for code, unit in units().items()}
    assert factors["carat"] == Decimal("0.0002")
    assert factors["gallon"] == Decimal("0.003785411784")
    assert factors["basis_point"] == Decimal("0.0001")
    assert units()["decade"].times == 10
    assert (units()["mph"].code, units()["mph"].per) == ("mile", "hour")


def test_currencies_are_the_iso_codes() -> None:
    codes = [code for code in table("currencies") if re.fullmatch("[A-Z]{3}", code)]
    assert len(codes) >= 155
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", ["units", "currencies", "numbers", "denominators"])
def test_every_entry_has_an_example(name: str) -> None:
    silent = {"ordinal", "adjective"}
    assert [key for key, row in table(name).items() if not row.get("yes") and key not in silent] == []


@pytest.mark.parametrize(("name", "expected"), [("mile", "miles"), ("inch", "inches"), ("century", "centuries"), ("day", "days")])
def test_plural(name: str, expected: str) -> None:
    assert plural(name) == expected
