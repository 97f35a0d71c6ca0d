"""How the front-end files arrive."""

import json
import re
from pathlib import Path

import build_frontend
import pytest
from build_frontend import FILES, ICONS, ROOT, TARGET, copy, sprite

TEMPLATES = [t.read_text() for t in (ROOT / "src").rglob("templates/**/*.html")]
LOCK = json.loads((ROOT / "package-lock.json").read_text())


def test_the_lock_names_versions_and_digests_and_no_address() -> None:
    packages = {name: p for name, p in LOCK["packages"].items() if name}
    assert packages
    assert all(p["integrity"].startswith("sha512-") and p["version"] for p in packages.values())
    assert "://" not in (ROOT / "package-lock.json").read_text()


def test_every_file_comes_from_a_package_the_lock_holds() -> None:
    for source in FILES:
        assert any(f"node_modules/{source}".startswith(f"{name}/") for name in LOCK["packages"] if name), source


def test_every_icon_a_template_draws_is_in_the_sprite() -> None:
    drawn = {name for text in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', text)}
    assert drawn
    assert drawn <= set(ICONS)


def test_a_copied_file_points_to_no_source_map(tmp_path: Path) -> None:
    source = tmp_path / "a.css"
    source.write_text("a{color:red}\n/*# sourceMappingURL=a.css.map */\n")
    copy(source, tmp_path / "b.css")
    assert (tmp_path / "b.css").read_text() == "a{color:red}\n\n"


def test_the_sprite_holds_each_icon_once_under_its_name(tmp_path: Path) -> None:
    for name in ICONS:
        (tmp_path / f"{name}.svg").write_text(f'<svg class="x"><path d="M0 0{len(name)}"/></svg>')
    drawn = sprite(tmp_path)
    assert re.findall(r'<symbol id="([\w-]+)"', drawn) == list(ICONS)
    assert drawn.count("<svg") == 1


def test_a_missing_file_stops_the_fetching(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        copy(tmp_path / "gone.css", tmp_path / "b.css")


def test_what_stands_in_the_vendor_folder_is_what_the_lock_names() -> None:
    if not TARGET.exists():
        pytest.skip("front-end files not fetched: make setup")
    assert {f.name for f in TARGET.iterdir()} == {*FILES.values(), "icons.svg"}
    assert "Tabler v1" in (TARGET / "tabler.min.css").read_text()[:400]
    assert build_frontend.NODE.exists()
