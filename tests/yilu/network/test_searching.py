"""How texts are compared, and the plain substring asked of the database."""

import pytest
from django.urls import reverse

from tests.world import World
from yilu.core import clock
from yilu.core.actor import system
from yilu.network import actions, finding, queries
from yilu.network.models import Site
from yilu.network.searching import folded, search_text


def test_width_case_and_spaces_do_not_matter() -> None:
    assert folded(" ＡＢ　甲\t达 ") == "ab 甲 达"
    assert search_text("CS-1", "甲达（总）") == "cs-1 甲达(总)"


@pytest.mark.parametrize("piece", ["%", "_%", "甲%", "'"])
def test_what_like_would_read_as_a_wildcard_is_only_itself(world: World, piece: str) -> None:
    assert not Site.objects.filter(search_text__holds=piece).exists()


@pytest.mark.parametrize(
    "text", ["甲", "甲达", "甲达速", "JIA", "jia_f", "_", "甲达 芙蓉", "芙 蓉", "没有", "甲速", "\"'*", "a-"]
)
def test_the_index_finds_what_reading_every_row_finds(world: World, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    indexed = set(queries.found_sites(Site.objects.all(), text).values_list("code", flat=True))
    monkeypatch.setattr(queries, "MOST", -1)  # any hit is one too many: the rows are read
    read = set(queries.found_sites(Site.objects.all(), text).values_list("code", flat=True))
    words = folded(text).split()
    assert indexed == read == {s.code for s in Site.objects.all() if all(w in s.search_text for w in words)}


def test_a_renamed_site_is_found_by_its_new_name_alone_and_a_removed_one_no_more(world: World) -> None:
    site = Site.objects.get(code="JIA_HETANG")
    actions.change_site(
        site=site, version=site.version, changes={"name": "甲达★新店"}, by=system("test"), now=clock.now()
    )
    assert queries.found_sites(Site.objects.all(), "★新").get() == site
    assert site.pk not in (finding.candidates(["荷塘"], 5) or [])
    Site.objects.filter(pk=site.pk).delete()
    assert finding.candidates(["★新"], 5) == []


def test_of_too_many_hits_the_first_are_listed_and_the_page_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    client = world.client("leader")
    page = client.get(reverse("network:sites"), {"q": "甲达", "sort": "name"})
    assert "多于 2 处" in page.content.decode()
    assert '<span class="count">2+</span>' in page.content.decode()
    answer = client.get("/api/v1/network/sites", {"q": "甲达"}).json()
    assert (answer["total"], answer["more"], len(answer["items"])) == (2, True, 3)
    exported = client.get(reverse("network:sites"), {"q": "甲达", "export": "csv"})
    assert len(b"".join(exported.streaming_content).splitlines()) == 4  # type: ignore[attr-defined]


def test_a_search_stays_within_the_rows_it_was_asked_of(world: World) -> None:
    rows = queries.sites(world.actor("yi_hq"))
    assert not queries.found_sites(rows, "甲达").exists()
