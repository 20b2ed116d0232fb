"""Draws words for one page: one language, one line of business, one seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any, Literal

from training.screens.content.domains import DOMAINS, Domain
from training.screens.content.lexicon import lexicon

Language = Literal["zh", "en"]
Node = dict[str, Any]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SERVICES = ("web", "api", "db", "cache", "worker", "edge")
CHOICES: dict[str, tuple[str, str]] = {
    "clinic": ("内科|外科|儿科|眼科|口腔科|骨科", "Medicine|Surgery|Paediatrics|Eye clinic|Dentistry|Orthopaedics"),
    "matter": (
        "居住证办理|营业执照变更|社保转移|公积金提取|护照换发|驾照换证",
        "Residence permit|Business licence|Pension transfer|Housing benefit|Passport renewal|Driving licence",
    ),
    "pay": ("微信支付|支付宝|银行卡|货到付款", "Card|Bank transfer|Wallet|Cash on delivery"),
    "facing": ("南北|朝南|朝东|东南", "South|East|West|North-east"),
    "rooms": ("一室一厅|两室一厅|三室两厅|四室两厅", "Studio|1 bedroom|2 bedrooms|3 bedrooms"),
    "spec": ("2核4G|4核8G|8核16G|16核64G", "2 vCPU, 4 GB|4 vCPU, 8 GB|8 vCPU, 16 GB|16 vCPU, 64 GB"),
}


class Writer:
    """All draws come from `rng`; `w.value(kind)` is a string or a node (tags, progress, ratings)."""

    def __init__(self, rng: random.Random, language: Language, domain: Domain | None = None) -> None:
        self.rng = rng
        self.language: Language = language
        self.domain = domain or rng.choice(DOMAINS)
        self._zh = language == "zh"
        self._words = lexicon(language)

    def of(self, zh: str, en: str) -> str:
        """The text in the page's language."""
        return zh if self._zh else en

    def pick(self, name: str) -> str:
        """One entry of a list of the lexicon."""
        return self.rng.choice(self._words[name.lower()])

    def some(self, name: str, count: int) -> list[str]:
        """Different entries of a list of the lexicon, as many as there are."""
        entries = self._words[name.lower()]
        return self.rng.sample(entries, min(count, len(entries)))

    def chance(self, probability: float) -> bool:
        """True as often as said."""
        return self.rng.random() < probability

    def person(self) -> str:
        """A full name."""
        if self._zh:
            return self.pick("SURNAMES") + self.pick("GIVEN")
        return f"{self.pick('GIVEN')} {self.pick('SURNAMES')}"

    def company(self) -> str:
        """A firm's name."""
        parts = [self.pick("COMPANIES_A"), self.pick("COMPANIES_B"), self.pick("COMPANIES_C")]
        if self._zh:
            return (self.pick("CITIES") if self.chance(0.4) else "") + "".join(parts)
        return " ".join(parts)

    def product(self) -> str:
        """A thing for sale, more often than not with what is special about it."""
        plain = self.pick("PRODUCTS")
        if self.chance(0.4):
            return plain if self._zh else plain[0].upper() + plain[1:]
        return self.pick("ADJECTIVES") + ("" if self._zh else " ") + plain

    def price(self) -> str:
        """An amount of money with its sign."""
        amount = self.rng.choice(
            [self.rng.randint(1, 99), self.rng.randint(100, 9999), self.rng.randint(10000, 999999)]
        )
        cents = self.rng.choice(["", ".00", ".90", f".{self.rng.randint(10, 99)}"])
        return self.rng.choice(["¥", "￥", "¥ "] if self._zh else ["$", "£", "€", "US$"]) + f"{amount:,}{cents}"

    def date(self) -> str:
        """A day, in one of the usual ways."""
        year, month, day = self.rng.randint(2022, 2027), self.rng.randint(1, 12), self.rng.randint(1, 28)
        iso = f"{year}-{month:02}-{day:02}"
        if self._zh:
            return self.rng.choice(
                [iso, iso, f"{year}年{month}月{day}日", f"{month}月{day}日", f"{year}/{month}/{day}"]
            )
        return self.rng.choice(
            [iso, f"{MONTHS[month - 1]} {day}, {year}", f"{day} {MONTHS[month - 1]} {year}", f"{month}/{day}/{year}"]
        )

    def time(self) -> str:
        """A time of day."""
        hour, minute = self.rng.randint(0, 23), self.rng.randint(0, 59)
        if not self._zh and self.chance(0.3):
            return f"{hour % 12 or 12}:{minute:02} {'am' if hour < 12 else 'pm'}"
        return f"{hour:02}:{minute:02}"

    def datetime(self) -> str:
        """A day and a time, as logs and tables write them."""
        day = f"{self.rng.randint(2023, 2027)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
        return f"{day} {self.rng.randint(0, 23):02}:{self.rng.randint(0, 59):02}"

    def phone(self) -> str:
        """A phone number that nobody has."""
        digits = [str(self.rng.randint(0, 9)) for _ in range(8)]
        if self._zh:
            number = f"1{self.rng.choice('3578')}{self.rng.randint(0, 9)}" + "".join(digits)
            return number if self.chance(0.6) else f"{number[:3]}****{number[-4:]}"
        return f"+{self.rng.choice(['1', '44', '49', '61'])} 555 {''.join(digits[:3])} {''.join(digits[3:7])}"

    def email(self) -> str:
        """An address at a made-up firm."""
        user = self.rng.choice(
            [
                "info",
                "service",
                "hello",
                "zhang.wei",
                "li.na",
                "m.taylor",
                "anna",
                "kenji.t",
                "support",
                "wang2020",
                "chenjie",
            ]
        )
        return f"{user}@{self.rng.choice(['example.com', 'example.org', 'mail.example', 'corp.example'])}"

    def address(self) -> str:
        """Street and number, with town or district."""
        number = self.rng.randint(1, 399)
        if self._zh:
            return f"{self.pick('CITIES')}市{self.pick('DISTRICTS')}{self.pick('ROADS')}{number}号"
        return f"{number} {self.pick('ROADS')}, {self.pick('CITIES')}"

    def code(self) -> str:
        """An order or case number."""
        prefix = self.rng.choice(["", "NO", "SO-", "A", "TX", "#", "2024", "JD"])
        return prefix + str(self.rng.randint(10**5, 10 ** self.rng.randint(6, 12)))

    def fill(self, pattern: str) -> str:
        """Puts drawn words in a sentence's slots."""
        text = re.sub(r"\{(\w+)\}", lambda match: str(self.plain(match[1])), pattern)
        return text if self._zh else text[:1].upper() + text[1:]

    def sentence(self) -> str:
        """One sentence."""
        return self.fill(self.pick("SENTENCES"))

    def paragraph(self, count: int = 4) -> str:
        """Several different sentences."""
        return ("" if self._zh else " ").join(self.fill(pattern) for pattern in self.some("SENTENCES", count))

    def title(self) -> str:
        """A headline."""
        return self.fill(self.pick("TITLES"))

    def query(self) -> str:
        """What somebody would search for."""
        return self.fill(self.pick("QUERIES"))

    def short(self) -> str:
        """A chat message or a comment."""
        return self.pick("SHORT") if self.chance(0.7) else self.sentence()

    def status(self) -> tuple[str, str]:
        """A state in words and the kind of tag that shows it."""
        text, _, kind = self.pick("STATUSES").partition("|")
        return text, kind

    def plain(self, kind: str) -> str:
        """A value of a kind, as text."""
        made = _MAKERS.get(kind)
        if made is not None:
            return made(self)
        if kind in CHOICES:
            return self.rng.choice(self.of(*CHOICES[kind]).split("|"))
        return self.pick({"city2": "CITIES", "city": "CITIES", "course": "COURSES"}.get(kind, _list_of(kind)))

    def value(self, kind: str) -> str | Node:
        """A value of a kind as a cell would show it."""
        if kind == "status":
            text, tone = self.status()
            return {"t": "tag", "text": text, "kind": tone}
        if kind == "progress":
            return {"t": "progress", "value": self.rng.randint(3, 100), "label": self.of("进度", "Progress")}
        if kind == "rating":
            return {"t": "rate", "value": self.rng.randint(2, 5)}
        return self.plain(kind)


def _list_of(kind: str) -> str:
    return {"city": "CITIES"}.get(kind, f"{kind.upper()}S").replace("DISHS", "DISHES").replace("QUERYS", "QUERIES")


_MAKERS: dict[str, Callable[[Writer], str]] = {
    "person": Writer.person,
    "company": Writer.company,
    "product": Writer.product,
    "price": Writer.price,
    "date": Writer.date,
    "time": Writer.time,
    "phone": Writer.phone,
    "email": Writer.email,
    "address": Writer.address,
    "code": Writer.code,
    "sentence": Writer.sentence,
    "title": Writer.title,
    "query": Writer.query,
    "short": Writer.short,
    "datetime": Writer.datetime,
    "small": lambda w: str(w.rng.randint(2, 60)),
    "count": lambda w: f"{w.rng.randint(100, 99999):,}",
    "percent": lambda w: f"{w.rng.uniform(1, 99):.{w.rng.randint(0, 2)}f}%",
    "minutes": lambda w: w.of(
        f"{w.rng.randint(1, 9)}小时{w.rng.randint(1, 59)}分", f"{w.rng.randint(1, 9)} h {w.rng.randint(1, 59)} min"
    ),
    "month": lambda w: w.of(str(w.rng.randint(1, 12)), MONTHS[w.rng.randint(0, 11)]),
    "idcard": lambda w: f"{w.rng.randint(110000, 659000)}********{w.rng.randint(1000, 9999)}",
    "card": lambda w: f"62{w.rng.randint(10, 99)} **** **** {w.rng.randint(1000, 9999)}",
    "ip": lambda w: f"10.{w.rng.randint(0, 255)}.{w.rng.randint(0, 255)}.{w.rng.randint(1, 254)}",
    "host": lambda w: f"i-{w.rng.getrandbits(40):010x}",
    "slug": lambda w: f"{w.rng.choice(SERVICES)}-{w.rng.choice(['prod', 'test', 'stage'])}-{w.rng.randint(1, 20):02}",
    "trip": lambda w: f"{w.rng.choice(['G', 'D', 'K', 'CA', 'MU', 'BA', 'LH'])}{w.rng.randint(10, 9999)}",
    "weight": lambda w: f"{w.rng.uniform(0.2, 30):.1f} kg",
    "area": lambda w: f"{w.rng.randint(28, 260)} ㎡" if w.language == "zh" else f"{w.rng.randint(28, 260)} m²",
    "temperature": lambda w: f"{w.rng.uniform(-5, 38):.1f}℃" if w.language == "zh" else f"{w.rng.randint(-5, 38)} °C",
    "energy": lambda w: f"{w.rng.uniform(1, 300):.1f} kWh",
}
