from __future__ import annotations

from services.intake.formats.shared.forwards import forwarded_headers

HEADER = "From: Ann Lee\nSent: Monday\nTo: Desk\nSubject: S"


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in forwarded_headers(text)]


def test_headers_are_found_with_the_line_above_them() -> None:
    marked = f"-----Original Message-----\n{HEADER}"
    assert found(f"Hello.\n\n{marked}\n\nText.\n\n{HEADER}\n\nMore.") == [marked, HEADER]


def test_fewer_lines_without_a_sender_or_a_subject_are_text() -> None:
    for text in (
        "From: Kirkhaven\nTo: Norbrook\nDate: daily\n",
        "From: a\nSubject: b\n",
        "To: a\nDate: b\nSubject: c\n",
        "",
    ):
        assert found(text) == []


def test_a_header_may_go_on_in_the_next_line() -> None:
    header = "Von: A\nAn: B,\n  C\nBetreff: D"
    assert found(f"{header}\n\nText.") == [header]


def test_headers_of_other_scripts() -> None:
    for header in (
        "От: А. Ли <a@b.example>\nДата: пн, 2 мар. 2026\nТема: Т\nКому: B",
        "差出人: A\n日付: 2026年3月2日\n件名: T\n宛先: B",
        "发件人：A\n日期：2026年3月2日\n主题：T\n收件人：B",
    ):
        assert found(f"{header}\n\nText.") == [header]
