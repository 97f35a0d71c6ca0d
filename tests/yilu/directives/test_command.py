"""`yilu directive FILE`."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.yilu.directives.files import pdf
from tests.yilu.directives.notices import PROVINCE


def test_it_prints_issuers_and_measures_whose_offsets_hold(tmp_path: Path) -> None:
    file = tmp_path / "notice.bin"
    file.write_bytes(PROVINCE.encode("gb18030"))
    printed = io.StringIO()
    call_command("directive", str(file), format="json", stdout=printed)
    told = json.loads(printed.getvalue())
    text = PROVINCE.strip("\n")
    assert [i["name"] for i in told["issuers"]] == ["虚构省邮政管理局"]
    measures = told["issuers"][0]["measures"]
    assert {"number", "text", "start", "end", "theme", "deadline", "cites"} <= set(measures[0])
    assert all(text[m["start"] : m["end"]] == m["text"] for m in measures)
    assert measures[2]["deadline"]["unit"] == "hour"


def test_it_prints_a_list_to_read(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(PROVINCE)
    printed = io.StringIO()
    call_command("directive", str(file), stdout=printed)
    assert "虚构省邮政管理局 · 6" in printed.getvalue()
    assert "〔每2小时消毒一次〕" in printed.getvalue()


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf([[]]))
    with pytest.raises(CommandError, match="扫描件"):
        call_command("directive", str(scan))
    with pytest.raises(CommandError, match="nowhere"):
        call_command("directive", str(tmp_path / "nowhere.txt"))
