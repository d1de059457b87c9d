"""Time stamps and the validity period."""

from datetime import datetime, timedelta

from .known_error import known, raises


def moment(reading, name):
    return datetime.fromisoformat(reading.message.fields[name]["iso"])


def times(reading):
    return [
        moment(reading, name)
        for name in ("scts", "dt", "vp")
        if "iso" in reading.message.fields.get(name, {})
    ]


@known(
    "gsmmodem messaging",
    "scts.iso scts.utc dt.iso vp.iso",
    "TS 23.040 §9.2.3.11",
    "years 69 to 99 are of the last century",
)
def _(reading, said):
    expected = [time.replace(year=time.year - 100) for time in times(reading) if time.year >= 2069]
    zones = {0, reading.message.fields.get("scts", {}).get("tz", 0)}
    return datetime.fromisoformat(said) in [
        time - timedelta(minutes=15 * zone) for time in expected for zone in zones
    ]


@known("libgammu", "scts.iso dt.iso", "TS 23.040 §9.2.3.11", "years 90 to 99 are counted from 1990")
def _(reading, said):
    return said in [f"{time.year - 10}{time.isoformat()[4:]}" for time in times(reading) if time.year >= 2090]


@known("libgammu", "error", "TS 23.040 §9.2.3.11", "a leap day of those years is then none")
def _(reading, said):
    leap_days = [time for time in times(reading) if time.year >= 2090 and (time.month, time.day) == (2, 29)]
    return bool(leap_days) and raises(said, "AttributeError")


@known(
    "pycrate",
    "scts.tz dt.tz vp.tz",
    "TS 23.040 §9.2.3.11",
    "the digits of the time zone are read as one binary number",
)
def _(reading, said):
    zones = [reading.message.fields.get(name, {}).get("tz", 0) for name in ("scts", "dt", "vp")]
    return abs(said) in [abs(zone) // 10 * 16 + abs(zone) % 10 for zone in zones if (zone < 0) == (said < 0)]


# The validity period


def validity(reading):
    return reading.message.fields.get("vp", {})


def is_enhanced(reading):
    return validity(reading).get("format") == "enhanced"


@known(
    "smspdudecoder",
    "vp.seconds",
    "TS 23.040 §9.2.3.12.1",
    "values to 143 count from none rather than from five minutes, and half hours are dropped",
)
def _(reading, said):
    value = validity(reading).get("value", 255)
    return value <= 167 and said == (value * 300 if value <= 143 else (12 + (value - 143) // 2) * 3600)


@known(
    "gsmmodem",
    "error udh udhi text data",
    "TS 23.040 §9.2.3.12.3",
    "the enhanced format is unknown: its seven octets are taken for user data",
)
def _(reading, said):
    return is_enhanced(reading)


@known("libgammu", "error", "TS 23.040 §9.2.3.12.3", "the enhanced format is refused")
def _(reading, said):
    return is_enhanced(reading) and raises(said, "ERR_UNKNOWN")


@known(
    "tshark",
    "udh text data",
    "TS 23.040 §9.2.3.12.3",
    "a relative period in the enhanced format ends after two of its seven octets",
)
def _(reading, said):
    return is_enhanced(reading) and validity(reading)["raw"][1] == "1"
