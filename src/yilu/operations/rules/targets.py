"""The steps of the gradient as announced, with their documents. Hubei and Wuhan follow their own path.

"Basically normal" is words: no share is made of it. Due times were told in words (中旬); the day is how they are read.
"""

import datetime as dt
from dataclasses import dataclass

from yilu.core.jurisdiction import NATION
from yilu.core.text import Text

HUBEI, WUHAN = "420000", "420100"

# Which of the five rates a step's word is read beside. "Capacity" was told of collection and delivery alike.
METRICS = {"capacity_share": ("collected", "delivered"), "resumption_share": ("outlets", "staff")}
METRIC_NAMES = {
    "capacity_share": Text("产能恢复", "capacity restored"),
    "resumption_share": Text("复工复产", "resumption"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where, announced when, due when, what share (None: words only), on whose word."""

    code: str
    area: str
    announced: dt.date
    due: dt.date
    metric: str
    share: float | None
    words: Text
    document: str
    source: str
    excluded: tuple[str, ...] = ()


STEPS = (
    Step(
        "cn-2020-1", NATION, dt.date(2020, 2, 7), dt.date(2020, 2, 20), "capacity_share", 0.40,
        Text("2月中旬恢复到正常产能的四成以上", "at least 40 % of normal capacity by the middle third of February"),
        "国家邮政局2020年2月7日电视电话会议", "新华社英文2020年2月10日", (HUBEI,),
    ),
    Step(
        "cn-2020-2", NATION, dt.date(2020, 2, 21), dt.date(2020, 2, 29), "capacity_share", 0.60,
        Text("2月底恢复到正常产能的六成以上", "at least 60 % of normal capacity by the end of February"),
        "国家邮政局2020年2月21日通知", "中国政府网英文版2020年2月22日", (HUBEI,),
    ),
    Step(
        "cn-2020-3", NATION, dt.date(2020, 3, 6), dt.date(2020, 3, 15), "capacity_share", None,
        Text("3月中旬基本恢复正常（湖北除外）", "basically normal by the middle third of March, Hubei excepted"),
        "国家邮政局（人民日报2020年3月6日报道）", "人民日报2020年3月6日", (HUBEI,),
    ),
    Step(
        "hb-2020-wuhan-1", WUHAN, dt.date(2020, 3, 20), dt.date(2020, 3, 31), "resumption_share", 0.60,
        Text("武汉3月底达到六成", "Wuhan: 60 % by the end of March"),
        "湖北省2020年3月20日发布", "湖北日报2020年3月21日",
    ),
    Step(
        "hb-2020-wuhan-2", WUHAN, dt.date(2020, 3, 20), dt.date(2020, 4, 15), "resumption_share", 0.90,
        Text("武汉4月中旬达到九成以上", "Wuhan: at least 90 % by the middle third of April"),
        "湖北省2020年3月20日发布", "湖北日报2020年3月21日",
    ),
    Step(
        "hb-2020-others", HUBEI, dt.date(2020, 3, 20), dt.date(2020, 4, 10), "resumption_share", 0.90,
        Text("湖北其他市州4月上旬达到九成以上", "Hubei outside Wuhan: at least 90 % by the first third of April"),
        "湖北省2020年3月20日发布", "湖北日报2020年3月21日", (WUHAN,),
    ),
)  # fmt: skip
