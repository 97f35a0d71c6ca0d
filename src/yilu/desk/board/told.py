"""What the figures from outside are called: their metric and unit codes in words; an unknown code is shown as it came."""

from yilu.core.text import Text

METRICS = {
    "pickup_day": Text("日收寄量", "collected in the day"),
    "pickup_day_mean": Text("日均收寄量", "collected a day, mean"),
    "pickup_share": Text("收寄占正常", "collection against normal"),
    "pickup_cum": Text("累计收寄量", "collected, cumulative"),
    "delivered_day": Text("日投递量", "delivered in the day"),
    "delivered_day_mean": Text("日均投递量", "delivered a day, mean"),
    "delivered_share": Text("投递占正常", "delivery against normal"),
    "delivered_cum": Text("累计投递量", "delivered, cumulative"),
    "handled_day": Text("日处理量", "handled in the day"),
    "handled_day_mean": Text("日均处理量", "handled a day, mean"),
    "handled_cum": Text("累计处理量", "handled, cumulative"),
    "capacity_share": Text("产能占正常", "capacity against normal"),
    "outlets_total": Text("网点总数", "outlets in all"),
    "outlets_open": Text("营业网点", "outlets open"),
    "outlets_open_rate": Text("网点营业率", "outlets open, rate"),
    "outlets_resumed": Text("复工网点", "outlets resumed"),
    "outlets_resumption_rate": Text("网点复工率", "outlets resumed, rate"),
    "staff_returned": Text("返岗人员", "staff returned"),
    "staff_return_rate": Text("人员返岗率", "staff returned, rate"),
    "staff_resumed": Text("复工人员", "staff at work again"),
    "staff_resumption_rate": Text("人员复工率", "staff at work again, rate"),
    "staff_on_duty": Text("在岗人员", "staff on duty"),
    "staff_on_duty_rate": Text("人员在岗率", "staff on duty, rate"),
    "relief_goods_cum_tonnes": Text("累计承运防疫物资", "relief goods carried, cumulative"),
    "relief_parcels_cum": Text("累计寄递防疫包裹", "relief parcels carried, cumulative"),
    "relief_vehicle_trips_cum": Text("累计防疫车次", "relief vehicle trips, cumulative"),
    "relief_flights_cum": Text("累计防疫航班", "relief flights, cumulative"),
}
UNITS = {
    "pieces": Text("件", "pieces"),
    "million_pieces": Text("百万件", "million pieces"),
    "persons": Text("人", "people"),
    "million_persons": Text("百万人", "million people"),
    "outlets": Text("处", "outlets"),
    "pct": Text("%", "%"),
    "t": Text("吨", "t"),
    "trips": Text("车次", "trips"),
    "flights": Text("架次", "flights"),
}


def metric_name(code: str) -> str:
    """`delivered_cum_from_2020-01-24` -> 累计投递量（自 2020-01-24）."""
    stem, _, first = code.partition("_from_")
    name = METRICS.get(stem)
    if name is None:
        return code
    return str(Text(f"{name.zh}（自 {first}）", f"{name.en} (from {first})") if first else name)


def unit_name(code: str) -> str:
    """The unit in words."""
    return str(UNITS.get(code, code))
