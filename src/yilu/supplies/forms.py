"""What each act on a stock asks: receive, issue, use, count, write off, send, and the depots."""

import datetime as dt
from typing import Any

from django import forms

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.text import Text, label
from yilu.network.models import Enterprise, Site
from yilu.people.access import holds
from yilu.people.models import Worker
from yilu.people.tables import name_of
from yilu.supplies.models import Item, Place, Stock
from yilu.supplies.queries.stock import depots
from yilu.supplies.rules.movements import CHANNELS, NO_EXPIRY
from yilu.territory.models import Area

PIECES, PACKS = "pieces", "packs"


class ItemForm(forms.Form):
    """An item, and an amount in pieces or packs."""

    item = forms.ModelChoiceField(label=label("物资", "Item"), queryset=Item.objects.none(), empty_label=None)
    amount = forms.IntegerField(
        label=label("数量", "Amount"), min_value=0, max_value=100_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=label("单位", "Unit"), widget=forms.RadioSelect, initial=PIECES,
        choices=[(PIECES, label("件（只、双、升……）", "pieces")), (PACKS, label("整包装（盒、箱……）", "whole packs"))],
    )  # fmt: skip

    def __init__(self, *args: Any, place: Place | None, site: Site | None, by: Actor, **kwargs: Any) -> None:
        self.place, self.site, self.by = place, site, by
        super().__init__(*args, **kwargs)
        items: forms.ModelChoiceField[Item] = self.fields["item"]  # type: ignore[assignment]
        items.queryset = Item.objects.all()
        items.label_from_instance = told  # type: ignore[assignment]

    @property
    def pieces(self) -> int:
        """The amount in pieces."""
        data = self.cleaned_data
        amount: int = data["amount"]
        return amount * data["item"].pack if data["unit"] == PACKS else amount


def told(item: Item) -> str:
    """The item with what a pack holds."""
    if item.pack == 1:
        return str(item.name)
    sizes = Text("{name}（每{pack}{n}{unit}）", "{name_en} ({n} {unit_en} a {pack_en})")
    return str(
        sizes.filled(
            name=item.name_zh, name_en=item.name_en, n=item.pack, unit=item.unit_zh, unit_en=item.unit_en,
            pack=item.pack_zh, pack_en=item.pack_en,
        )
    )  # fmt: skip


def _sure() -> forms.BooleanField:
    return forms.BooleanField(
        label=label("数量无误（与平常不同，已核对）", "the amount is right (checked)"), required=False
    )


def _cause(required: bool = False) -> forms.CharField:
    return forms.CharField(label=label("说明、原因", "Cause, note"), max_length=200, required=required)


class ReceiveForm(ItemForm):
    """What came in, from whom."""

    channel = forms.ChoiceField(
        label=label("来源渠道", "Came by"), choices=[(code, label(t.zh, t.en)) for code, t in CHANNELS.items()]
    )
    lot = forms.CharField(label=label("批次", "Lot"), max_length=40, required=False)
    expires_on = forms.DateField(
        label=label("有效期至", "Expires"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    cause = _cause()
    sure = _sure()

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("item", "channel", "lot", "cause", "sure")}
        kept |= {"pieces": self.pieces, "place": self.place or self.site}
        return {**kept, "expires_on": data["expires_on"] or NO_EXPIRY}


class CountForm(ItemForm):
    """What was counted, and what became of the difference."""

    used_up = forms.BooleanField(label=label("少的部分是正常消耗", "what is missing was used up"), required=False)
    cause = _cause()
    sure = _sure()

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("item", "used_up", "cause", "sure")}
        return {**kept, "counted": self.pieces, "place": self.place or self.site}


class UseForm(ItemForm):
    """What was used up."""

    cause = _cause()

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        return {
            "item": self.cleaned_data["item"], "cause": self.cleaned_data["cause"], "pieces": self.pieces,
            "place": self.place,
        }  # fmt: skip


class IssueForm(ItemForm):
    """So many to each of these people."""

    workers = forms.MultipleChoiceField(label=label("领用人", "Given to"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].label = label("每人数量", "To each")
        staff = Worker.objects.within(self.by.jurisdiction, Permission.WORKER_READ).at_work().filter(site=self.site)
        self.fields["workers"].choices = [  # type: ignore[attr-defined]
            (str(w.pk), f"{self._name(w)} · {w.get_post_display()} · {w.code}") for w in staff.order_by("post", "pk")
        ]

    def _name(self, worker: Worker) -> str:
        return name_of(worker, holds(self.by, Permission.WORKER_PERSON_READ, worker))

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        workers = [int(pk) for pk in data["workers"]]
        return {"item": data["item"], "each": self.pieces, "workers": workers, "place": self.place}


class WriteOffForm(forms.Form):
    """How much of one lot, and why."""

    stock = forms.ModelChoiceField(label=label("批次", "Lot"), queryset=Stock.objects.none(), empty_label=None)
    pieces = forms.IntegerField(label=label("件数", "Pieces"), min_value=1, max_value=100_000_000)
    cause = _cause(required=True)

    def __init__(self, *args: Any, place: Place | None, site: Site | None, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lots: forms.ModelChoiceField[Stock] = self.fields["stock"]  # type: ignore[assignment]
        lots.queryset = Stock.objects.filter(place=place, pieces__gt=0).select_related("item").order_by("expires_on")
        lots.label_from_instance = _lot  # type: ignore[assignment]

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        return dict(self.cleaned_data)


def _lot(lot: Stock) -> str:
    until = str(Text("，有效期至 {day}", ", expires {day}").filled(day=lot.expires_on)) if lot.expiry else ""
    return f"{lot.item} {lot.lot} × {lot.pieces}{until}"


class SendForm(ItemForm):
    """What to send where: a site by code or name, or a depot."""

    depot = forms.ModelChoiceField(
        label=label("调入仓库", "To a depot"), queryset=Place.objects.none(), required=False, empty_label="—"
    )
    to = forms.CharField(
        label=label("或调入网点（编码或名称）", "or to a site (code or name)"), max_length=100, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places: forms.ModelChoiceField[Place] = self.fields["depot"]  # type: ignore[assignment]
        places.queryset = depots(self.by).filter(closed_at=None).exclude(pk=self.place.pk if self.place else 0)

    def clean(self) -> dict[str, Any]:
        """One target."""
        data = super().clean() or {}
        typed = (data.get("to") or "").strip()
        if bool(typed) == bool(data.get("depot")):
            raise forms.ValidationError(
                str(Text("请选择一处调入仓库或网点。", "Name one depot or one site to send to."))
            )
        if typed:
            seen = Site.objects.within(self.by.jurisdiction, Permission.SUPPLY_READ)
            found = list(seen.filter(code=typed)[:2]) or list(seen.filter(name=typed)[:2])
            if len(found) != 1:
                self.add_error("to", str(Text("没有找到唯一的网点，请填编码。", "No single site fits; give its code.")))
            else:
                data["site"] = found[0]
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        data = self.cleaned_data
        target = data.get("site") or data["depot"]
        return {"source": self.place, "target": target, "item": data["item"], "pieces": self.pieces}


class DepotForm(forms.Form):
    """A new depot."""

    name = forms.CharField(label=label("名称", "Name"), max_length=100)
    area = forms.CharField(label=label("地区代码", "Code of the area"), max_length=6, min_length=6)
    enterprise = forms.ModelChoiceField(
        label=label("所属企业", "Enterprise"), queryset=Enterprise.objects.none(), required=False,
        empty_label=label("政府", "the government"),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: forms.ModelChoiceField[Enterprise] = self.fields["enterprise"]  # type: ignore[assignment]
        if by.jurisdiction.sees_sector(by.jurisdiction.areas[0]):
            del self.fields["enterprise"]
        else:
            units.queryset = Enterprise.objects.within(by.jurisdiction, Permission.ITEM_EDIT)
            units.required, units.empty_label = True, None

    def clean_area(self) -> Area:
        """The area of the code."""
        found = Area.objects.filter(pk=self.cleaned_data["area"]).first()
        if found is None:
            raise forms.ValidationError(str(Text("没有这个地区代码。", "There is no area of this code.")))
        return found

    @property
    def arguments(self) -> dict[str, Any]:
        """As the action takes them."""
        return {"enterprise": None, **self.cleaned_data}


class ArriveForm(forms.Form):
    """What arrived of a transfer."""

    received = forms.IntegerField(label=label("实收件数", "Pieces received"), min_value=0, max_value=100_000_000)
    cause = forms.CharField(label=label("短少原因", "Why fewer"), max_length=200, required=False)


class CauseForm(forms.Form):
    """Why something ends."""

    cause = _cause(required=True)


class DueForm(forms.Form):
    """By when what is sent should arrive."""

    due = forms.DateTimeField(
        label=label("应到时间", "Due"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @staticmethod
    def initial_of(now: dt.datetime) -> dict[str, Any]:
        """Two days from now."""
        return {"due": (now + dt.timedelta(days=2)).replace(minute=0, second=0, microsecond=0, tzinfo=None)}
