"""Takes the pictures of the guide from the running product: `make docs`.

Makes a demo world in a temporary folder, serves it, signs in as each role and photographs the pages in both languages.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from yilu.desk.demo.people import PASSWORD

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "guide" / "pictures"
CHROMIUM = "/usr/bin/chromium"
PORT = 8799
DESKTOP, PHONE = (1280, 860), (390, 844)


@dataclass(frozen=True)
class Picture:
    """One picture: its name, whose eyes, the address, the window, and what is done before and after it opens."""

    name: str
    account: str
    address: str
    window: tuple[int, int] = DESKTOP
    enrols: bool = False
    then_click: str = ""


PICTURES = (
    Picture("sign-in", "", "/accounts/login/", (1280, 640)),
    Picture("board-nation", "leader", "/"),
    Picture("board-phone", "province", "/", PHONE),
    Picture("sites", "province", "/network/sites/"),
    Picture("tiers", "health", "/territory/tiers/"),
    Picture("tasks", "province", "/tasks/?tab=unit"),
    Picture("norms", "province", "/norms/"),
    Picture("directive-review", "province", "/directives/?tab=drafts", then_click="tbody a"),
    Picture("case", "city-health", "/people/cases/", then_click="tbody a"),
    Picture("morning", "site", "/people/morning/"),
    Picture("site-day", "site", "/operations/mine/", PHONE),
    Picture("worker-phone", "site", "/people/phone/", PHONE, enrols=True, then_click="#again"),
    Picture("audit", "auditor", "/audit/"),
)
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def sign_in(page: Page, account: str, password: str) -> None:
    """Sign in by the form, as a person would."""
    page.goto(f"http://127.0.0.1:{PORT}/accounts/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state("networkidle")


def enrol(page: Page) -> None:
    """Print one worker's card and enrol this browser as that person's phone."""
    page.goto(f"http://127.0.0.1:{PORT}/people/workers/")
    page.click("tbody tr:nth-child(4) a")
    page.click("form[action='/people/cards/'] button")
    code = page.inner_text(".card-slip code")
    page.goto(f"http://127.0.0.1:{PORT}/people/phone/enrol/")
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")
    page.wait_for_load_state("networkidle")


def take(browser: Browser, picture: Picture, suffix: str, language: str, password: str) -> None:
    """Take one picture."""
    width, height = picture.window
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=1)
    page = context.new_page()
    if picture.account:
        sign_in(page, picture.account, password)
    if picture.enrols:
        enrol(page)
    mark = "&" if "?" in picture.address else "?"
    page.goto(f"http://127.0.0.1:{PORT}{picture.address}{mark}language={language}", wait_until="networkidle")
    if picture.then_click:
        page.click(picture.then_click)
        page.wait_for_load_state("networkidle")
    page.screenshot(path=TARGET / f"{picture.name}-{suffix}.png")
    context.close()


def wait_until_served() -> None:
    """Making the world takes its time."""
    for _ in range(900):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/accounts/login/", timeout=2)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the demo did not come up")


def main() -> None:
    """All pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"YILU_HOME": home}
        command = [sys.executable, "-m", "yilu", "demo", "--sites", "2000", "--serve", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment)
        try:
            wait_until_served()
            with sync_playwright() as p:
                browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
                for picture in PICTURES:
                    for suffix, language in LANGUAGES.items():
                        take(browser, picture, suffix, language, PASSWORD)
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=60)


if __name__ == "__main__":
    main()
