"""Why a file cannot be taken, in a sentence each. Knows no Django: the command, the page and the API all say these."""


class Unreadable(Exception):  # noqa: N818  # an answer, not an error
    """The file cannot be read as a notice: a stable code, and why, in both languages."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.zh, self.en = f"directives.{code}", zh, en
        super().__init__(f"{zh} {en}")


MOST_BYTES = 20 * 1024 * 1024
MOST_CHARACTERS = 1_500_000  # 500 full pages are some 700,000
MOST_PAGES = 2000


def too_large() -> Unreadable:
    """More bytes than are taken."""
    return Unreadable("too_large", "文件超过20 MB，没有读取。", "The file has more than 20 MB and was not read.")


def too_long() -> Unreadable:
    """More text than is taken."""
    return Unreadable(
        "too_long",
        "正文超过150万字，不像一份通知，没有读取；请只上传通知本身。",
        "The text has more than 1,500,000 characters, which is no notice; upload the notice alone.",
    )


def empty() -> Unreadable:
    """No text at all."""
    return Unreadable("empty", "没有文字。请粘贴或上传通知正文。", "There is no text. Paste or upload the notice.")


def no_text_layer(pages: int) -> Unreadable:
    """A pdf of pictures."""
    return Unreadable(
        "no_text_layer",
        f"这份PDF共{pages}页，没有文字层，是扫描件；系统不做文字识别，请上传可选中文字的PDF或Word，或直接粘贴正文。",
        f"This pdf of {pages} pages is a scan without text; none is recognised from pictures. Upload a pdf with text "
        "or a Word file, or paste the text.",
    )


def too_many_pages(pages: int) -> Unreadable:
    """A pdf beyond the limit."""
    return Unreadable(
        "too_many_pages",
        f"这份PDF共{pages}页，超过{MOST_PAGES}页，没有读取。",
        f"This pdf has {pages} pages, more than {MOST_PAGES}, and was not read.",
    )


def locked() -> Unreadable:
    """A pdf that wants a password."""
    return Unreadable("locked", "这份PDF有打开密码，不能读取。", "This pdf is locked by a password and cannot be read.")


def damaged(kind: str) -> Unreadable:
    """A file that breaks off or is put together wrongly."""
    return Unreadable("damaged", f"{kind}文件已损坏，不能读取。", f"The {kind} file is damaged and cannot be read.")


def bomb() -> Unreadable:
    """An archive that would unpack to far more than a document holds."""
    return Unreadable(
        "bomb",
        "这个压缩文件展开后异常巨大，已拒绝读取。",
        "This archive would unpack to an enormous size and was refused.",
    )


def unknown_kind(what: tuple[str, str]) -> Unreadable:
    """Something else than is taken."""
    return Unreadable(
        "unknown_kind",
        f"{what[0]}不能作为通知读取；请上传文本、网页（html）、Word（docx）或带文字的PDF。",
        f"{what[1]} cannot be read as a notice; upload text, html, Word (docx) or a pdf with text.",
    )
