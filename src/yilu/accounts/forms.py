"""Input cleaned: whom to appoint to what, a token, a language. Places, branches and sites are found by code or name."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from yilu.accounts.roles import Role
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION, covers
from yilu.core.permissions import Permission
from yilu.core.text import Text, label
from yilu.network.models import Brand, Enterprise, Office, Site
from yilu.territory.models import Area

FEW = 8


def found(rows: QuerySet[Any], typed: str, names: Sequence[str]) -> Any:
    """The one row whose code or name was typed; a sentence with the candidates if there are several, or none."""
    typed = typed.strip()
    exact = Q()
    for name in names:
        exact |= Q(**{f"{name}__iexact": typed})
    several = list(rows.filter(exact).distinct()[: FEW + 1])
    if len(several) == 1:
        return several[0]
    if not several:
        nothing = Text("您的管辖范围内没有“{typed}”。", "There is no “{typed}” within your jurisdiction.")
        raise forms.ValidationError(str(nothing.filled(typed=typed)))
    named = "、".join(f"{getattr(s, 'code', s.pk)} {s}" for s in several[:FEW])
    choose = Text("有多个同名的，请填代码：{named}", "Several have this name; give the code: {named}")
    raise forms.ValidationError(str(choose.filled(named=named)))


class AppointForm(forms.Form):
    """Whom, where, from when until when; which of the fields there are follows from the role."""

    username = forms.CharField(
        max_length=60,
        label=label("用户名", "User name"),
        help_text=label(
            "已有账号的填其用户名；新人填一个新的，系统会生成初始密码。不要用手机号或身份证号。",
            "Somebody's who has an account, or a new one: a first password is made. No phone or identity number.",
        ),
    )
    name = forms.CharField(
        max_length=60,
        required=False,
        label=label("姓名", "Name"),
        help_text=label("新账号必填。", "Needed for a new account."),
    )
    area = forms.CharField(
        max_length=60,
        label=label("地区（代码或名称）", "Area (code or name)"),
        widget=forms.TextInput(attrs={"list": "areas", "autocomplete": "off"}),
    )
    office = forms.ModelChoiceField(
        queryset=Office.objects.none(),
        required=False,
        label=label("派出机构（填此项则不填地区）", "Field office (instead of an area)"),
    )
    brand = forms.ModelChoiceField(queryset=Brand.objects.none(), label=label("品牌企业", "Brand"))
    enterprise = forms.CharField(max_length=80, label=label("分支机构（代码或名称）", "Branch (code or name)"))
    site = forms.CharField(max_length=100, label=label("网点（编号或名称）", "Site (code or name)"))
    valid_from = forms.DateField(
        required=False,
        label=label("开始日期", "From"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=label("空着即从今天起。", "Left empty: from today."),
    )
    valid_until = forms.DateField(
        required=False,
        label=label("结束日期（含当日）", "Until (the last day)"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=label("空着即到免去为止。", "Left empty: until it is revoked."),
    )

    def __init__(self, *args: Any, role: type[Role], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role, self.actor = role, actor
        unwanted = {
            "area": role.needs_brand,
            "office": role.needs_brand or not self._offices(),
            "brand": not role.needs_brand or role.needs_enterprise or role.needs_site,
            "enterprise": not role.needs_enterprise,
            "site": not role.needs_site,
        }
        for name, is_unwanted in unwanted.items():
            if is_unwanted:
                del self.fields[name]
        if "office" in self.fields:
            self._choice("office").queryset = Office.objects.filter(pk__in=self._offices()).order_by("name_zh")
            self.fields["area"].required = False
        if "brand" in self.fields:
            mine = {g.brand for g in actor.jurisdiction.having(Permission.ACCOUNT_APPOINT).grants}
            brands, named = Brand.objects.order_by("name_zh"), [b for b in mine if b is not None]
            self._choice("brand").queryset = brands if None in mine else brands.filter(pk__in=named)

    def _choice(self, name: str) -> "forms.ModelChoiceField[Any]":
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    def _offices(self) -> list[int]:
        """Offices all of whose areas the actor reaches."""
        mine = [g.area for g in self.actor.jurisdiction.having(Permission.ACCOUNT_APPOINT).grants if g.brand is None]
        if not mine:
            return []
        return [
            o.pk
            for o in Office.objects.prefetch_related("areas")
            if (areas := list(o.areas.all())) and all(any(covers(m, a.code) for m in mine) for a in areas)
        ]

    def suggestions(self) -> list[Area]:
        """The areas the actor reaches and those one level below, to choose from while typing."""
        if "area" not in self.fields:
            return []
        mine = self.actor.jurisdiction.areas
        return list(Area.objects.filter(Q(pk__in=mine) | Q(parent__in=mine)).order_by("code")[:80])

    def clean_username(self) -> str:
        """User names are lower case."""
        return str(self.cleaned_data["username"]).strip().lower()

    def clean_area(self) -> str | None:
        """The code of the area."""
        typed = self.cleaned_data["area"]
        if not typed:
            return None
        if typed.strip() in ("全国", NATION):
            return NATION
        return str(found(Area.objects.all(), typed, ("code", "name_zh", "short_zh", "name_en")).code)

    def clean_enterprise(self) -> Enterprise:
        """A branch within one's jurisdiction."""
        mine = Enterprise.objects.within(self.actor.jurisdiction, Permission.ENTERPRISE_READ)
        chosen: Enterprise = found(mine, self.cleaned_data["enterprise"], ("code", "name_zh", "name_en"))
        return chosen

    def clean_site(self) -> Site:
        """A site within one's jurisdiction."""
        mine = Site.objects.within(self.actor.jurisdiction, Permission.SITE_READ)
        chosen: Site = found(mine, self.cleaned_data["site"], ("code", "name"))
        return chosen

    def clean(self) -> dict[str, Any]:
        """An area or an office; the dates in order."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "area" in self.fields and not self.errors:
            if not cleaned.get("area") and not cleaned.get("office"):
                self.add_error("area", str(Text("请填写地区。", "Give an area.")))
            elif cleaned.get("area") and cleaned.get("office"):
                self.add_error("office", str(Text("地区和派出机构只填一项。", "Either an area or an office.")))
        return cleaned

    def where(self) -> dict[str, Any]:
        """What `appoint` takes."""
        names = ("area", "office", "brand", "enterprise", "site", "valid_from", "valid_until")
        return {n: self.cleaned_data[n] for n in names if self.cleaned_data.get(n)}


class TokenForm(forms.Form):
    """What the token is for, what it may do, how long."""

    name = forms.CharField(
        max_length=60,
        label=label("用途", "What for"),
        help_text=label("例如：日报对接程序", "For example: the program that sends daily reports"),
    )
    days = forms.IntegerField(min_value=1, max_value=366, initial=90, label=label("有效天数", "Valid for days"))
    may_write = forms.BooleanField(
        required=False, label=label("除查询外，也可代我办理业务", "It may also act for me, not only read")
    )
