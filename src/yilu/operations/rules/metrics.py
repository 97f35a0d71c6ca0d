"""What the metrics of figures from outside are called: the words the public reports of 2020 used, as codes."""

import re

from yilu.core.text import Text

NAMES = {
    "capacity_share": Text("产能恢复比例", "capacity restored"),
    "delivered_cum": Text("累计投递量", "delivered, cumulative"),
    "delivered_day": Text("日投递量", "delivered in the day"),
    "delivered_day_mean": Text("日均投递量", "delivered, daily mean"),
    "delivered_share": Text("投递复产率", "delivered, share of normal"),
    "handled_cum": Text("累计处理量", "handled, cumulative"),
    "handled_day": Text("日处理量", "handled in the day"),
    "handled_day_mean": Text("日均处理量", "handled, daily mean"),
    "outlets_open": Text("营业网点数", "outlets open"),
    "outlets_open_rate": Text("网点营业率", "outlet opening rate"),
    "outlets_resumed": Text("复工网点数", "outlets resumed"),
    "outlets_resumption_rate": Text("网点复工率", "outlet resumption rate"),
    "outlets_total": Text("网点总数", "outlets in all"),
    "pickup_cum": Text("累计收寄量", "collected, cumulative"),
    "pickup_day": Text("日收寄量", "collected in the day"),
    "pickup_day_mean": Text("日均收寄量", "collected, daily mean"),
    "pickup_share": Text("收寄复产率", "collected, share of normal"),
    "relief_flights_cum": Text("累计防疫物资航班", "relief flights, cumulative"),
    "relief_goods_cum_tonnes": Text("累计防疫物资", "relief goods, cumulative"),
    "relief_parcels_cum": Text("累计防疫包裹", "relief parcels, cumulative"),
    "relief_vehicle_trips_cum": Text("累计防疫物资车次", "relief vehicle trips, cumulative"),
    "resumption_share_other_brands": Text("其他主要企业复工比例", "resumption of the other main brands"),
    "staff_on_duty": Text("在岗人数", "staff on duty"),
    "staff_on_duty_rate": Text("人员到岗率", "staff on-duty rate"),
    "staff_resumed": Text("复工人数", "staff resumed"),
    "staff_resumption_rate": Text("人员复工率", "staff resumption rate"),
    "staff_return_rate": Text("人员返岗率", "staff return rate"),
    "staff_returned": Text("返岗人数", "staff returned"),
    "target_capacity_share_mid_feb": Text("二月中旬产能目标", "capacity target for mid-February"),
}
UNITS = {
    "flights": Text("架次", "flights"),
    "million_persons": Text("百万人", "million people"),
    "million_pieces": Text("百万件", "million pieces"),
    "outlets": Text("处", "outlets"),
    "pct": Text("%", "%"),
    "persons": Text("人", "people"),
    "pieces": Text("件", "pieces"),
    "t": Text("吨", "t"),
    "trips": Text("车次", "trips"),
}
_SINCE = re.compile(r"(?P<code>.+)_from_(?P<day>\d{4}-\d{2}-\d{2})")


def metric_name(code: str) -> Text:
    """The metric in words; one that nobody has named yet is shown as it came."""
    since = _SINCE.fullmatch(code)
    if since:
        name = metric_name(since["code"])
        return Text(f"{name.zh}（{since['day']} 起）", f"{name.en} (since {since['day']})")
    return NAMES.get(code, Text(code, code))


def unit_name(code: str) -> Text:
    """The unit in words."""
    return UNITS.get(code, Text(code, code))
