"""Draws one page of a PDF or picture: a program of its own, so that a hostile file can be stopped.

``python drawing.py NUMBER`` reads the file from its standard input and writes a line of JSON, then the pixels, row by
row, one byte for grey or three for colour. The JSON names a ``fault`` instead where there is nothing to draw. It imports
nothing of Verbale, for it starts once for every page.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

MOST_PIXELS = 40_000_000
"""A sheet of A3 at 400 dots per inch has 31 million."""
_MEMORY = 2 * 1024**3
_SECONDS = 60
_USUAL, _FEWEST, _MOST = 300, 100, 400  # dots per inch
_PAPER = (8.27, 11.69)  # inches of a page whose picture does not tell
_PASSWORD = 4
_LARGEST = 24  # inches: a camera claims more, for it does not know the paper


def main() -> None:
    """Draw the page that the command line names."""
    _limit()
    data, number = sys.stdin.buffer.read(), int(sys.argv[1])
    try:
        head, pixels = _of_pdf(data, number) if b"%PDF-" in data[:1024] else _of_picture(data, number)
    except ImportError as error:
        head, pixels = {"fault": "absent", "what": str(error.name)}, b""
    except MemoryError:
        head, pixels = {"fault": "too-large"}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + pixels)


def _limit() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


Drawn = tuple[dict[str, Any], bytes]
_FAULTS = (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, OverflowError, ZeroDivisionError)
"""What Pillow raises at files that are no pictures."""


def _of_picture(data: bytes, number: int) -> Drawn:
    from PIL import Image  # noqa: PLC0415 - optional

    Image.MAX_IMAGE_PIXELS = None  # sizes are looked at here, before anything is unpacked
    head: dict[str, Any] = {}
    try:
        picture: Any = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        head["pages"] = getattr(picture, "n_frames", 1)
        if not 1 <= number <= head["pages"]:
            return {**head, "fault": "no-page"}, b""
        picture.seek(number - 1)
        if picture.width * picture.height > MOST_PIXELS:
            return {**head, "fault": "too-large"}, b""
        page, dots = _upright(picture)
    except _FAULTS:
        return {**head, "fault": "damaged"}, b""
    head |= {"dpi": dots, "width": page.width, "height": page.height, "channels": len(page.getbands())}
    return head, page.tobytes()


def _upright(picture: Any) -> tuple[Any, float]:
    """Return a picture as a camera held it, its dots square, in grey or colour; and dots per inch."""
    from PIL import ImageOps  # noqa: PLC0415 - optional

    across, down = _dots(picture)
    page = _on_paper(picture)
    if abs(across / down - 1) > 0.02:  # a fax
        page = page.resize((picture.width, min(round(picture.height * across / down), MOST_PIXELS // picture.width)))
    page.info["exif"] = picture.info.get("exif", b"")
    return ImageOps.exif_transpose(page), across


def _on_paper(picture: Any) -> Any:
    """Return a picture in grey or in colour, what is transparent on white."""
    from PIL import Image  # noqa: PLC0415 - optional

    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    if picture.mode in {"I", "F"} or picture.mode.startswith("I;16"):
        most = max(picture.getextrema()[1], 1)
        return picture.convert("F").point(lambda level: level * (255 / most) + 0).convert("L")
    return picture.convert("L" if picture.mode in {"1", "L"} else "RGB")


def _dots(picture: Any) -> tuple[float, float]:
    """Return dots per inch across and down; where the picture does not tell, as if it were a page."""
    across, down = (float(one) for one in picture.info.get("dpi", (0, 0)))
    likely = min(across, down) >= 60 and max(picture.width / max(across, 1), picture.height / max(down, 1)) <= _LARGEST
    if not likely:
        short, long = sorted(picture.size)
        across = down = max(_FEWEST, short / _PAPER[0], long / _PAPER[1])
    return across, down


def _of_pdf(data: bytes, number: int) -> Drawn:
    import pypdfium2  # noqa: PLC0415 - optional

    head: dict[str, Any] = {}
    try:
        document = pypdfium2.PdfDocument(data)
        head["pages"] = len(document)
        if not 1 <= number <= head["pages"]:
            return {**head, "fault": "no-page"}, b""
        with _closed(document[number - 1]) as page:
            width, height = page.get_size()
            dots = min(_dots_of(page, width, height), (MOST_PIXELS / max(width * height / 72**2, 0.001)) ** 0.5)
            # PDFium has blue first.
            drawn: Any = page.render(scale=dots / 72).to_numpy()[..., ::-1]
    except pypdfium2.PdfiumError as error:
        return {**head, "fault": "encrypted" if error.err_code == _PASSWORD else "damaged"}, b""
    return head | {"dpi": dots, "width": drawn.shape[1], "height": drawn.shape[0], "channels": 3}, drawn.tobytes()


@contextmanager
def _closed(page: Any) -> Iterator[Any]:
    try:
        yield page
    finally:
        page.close()


def _dots_of(page: Any, width: float, height: float) -> float:
    """Return the dots per inch of the scan on a page, or the usual where it is no scan."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - optional

    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            dots = float(each.get_px_size()[0] * 72 / (right - left))
            return min(max(dots, _FEWEST), _MOST)
    return _USUAL


if __name__ == "__main__":
    main()
