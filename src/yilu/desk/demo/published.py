"""What was published about the network in 2019–2020: the anchors every synthetic figure is calibrated on.

Curves are (day, share of normal) and are read with straight lines between the anchors. The anchors marked `†` are
published; those between them are chosen so that the months add up to the published volumes (January 2020: 3.78 billion
pieces, February: 2.77, March: about 5.98, April: 6.50; State Post Bureau). Shares up to 20 February are of 187 million
pieces a day, later ones of 200 million: that is what 112 million = 60 % (17 Feb) and 162 million = 81 % (28 Feb) imply.
"""

from dataclasses import dataclass
from datetime import date

Curve = tuple[tuple[str, float], ...]

# The express outlets of the country at the end of 2020 (China Daily): what one synthetic site is a sample of.
OUTLETS_OF_THE_NATION = 224_000
# More than 3 million people (2019); 2.46 million = 90.2 % on 28 Feb 2020 imply a roster of 2.73 million.
STAFF_OF_THE_NATION = 3_000_000

NATION: dict[str, Curve] = {
    "collected": (
        ("2019-11-01", 1.06), ("2019-11-11", 2.10), ("2019-11-16", 1.25), ("2019-12-12", 1.16), ("2019-12-31", 1.03),
        ("2020-01-08", 1.02), ("2020-01-15", 0.92), ("2020-01-20", 0.62), ("2020-01-23", 0.26),
        ("2020-01-24", 0.075), ("2020-01-29", 0.075),  # † 81.25 million in the six days from 24 Jan
        ("2020-02-03", 0.15), ("2020-02-07", 0.24), ("2020-02-10", 0.35), ("2020-02-13", 0.47),
        ("2020-02-17", 0.60),  # † 112 million
        ("2020-02-18", 0.64),  # † 120 million
        ("2020-02-20", 0.67), ("2020-02-21", 0.64), ("2020-02-25", 0.74),
        ("2020-02-28", 0.81),  # † 162 million
        ("2020-03-04", 0.825),  # † more than 160 million, over 80 %
        ("2020-03-13", 0.90), ("2020-03-20", 1.02), ("2020-03-31", 1.13),
        ("2020-04-03", 1.06), ("2020-04-05", 0.90),  # † 530 million in the three days from 4 Apr
        ("2020-04-10", 1.08), ("2020-04-30", 1.14),
    ),
    "delivered": (
        ("2019-11-01", 1.05), ("2019-11-13", 1.85), ("2019-11-20", 1.20), ("2019-12-14", 1.15), ("2019-12-31", 1.03),
        ("2020-01-08", 1.03), ("2020-01-15", 0.95), ("2020-01-20", 0.72), ("2020-01-23", 0.35),
        ("2020-01-24", 0.072), ("2020-01-29", 0.070),  # † 78.17 million in the six days from 24 Jan
        ("2020-02-03", 0.11), ("2020-02-07", 0.17), ("2020-02-10", 0.25), ("2020-02-13", 0.35),
        ("2020-02-17", 0.43),  # † more than 80 million, over 40 %
        ("2020-02-18", 0.43),  # † 80 million
        ("2020-02-20", 0.50), ("2020-02-21", 0.50), ("2020-02-25", 0.69),
        ("2020-02-28", 0.80),  # † 160 million
        ("2020-03-04", 0.82), ("2020-03-13", 0.90), ("2020-03-20", 1.01), ("2020-03-31", 1.11),
        ("2020-04-03", 1.07), ("2020-04-05", 0.92), ("2020-04-10", 1.08), ("2020-04-30", 1.13),
    ),
    "staff": (
        ("2019-11-01", 0.98), ("2020-01-08", 0.97), ("2020-01-15", 0.88), ("2020-01-20", 0.70), ("2020-01-24", 0.24),
        ("2020-02-01", 0.27), ("2020-02-07", 0.41), ("2020-02-10", 0.52), ("2020-02-16", 0.67),
        ("2020-02-17", 0.68),  # † more than 2.0 of 3 million; 69.2 % of the main firms' on the 16th
        ("2020-02-20", 0.73), ("2020-02-21", 0.79),
        ("2020-02-28", 0.902), ("2020-03-04", 0.902), ("2020-03-08", 0.925), ("2020-03-13", 0.925),  # †
        ("2020-03-31", 0.986),  # †
        ("2020-04-30", 0.990),
    ),
    "outlets": (
        ("2019-11-01", 0.995), ("2020-01-15", 0.98), ("2020-01-20", 0.88), ("2020-01-24", 0.38), ("2020-02-03", 0.36),
        ("2020-02-10", 0.48), ("2020-02-17", 0.62), ("2020-02-22", 0.74), ("2020-02-28", 0.86), ("2020-03-13", 0.95),
        ("2020-03-31", 0.997),  # † without registered end points
        ("2020-04-30", 0.998),
    ),
}  # fmt: skip

_BEFORE: Curve = (("2019-11-01", 1.0), ("2020-01-12", 0.96), ("2020-01-20", 0.60))

# Areas that went their own way; the rest of the country makes up the nation's figure.
AREAS: dict[str, dict[str, Curve]] = {
    "420100": {  # Wuhan, closed on 23 Jan
        "collected": (*_BEFORE, ("2020-01-24", 0.055), ("2020-01-29", 0.050), ("2020-02-17", 0.040),
                      ("2020-03-10", 0.12), ("2020-03-26", 0.38), ("2020-04-08", 0.66), ("2020-04-30", 0.93)),
        "delivered": (*_BEFORE, ("2020-01-24", 0.075),  # † 1.027 million in the week from 23 Jan
                      ("2020-02-17", 0.10), ("2020-03-10", 0.24), ("2020-03-26", 0.52), ("2020-04-08", 0.74),
                      ("2020-04-30", 0.95)),
        "staff": (*_BEFORE, ("2020-01-24", 0.10), ("2020-02-17", 0.12), ("2020-03-10", 0.38),
                  ("2020-03-27", 0.756), ("2020-04-07", 0.843),  # † the headcount fell from 31,752 to 31,192
                  ("2020-04-30", 0.95)),
        "outlets": (*_BEFORE, ("2020-01-24", 0.09), ("2020-02-12", 0.097),  # † about 400 of 4,119
                    ("2020-02-17", 0.10), ("2020-03-10", 0.34), ("2020-03-27", 0.683), ("2020-04-07", 0.796),  # †
                    ("2020-04-30", 0.93)),
    },
    "420000": {  # Hubei without Wuhan
        "collected": (*_BEFORE, ("2020-01-24", 0.040), ("2020-02-17", 0.060), ("2020-03-01", 0.11),
                      ("2020-03-15", 0.34), ("2020-03-26", 0.62), ("2020-04-10", 0.92), ("2020-04-30", 1.02)),
        "delivered": (*_BEFORE, ("2020-01-24", 0.060), ("2020-02-17", 0.12), ("2020-03-01", 0.20),
                      ("2020-03-15", 0.46), ("2020-03-26", 0.76), ("2020-04-10", 0.94), ("2020-04-30", 1.02)),
        "staff": (*_BEFORE, ("2020-01-24", 0.10), ("2020-02-17", 0.17), ("2020-03-01", 0.36), ("2020-03-15", 0.78),
                  ("2020-03-27", 0.985),  # †
                  ("2020-04-30", 0.99)),
        "outlets": (*_BEFORE, ("2020-01-24", 0.14), ("2020-02-17", 0.18), ("2020-03-01", 0.34), ("2020-03-15", 0.80),
                    ("2020-03-27", 0.9985),  # †
                    ("2020-04-30", 0.999)),
    },
    "320000": {  # Jiangsu
        "outlets": (("2019-11-01", 1.0), ("2020-01-15", 0.98), ("2020-01-24", 0.30), ("2020-02-10", 0.22),
                    ("2020-02-18", 0.335),  # † about one third
                    ("2020-02-28", 0.80), ("2020-03-31", 0.998)),
    },
    "340000": {  # Anhui
        "staff": (("2019-11-01", 0.98), ("2020-01-15", 0.90), ("2020-01-24", 0.20), ("2020-02-10", 0.30),
                  ("2020-02-18", 0.447),  # †
                  ("2020-02-28", 0.86), ("2020-03-31", 0.985)),
    },
    "440000": {  # Guangdong
        "staff": (("2019-11-01", 0.98), ("2020-01-15", 0.86), ("2020-01-24", 0.25), ("2020-02-17", 0.72),
                  ("2020-02-28", 0.93), ("2020-03-10", 0.991),  # †
                  ("2020-04-30", 0.995)),
    },
    "630000": {  # Qinghai
        "outlets": (("2019-11-01", 1.0), ("2020-01-20", 0.95), ("2020-01-24", 0.45), ("2020-02-17", 0.70),
                    ("2020-03-02", 0.874),  # † 768 of 879
                    ("2020-03-31", 0.995)),
    },
}  # fmt: skip

# A roster says what is normal from a day on. Its staff drifts, as the published denominators did: Wuhan 42,000 to
# 37,001, the rest of Hubei 46,147 to 45,070 from 27 March to 7 April, so that the rate rose while the headcount fell.
# (from, million pieces a day in the nation, staff against STAFF_OF_THE_NATION, departures of areas from that)
ROSTERS: tuple[tuple[date, float, float, dict[str, float]], ...] = (
    (date(2019, 11, 1), 187.0, 1.0, {}),
    (date(2020, 2, 21), 200.0, 2.73 / 3.0, {}),
    (date(2020, 4, 1), 200.0, 2.73 / 3.0, {"420100": 37.0 / 42.0, "420000": 45.07 / 46.15}),
)


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure: shown beside the sums of the synthetic network, never mixed in."""

    area: str
    as_of: date
    metric: str
    value: float
    unit: str
    reporter: str
    numerator: float | None = None
    denominator: float | None = None
    scope: str = ""
    note: str = ""
    excluded: tuple[str, ...] = ()


_BUREAU = "国家邮政局"

# Shares, not volumes: a nation's 112 million pieces says nothing against a synthetic network of two thousand sites.
OUTSIDE: tuple[Published, ...] = (
    Published("100000", date(2020, 2, 17), "pickup_share", 60.0, "pct", _BUREAU, note="日收寄1.12亿件"),
    Published("100000", date(2020, 2, 17), "delivered_share", 40.0, "pct", _BUREAU, note="日投递8000万件以上，40%以上"),
    Published("320000", date(2020, 2, 18), "outlets_resumption_rate", 33.3, "pct", "现代快报", 3000, note="约三分之一"),
    Published("340000", date(2020, 2, 18), "staff_return_rate", 44.74, "pct", "央广网"),
    Published("100000", date(2020, 2, 28), "pickup_share", 81.0, "pct", _BUREAU, note="日收寄1.62亿件"),
    Published("100000", date(2020, 2, 28), "delivered_share", 80.0, "pct", _BUREAU, note="日投递1.6亿件"),
    Published("100000", date(2020, 2, 28), "staff_resumption_rate", 90.2, "pct", _BUREAU, 2_460_000),
    Published(
        "630000", date(2020, 3, 2), "outlets_resumption_rate", 87.4, "pct", "青海省邮政管理局", 768, 879,
        note="原文768处，而邮政428处与快递337处之和为765处",
    ),
    Published("420000", date(2020, 3, 27), "staff_return_rate", 87.6, "pct", _BUREAU, 77_216),
    Published("420100", date(2020, 3, 27), "staff_return_rate", 75.6, "pct", _BUREAU, 31_752),
    Published("420000", date(2020, 3, 27), "staff_return_rate", 98.52, "pct", _BUREAU, 45_464, excluded=("420100",)),
    Published("100000", date(2020, 3, 31), "outlets_open_rate", 99.7, "pct", _BUREAU, scope="不含末端备案网点"),
    Published("420000", date(2020, 4, 7), "staff_return_rate", 92.92, "pct", _BUREAU, 76_260),
    Published("420100", date(2020, 4, 7), "staff_return_rate", 84.3, "pct", _BUREAU, 31_192),
)  # fmt: skip
