"""Reading scans: character accuracy in six languages, clean and degraded, beside tesseract's own on the same pictures.

A page of each language is set from the specimen note in that language, drawn, and spoilt as a desk scanner and years of copying
spoil it: turned, blurred, noisy, unevenly lit, stamped, signed, compressed. Tesseract's own output is that of its command
line, given the one right language, then English beside it, then told that the page is one block; ours is told nothing.
"""

from __future__ import annotations

import datetime
import io
import math
import random
import re
import resource
import shutil
import subprocess
from functools import cache
from importlib.resources import files

import msgspec
import numpy
import pypdfium2
import typst
from PIL import Image, ImageDraw, ImageFilter

import verbale
from verbale.authorities import authorities
from verbale.formats.pdf.fonts import fontbook
from verbale.formats.scan import read
from verbale.languages import LANGUAGES

PAGE = """
#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(font: ("Noto Serif", "Noto Serif SC", "Amiri"), size: {size}pt, lang: "{language}")
#set par(leading: 0.65em, spacing: 1.3em, justify: true)
"""
SIZES = {"ar": 12.5, "zh": 10.5}
TRAINED = {"ar": "ara", "zh": "chi_sim", "en": "eng", "fr": "fra", "ru": "rus", "es": "spa"}
SYMBOLS = ("A/HRC/73/G/7", "S/2031/145", "A/C.3/86/L.12/Rev.1", "E/CN.4/2031/8", "CCPR/C/161/D/2")
"""Symbols of documents that do not exist, on a line of their own at the end of each page."""


class Damage(msgspec.Struct, frozen=True):
    """How a page is spoilt.

    Dots per inch, degrees it is turned, blur in dots, noise in levels, share of specks, fall of light, quality of JPEG, whether
    it is stamped and signed.
    """

    dpi: int
    turn: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    specks: float = 0.0
    shade: float = 0.0
    quality: int = 0
    stamp: bool = False


DAMAGE = {
    "clean": Damage(300),
    "scanned": Damage(200, 1.5, 0.5, 10, 0.0005, 0.15, 50, stamp=True),
    "copied": Damage(150, 1.5, 0.5, 24, 0.004, 0.35, 30, stamp=True),
}


# The pages.


@cache
def paragraphs(language: str) -> tuple[str, ...]:
    """Return the paragraphs of the specimen note in a language, with its annex in the same language."""
    folder = files("verbale").joinpath("specimens")
    league = authorities().with_organization(folder.joinpath("league.toml").read_text("utf-8"))
    note = next(path for path in folder.iterdir() if path.name.endswith(f"-{language}.md"))
    submitted = verbale.read(note.read_bytes(), note.name, league).document
    versions = verbale.issue(submitted, on=datetime.date(2026, 3, 6), formats=(), authorities=league).versions
    version = next(one for one in versions if one.masthead.language == language)
    found = ["SPECIMEN", *(line.text for line in version.cover), version.title]
    found += [block.text for block in version.content]
    for annex in version.annexes:
        found += [annex.label, annex.title, *(block.text for block in annex.content)]
    return (*filter(None, found), ", ".join(SYMBOLS))


def page(language: str, lines: tuple[str, ...] = ()) -> bytes:
    """Return a page as PDF: the specimen note, or other lines."""
    head = PAGE.format(size=SIZES.get(language, 10), language=language)
    text = head + "\n\n".join(map(_set, lines or paragraphs(language)))
    fonts = fontbook(()).fonts
    pdf = typst.Compiler({"main.typ": text.encode()}, font_paths=fonts, ignore_system_fonts=True).compile(format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return pdf


def _set(line: str) -> str:
    words = '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"#{words}" if re.search("[\u0621-\u064a]", line) else f"#text(dir: ltr, {words})"


def drawn(pdf: bytes, dpi: int, number: int = 0) -> Image.Image:
    """Return a page of a PDF as a picture in colour."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[number].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def degraded(picture: Image.Image, damage: Damage, seed: int = 1) -> Image.Image:
    """Return a page as a scanner would have it."""
    if damage.stamp:
        picture = stamped(picture, damage.dpi, seed)
    if damage.turn:
        picture = picture.rotate(-damage.turn, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if damage.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(damage.blur))
    if damage.noise:
        grain = numpy.random.default_rng(seed)
        values = numpy.asarray(picture).astype(numpy.float32)
        height, width = values.shape[:2]
        # Light falls off to one corner; ink is not black and paper not white.
        across = numpy.linspace(0, 1, width)[None, :, None] + numpy.linspace(0, 1, height)[:, None, None]
        values = (30 + values * 0.84) * (1 - damage.shade * across / 2)
        values += grain.normal(0, damage.noise, (height, width, 1))
        values[grain.random((height, width)) < damage.specks] = 40
        picture = Image.fromarray(values.clip(0, 255).astype(numpy.uint8))
    if damage.quality:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=damage.quality)
        picture = Image.open(data)
        picture.load()
    return picture


def stamped(picture: Image.Image, dpi: int, seed: int) -> Image.Image:
    """Return a page with a round stamp over the end of the text and a signature under it."""
    draw = random.Random(seed)  # noqa: S311 - ink, not a secret
    size = round(1.5 * dpi)
    stamp = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    pen = ImageDraw.Draw(stamp)
    ink = (60, 60, 170, 150)
    for inset, width in ((2, dpi // 40), (size // 7, dpi // 75), (size // 3, dpi // 100)):
        pen.ellipse((inset, inset, size - inset, size - inset), outline=ink, width=max(1, width))
    for n in range(36):
        angle = n * math.pi / 18
        x, y = size / 2 + 0.41 * size * math.cos(angle), size / 2 + 0.41 * size * math.sin(angle)
        pen.line((x - 4, y - 4, x + draw.randint(-5, 5), y + 5), fill=ink, width=max(1, dpi // 70))
    for down in (0.45, 0.55):
        pen.line((size * 0.39, size * down, size * 0.61, size * down), fill=ink, width=max(1, dpi // 50))
    bottom = int(numpy.flatnonzero((numpy.asarray(picture.convert("L")) < 128).any(axis=1))[-1])
    page = picture.convert("RGBA")
    page.alpha_composite(stamp.rotate(17), (round(4.9 * dpi), max(0, bottom - round(1.1 * dpi))))
    x, y = 1.2 * dpi, bottom + 0.45 * dpi
    points = [(x, y)]
    for _ in range(26):
        x, y = x + draw.uniform(-0.03, 0.11) * dpi, bottom + (0.45 + draw.uniform(-0.2, 0.2)) * dpi
        points.append((x, y))
    ImageDraw.Draw(page).line(points, fill=(30, 30, 110, 255), width=max(1, dpi // 90), joint="curve")
    return page.convert("RGB")


def encoded(picture: Image.Image, dpi: int, format_: str = "PNG") -> bytes:
    """Return a picture as a file that tells its dots per inch."""
    data = io.BytesIO()
    picture.save(data, format_, dpi=(dpi, dpi))
    return data.getvalue()


# What was read.


def accuracy(truth: str, found: str) -> float:
    """Return 1 - edit distance / length; spaces count as one, beside Chinese characters not at all, forms of quotes as one."""
    truth, found = _plain(truth), _plain(found)
    return max(0.0, 1 - _distance(truth, found) / len(truth))


def _plain(text: str) -> str:
    text = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uff60]) +| +(?=[\u3000-\u9fff\uff00-\uff60])", "", " ".join(text.split()))
    return text.translate(str.maketrans("’‘“”—", "''\"\"–", "\u200e\u200f\u202a\u202b\u202c"))


def _distance(one: str, two: str) -> int:
    """Return how many characters must be put in, left out or changed, row by row of the table."""
    second = numpy.array([ord(c) for c in two])
    across = numpy.arange(len(two) + 1)
    row = across.copy()
    for at, letter in enumerate(one, 1):
        changed = row[:-1] + (second != ord(letter))
        row = numpy.concatenate(([at], numpy.minimum(changed, row[1:] + 1)))
        row = numpy.minimum.accumulate(row - across) + across
    return int(row[-1])


def tesseract(picture: bytes, languages: str, *options: str) -> str:
    """Return what tesseract's command line makes of a picture."""
    program = shutil.which("tesseract") or "tesseract"
    command = [program, "stdin", "stdout", "-l", languages, *options]
    return subprocess.run(
        command, input=picture, capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"}
    ).stdout.decode()


def intact(found: str) -> int:
    """Return how many of the symbols on a page were read to the letter."""
    words = found.translate(dict.fromkeys(map(ord, "\u200e\u200f"))).replace(",", " ").split()
    return sum(symbol in words for symbol in SYMBOLS)


PEERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "tesseract": ("{own}", ()),
    "with English": ("{own}+eng", ()),
    "as one block": ("{own}", ("--psm", "6")),
}
"""Columns: the languages and options that tesseract's command line is given; "{own}" is the one right language."""


def main() -> None:
    print(
        f"{'':11} {' '.join(f'{name:>16}' for name in (*PEERS, 'verbale'))}   accuracy, symbols of {len(SYMBOLS)} intact"
    )
    below = []
    for language in LANGUAGES:
        pdf, truth = page(language), "\n".join(paragraphs(language))
        for name, damage in DAMAGE.items():
            picture = encoded(degraded(drawn(pdf, damage.dpi), damage), damage.dpi)
            own = TRAINED[language]
            asked = [(given.format(own=own), options) for given, options in PEERS.values()]
            texts = [
                "" if tongues == "eng+eng" else tesseract(picture, tongues, *options) for tongues, options in asked
            ]
            start = _seconds()
            texts.append("\n".join(line.text for line in read(picture).lines))
            spent = _seconds() - start
            scores = [accuracy(truth, text) for text in texts]
            cells = [f"{score:12.4f} {intact(text):3}" for score, text in zip(scores, texts, strict=True)]
            cells = [
                "-".rjust(16) if tongues == "eng+eng" else cell
                for cell, (tongues, _) in zip(cells, [*asked, ("", ())], strict=True)
            ]
            print(f"{language} {name:8} {' '.join(cells)}   {spent:5.1f} s", flush=True)
            below += [f"{language} {name}"] if scores[-1] < max(scores[:-1]) else []
    print(f"aim: verbale not below tesseract; below: {', '.join(below) or 'none'}")


def _seconds() -> float:
    """Return the processor seconds spent here and in the programs started."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


if __name__ == "__main__":
    main()
