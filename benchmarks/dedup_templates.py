"""Texts made here for measuring deduplication: forms filled in anew, horoscopes, site furniture, digests, noisy copies.

They are no blind test. Forms where one name or number differs and site furniture led to the comparison of titles, and
to the full weight of what is filled into a known form; the Chinese and Thai forms to the words of scripts without
blanks; horoscopes to the weights of common sentences; digests and pages to blocks and to what titles name; lists and
digests to the order of matches and to forms within a text; noisy copies to counting a story's keys once. `UNSEEN` was
written after the rules for forms, and none was made for it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

Row = dict[str, str]
"""An article: id, title, text, source, and the cluster that it belongs to."""

SIGNS = (
    *("Aries", "Taurus", "Gemini", "Cancer", "Leo", "Virgo"),
    *("Libra", "Scorpio", "Sagittarius", "Capricorn", "Aquarius", "Pisces"),
)
SUBJECTS = (
    *("An old friend", "Your partner", "Someone at work", "A relative", "A stranger", "A neighbour", "The moon"),
    "Venus",
)
ACTIONS = ("asks you for help", "brings good news", "tests your patience", "has a surprise for you", "opens a door")
TAILS = (
    *("so keep calm.", "and you should listen.", "but do not hurry.", "before the week is over."),
    "if you let it happen.",
)

SLOTS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "n": (
            "Ann Berg",
            "Olof Lind",
            "Per Dahl",
            "Ida Holm",
            "Nils Ek",
            "Eva Strand",
            "Jon Vik",
            "Mia Sund",
            "Rolf Hagen",
        ),
        "c": (
            *("Lund", "Visby", "Bergen", "Turku", "Narvik", "Kiruna", "Tampere", "Odense", "Aarhus", "Malmo", "Oulu"),
            *("Kotka", "Molde", "Vaasa", "Umea"),
        ),
        "w": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "o": ("Halden", "Tamarack", "Bexley", "Corvane", "Drummond", "Elstree", "Farrow", "Gantry", "Hollis"),
    },
    "de": {
        "n": ("Anna Berger", "Karl Lindner", "Uwe Dahlke", "Ilse Holm", "Jens Ecker", "Eva Strand"),
        "c": ("Ulm", "Hagen", "Fulda", "Kassel", "Trier", "Erfurt", "Jena", "Soest", "Aalen", "Celle"),
        "w": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        "o": ("Haldenwerk", "Bexol", "Corvan", "Drumont", "Elsner"),
    },
    "zh": {
        "n": ("王建国", "李秀英", "张伟明", "刘海涛", "陈小红", "杨志强", "赵丽华", "黄永胜"),
        "c": ("武汉", "南京", "成都", "西安", "长沙", "青岛", "大连", "厦门", "昆明"),
        "w": ("周一", "周二", "周三", "周四", "周五"),
        "o": ("华盛", "东方", "远大", "金鼎"),
    },
    "th": {
        "n": ("สมชาย ใจดี", "สมหญิง รักไทย", "วิชัย ทองดี", "ประเสริฐ สุขใจ", "มานะ อดทน"),
        "c": ("เชียงใหม่", "ขอนแก่น", "อุดรธานี", "ภูเก็ต", "สงขลา", "ระยอง"),
        "w": ("วันจันทร์", "วันอังคาร", "วันพุธ", "วันศุกร์"),
        "o": ("ไทยดี", "สยาม"),
    },
    "hi": {
        "n": ("राम कुमार", "सीता देवी", "मोहन लाल", "अनिल शर्मा", "सुनीता वर्मा", "राजेश गुप्ता"),
        "c": ("दिल्ली", "मुंबई", "पटना", "लखनऊ", "भोपाल", "जयपुर"),
        "w": ("सोमवार", "मंगलवार", "बुधवार", "शुक्रवार"),
        "o": ("गंगा", "अशोक"),
    },
    "ko": {
        "n": ("김철수", "이영희", "박지성", "최민호", "정수진"),
        "c": ("부산", "대구", "인천", "광주", "대전", "울산"),
        "w": ("월요일", "화요일", "수요일", "목요일"),
        "o": ("한빛", "동아"),
    },
}
"""People, places, days and firms, by language."""

FORMS = {
    "quake": (
        *("en", "Magnitude {a} earthquake near {c}"),
        "A magnitude {a} earthquake struck {p} km from {c} on {w}, the survey said. The quake was {b} km deep. "
        "There were no reports of damage. Residents of {c} said that they felt the shaking for {a} seconds.",
    ),
    "court": (
        *("en", "Court list for {c}"),
        "{n}, {b}, was fined {p} pounds for speeding on the road to {d}. {n} must also pay costs of {b} pounds and was "
        "given {a} penalty points. The case was heard by magistrates in {c}.",
    ),
    "football": (
        *("en", "{c} {a} {d} {b}"),
        "{c} beat {d} {a} to {b} on {w} in front of {p} spectators. The home side led at the break and never looked "
        "back. The visitors travel next week, and hope to do better than they did in {c}.",
    ),
    "missing": (
        *("en", "Police appeal for missing {n}"),
        "Police are asking for help to find {n}, who is missing from {c}. The {b}-year-old was last seen on {w} "
        "evening. Officers are concerned and ask anyone with information to call 101. A charity takes calls, too,"
        " at any time of the day, and nobody needs to give a name.",
    ),
    "fire": (
        *("en", "Fire at home in {c}"),
        "Firefighters were called to a house fire in {c} at {b} on {w}. Two crews used breathing apparatus and a "
        "hose to put out the fire. Nobody was hurt. The fire service reminds residents to test their smoke alarms"
        " every week. The cause is under investigation.",
    ),
    "dividend": (
        *("en", "{o} declares quarterly dividend"),
        "{o} Inc. today announced that its board has declared a quarterly cash dividend of {p} cents a share. It "
        "will be paid to holders of record at the close of business on {w}. Future dividends need the approval of"
        " the board. This release contains statements about the future, which are subject to risks and may differ"
        " from what then happens. The company undertakes no obligation to correct any of them, whatever new "
        "information it may have.",
    ),
    "wetter": (
        *("de", "Wetter in {c}"),
        "In {c} wird es am {w} zunächst heiter, später ziehen von Westen Wolken auf, aus denen es vereinzelt "
        "regnen kann. Die Temperaturen erreichen {b} Grad, in der Nacht sinken sie auf {a} Grad. Der Wind weht "
        "schwach aus Südwest. Diese Vorhersage wurde aus den Daten des Wetterdienstes erstellt.",
    ),
    "zh-review": (
        *("zh", "{n}接受审查"),
        "据监察部门网站消息。{c}市人民政府原副市长{n}涉嫌严重违纪违法。目前正接受纪律审查和监察调查。"
        "网站将及时发布有关案件的进展情况。请广大网民继续关注。",
    ),
    "th-accident": (
        *("th", "อุบัติเหตุที่{c}"),
        "เกิดอุบัติเหตุรถยนต์ชนกันที่จังหวัด{c}เมื่อ{w} มีผู้ได้รับบาดเจ็บหนึ่งรายคือนาย{n} อายุ {b} ปี "
        "เจ้าหน้าที่นำส่งโรงพยาบาลแล้ว ตำรวจอยู่ระหว่างการสอบสวนหาสาเหตุและขอให้ผู้ขับขี่ใช้ความระมัดระวัง",
    ),
    "hi-accident": (
        *("hi", "{c} में हादसा"),
        "{c} में {w} को सड़क हादसे में {n} घायल हो गए। पुलिस ने बताया कि हादसा राष्ट्रीय राजमार्ग पर हुआ। घायल को"
        " नजदीकी अस्पताल में भर्ती कराया गया है जहां उनकी हालत स्थिर बताई जा रही है। पुलिस ने मामला दर्ज कर जांच "
        "शुरू कर दी है।",
    ),
}
"""Language, title and text of each form."""

UNSEEN = {
    "parking": (
        *("en", "Parking fine appeals: decisions of the week"),
        "Appeal {p}: the motorist parked in {c} on {w} without a valid ticket. The adjudicator found that the "
        "signs were clear and that there had been time to read them. The appeal is refused. The charge of {b} "
        "pounds must be paid within 28 days.",
    ),
    "kino": (
        *("de", "Das Kinoprogramm für {w}"),
        "Im Kino {o} in {c} läuft am {w} um {a} Uhr der Film mit {n} in der Hauptrolle. Karten kosten {b} Kronen."
        " Reservierungen sind online und an der Abendkasse möglich. Einlass ist eine halbe Stunde vor Beginn. "
        "Speisen und Getränke dürfen nicht mitgebracht werden.",
    ),
    "zh-shares": (
        *("zh", "{o}股份公告"),
        "{o}股份公告称。公司股东{n}于{w}减持公司股份{p}万股。减持均价为{b}元。本次减持不会导致公司控制权发生变更。"
        "不会对公司治理结构及持续经营产生重大影响。敬请广大投资者注意投资风险。",
    ),
    "ko-weather": (
        *("ko", "{c} 날씨"),
        "{w} {c}은 대체로 맑겠으나 오후부터 구름이 많아지겠다. 아침 최저기온은 {a}도, 낮 최고기온은 {b}도로 예보됐다. "
        "기상청은 일교차가 크니 건강 관리에 유의해 달라고 당부했다.",
    ),
}

FURNITURE = (
    "Skip to content. Home. News. Sport. Business. Subscribe now and read all our stories for a crown a week. {} "
    "This paper keeps to the rules of the press council. Whoever has a complaint may write to the editor. We ask "
    "readers to be polite and to stick to the matter. Ownership and control are declared. All rights are "
    "reserved. ",
    "We value your privacy. We and our partners store information on a device, such as cookies, and process "
    "personal data for advertising, for measuring content and for research into audiences. You may agree to this,"
    " or change your choice before you do; some processing needs no consent, but you may object to it. Your "
    "choice holds for this site alone, and you can take it back at any time with the button at the bottom of the "
    "page. {} Sign up for our letter. Related tags. Comments are closed. Most popular. Latest. About us. Contact."
    " Careers. Privacy. Terms. Site map. Follow us, and have the news that matters sent to your telephone, day "
    "and night, as soon as it breaks. ",
    "{} About the company: it is a leading provider of solutions for energy, transport and water. Founded in "
    "1921, it has 34,000 people in 52 countries and serves customers in more than 140 markets. Its shares are "
    "listed. This announcement may contain statements about the future; readers should not rely on them, since "
    "they hold for this day only. ",
)
"""What stands around every item of a site."""

_WHO = ("council", "harbour office", "museum", "school board", "hospital", "theatre", "bank", "fire brigade", "library")
_DID = ("opened", "closed", "rebuilt", "sold", "praised", "inspected", "painted", "defended", "postponed", "rented")
_WHAT = (
    "old bridge",
    "new ferry",
    "archive",
    "tramline",
    "market hall",
    "swimming bath",
    "mill",
    "lighthouse",
    "quarry",
)
_WHY = ("after a long dispute", "for want of money", "to general surprise", "as neighbours had asked", "without a vote")
_SENTENCES = (
    "{n} said on {w} that the {who} in {c} {did} the {what} {why}.",
    "It cost {p} crowns, and the {who} {did} a {what} as well.",
    "{why}, nobody in {c} had expected {n} to come back from {d} before {w}.",
    "The {what} of {d} will be looked after by {n} and {b} others.",
    "Whether the {who} may do so is open; a court in {d} hears {n} on {w}.",
    "{b} of {p} people who were asked want the {what} to stay where it has always been.",
    '"We {did} it {why}," {n} told a meeting in the {what} of {c}.',
    "In {d} things went otherwise: there the {who} never {did} anything, and {b} years passed.",
    "Tickets are to be had from the {who}, and children under {b} enter the {what} free.",
    "Critics such as {n} call the plan for the {what} too dear by {p} crowns, {why}.",
)


def report(seed: int, sentences: int) -> tuple[str, str]:
    """Title and text of a story of its own."""
    chance = random.Random(seed)  # noqa: S311 - test texts
    made = [_sentence(chance) for _ in range(sentences)]
    return " ".join(made[0].split()[:9]), " ".join(made)


def _sentence(chance: random.Random) -> str:
    slots, places = SLOTS["en"], chance.sample(SLOTS["en"]["c"], 2)
    made = chance.choice(_SENTENCES).format(
        n=f"{chance.choice(slots['n'])[:4]}{chance.choice(slots['o'])[2:]} {chance.choice(slots['n']).split()[1]}",
        w=chance.choice(slots["w"]),
        c=places[0],
        d=places[1],
        who=chance.choice(_WHO),
        did=chance.choice(_DID),
        what=chance.choice(_WHAT),
        why=chance.choice(_WHY),
        b=chance.randint(11, 90),
        p=chance.randint(100, 9000),
    )
    return made[0].upper() + made[1:]


def horoscopes(days: int) -> Iterator[Row]:
    """Each sign's horoscope, day by day, four to six sentences of one pool."""
    chance = random.Random(7)  # noqa: S311 - test texts
    sentences = [f"{s} {a}, {t}" for s in SUBJECTS for a in ACTIONS for t in TAILS]
    chance.shuffle(sentences)
    for day in range(days):
        for sign in SIGNS:
            text = " ".join(chance.sample(sentences[:70], chance.randint(4, 6))) + f" Day {day}."
            yield _row(f"{sign}{day}", f"{sign}: your horoscope", text, "stars")


def forms(count: int, families: dict[str, tuple[str, str, str]]) -> Iterator[Row]:
    """`count` texts of each form, no two alike, arriving mixed; no source, as that would tell them apart."""
    chance = random.Random(11)  # noqa: S311 - test texts
    seen: set[str] = set()
    order = [name for name in families for _ in range(count)]
    chance.shuffle(order)
    for number, name in enumerate(order):
        title, text = _filled(families[name], chance)
        while text in seen:
            title, text = _filled(families[name], chance)
        seen.add(text)
        yield _row(f"{name}{number}", title, text, "unknown")


def _filled(form: tuple[str, str, str], chance: random.Random) -> tuple[str, str]:
    language, title, text = form
    words = {slot: chance.choice(choices) for slot, choices in SLOTS[language].items()}
    other = chance.choice([place for place in SLOTS[language]["c"] if place != words["c"]])
    numbers = {"a": str(chance.randint(2, 9)), "b": str(chance.randint(11, 90)), "p": str(chance.randint(100, 9000))}
    return title.format(**words, **numbers, d=other), text.format(**words, **numbers, d=other)


def lists(count: int, families: dict[str, tuple[str, str, str]]) -> Iterator[Row]:
    """`count` lists of each form, of eight to twenty entries: cases at court, results, notices of one day."""
    chance = random.Random(13)  # noqa: S311 - test texts
    for number in range(count):
        for name, form in families.items():
            entries = [_filled(form, chance)[1] for _ in range(chance.randint(8, 20))]
            yield _row(f"{name}-list{number}", "From the courts", "\n\n".join(entries), "unknown")


def furnished(count: int) -> Iterator[Row]:
    """`count` items of each site, one to three sentences in its furniture, arriving mixed."""
    for number in range(count * len(FURNITURE)):
        title, item = report(number, 1 + number % 3)
        furniture = FURNITURE[number % len(FURNITURE)]
        yield _row(f"item{number}", title, furniture.format(item), f"site{number % len(FURNITURE)}")


def digests(count: int) -> Iterator[Row]:
    """A digest of four stories, and then each of them."""
    for number in range(count):
        stories = [report(1000 + 4 * number + part, 6) for part in range(4)]
        yield _row(f"digest{number}", "Morning briefing", "\n\n".join(text for _, text in stories), "digest")
        for part, (title, text) in enumerate(stories):
            yield _row(f"story{number}.{part}", title, text, "wire")


def pages(count: int) -> Iterator[Row]:
    """An article as two pages have it, each with other things around it: links, teasers, comments."""
    for number in range(count):
        title, text = report(5000 + number, 10)
        for side in range(2):
            around = [report(7000 + 4 * number + 2 * side + part, 3)[1] for part in range(2)]
            page = "\n\n".join((around[0], title, text, around[1]))
            yield _row(f"page{number}.{side}", title, page, f"site{side}", f"page{number}")


def noisy_copies(count: int) -> Iterator[Row]:
    """One story copied again and again, three words of it changed each time."""
    title, text = report(9000, 12)
    for number in range(count):
        chance = random.Random(number)  # noqa: S311 - test texts
        words = text.split()
        for place in chance.sample(range(20, len(words)), 3):
            words[place] = chance.choice(words).lower()
        yield _row(f"copy{number}", title, " ".join(words), f"site{number % 20}", "copied")


def _row(name: str, title: str, text: str, source: str, cluster: str = "") -> Row:
    return {"id": name, "title": title, "text": text, "source": source, "cluster": cluster or name}
