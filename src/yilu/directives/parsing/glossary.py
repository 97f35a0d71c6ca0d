"""Set phrases of the sector's notices in early 2020: what each stands for, restated, with its source.

What is not listed here is told as unknown. A text nobody has is not made up: of 七个一律 six are known.
"""

import re
from dataclasses import dataclass

from yilu.directives.parsing.notice import Phrase


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase, what it stands for, and where that was read."""

    term: str
    zh: str
    en: str
    source: str
    is_whole: bool = True  # is all of it known?


_STATE_BUREAU = "国家邮政局 2020年2月18日发布 / State Post Bureau, 18 Feb 2020"
_TWO_PROVINCES = (
    "广西壮族自治区邮政管理局 2020年2月3日；安徽省邮政管理局 2020年2月19日 / Guangxi 3 Feb, Anhui 19 Feb 2020"
)
_SIX = (
    "无复工方案和异常情况处置预案的一律不得开工；防护物资不足的一律停止作业；"
    "返岗人员未按卫生防疫要求检查防护的一律不得上岗；未测体温的一律不得进入作业场所和网点；"
    "有发热、咳嗽等症状的一律及早报告、隔离、就诊；"
    "私自从重点疫区返回的一律报告当地政府并医学观察或隔离",
    "no resumption plan and plan for abnormal situations, no start; short of protection, work stops; returned staff "
    "not checked under health rules, not on post; temperature not taken, no entry; fever or cough, reported early, "
    "isolated, treated; come privately from a key epidemic area, reported to local government and observed or isolated",
)
TERMS: dict[str, Term] = {
    t.term: t
    for t in (
        Term(
            "四个确保",
            "确保中央政令畅通，党报党刊投递渠道畅通，武汉等地群众基本生活物资寄递服务渠道畅通，"
            "国内国际抗疫物资运输寄递绿色通道畅通",
            "keep open: the government's orders; the delivery of party papers; delivery of daily necessities to people "
            "in Wuhan and elsewhere; the green channel for anti-epidemic supplies at home and from abroad",
            _STATE_BUREAU,
        ),
        Term(
            "三个优先",
            "优先保障邮政服务政务寄递，优先处理平台已产生订单的寄递需求，优先包容新业态发展、满足老百姓特殊需要",
            "first: government mail; orders already placed on platforms; new forms of business that meet people's "
            "special needs",
            _STATE_BUREAU,
        ),
        Term(
            "一个梯度推进",
            "分阶段确定企业恢复目标，积极有序推进网购快递复工复产",
            "restoration targets of enterprises set in stages, online-shopping parcels resumed step by step",
            _STATE_BUREAU,
        ),
        Term(
            "三不一优先",
            "对应急运输车辆不停车、不检查、不收费，优先通行",
            "vehicles on emergency transport: no stopping, no checking, no charging, and priority of passage",
            "交通运输部 2020年1月24日 / Ministry of Transport, 24 Jan 2020",
        ),
        Term(
            "一断三不断",
            "坚决阻断病毒传播渠道，保障公路交通网络不断、应急运输绿色通道不断、必要的群众生产生活物资运输通道不断",
            "cut the ways of transmission; keep the road network, the emergency transport channel and the channel for "
            "necessary goods",
            "交通运输部 / Ministry of Transport",
        ),
        Term("六个一律", *_SIX, _TWO_PROVINCES),
        Term(
            "七个一律",
            "所知六条与“六个一律”相同：" + _SIX[0] + "；第七条的文本没有找到",
            "six of the seven are known from 六个一律: " + _SIX[1] + "; the text of the seventh was not found",
            _TWO_PROVINCES,
            is_whole=False,
        ),
    )
}
_KNOWN = re.compile("|".join(sorted(TERMS, key=len, reverse=True)))
# In inverted commas and begun by a number: a set phrase, whether the glossary knows it or not.
_QUOTED = re.compile(r'"(?=[一二三四五六七八九十两])([^"\n,。;]{2,12})"')


def phrases(folded: str, text: str, lo: int, hi: int) -> tuple[Phrase, ...]:
    """The set phrases between two offsets, each once, in the order of the text."""
    spans = {m.span() for m in _KNOWN.finditer(folded, lo, hi)}
    taken = {at for start, end in spans for at in range(start, end)}
    spans |= {m.span(1) for m in _QUOTED.finditer(folded, lo, hi) if not taken & {*range(*m.span(1))}}
    found = {
        text[start:end]: Phrase(text[start:end], text[start:end] in TERMS, start, end)
        for start, end in sorted(spans, reverse=True)
    }
    return tuple(sorted(found.values(), key=lambda p: p.start))
