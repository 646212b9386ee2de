"""Makes a scan fit to be read: black on white, upright, 300 dots per inch; coloured ink by itself.

In the order of the steps: stamps and signatures in colour taken out, brought to 300 dots to the inch, noise smoothed
where there is noise, divided by the light of the paper, specks wiped off, turned so that lines are level. What each step
is worth was measured on degraded pages (``benchmarks/scanning.py``).
"""

from __future__ import annotations

import math
from functools import reduce
from typing import Any

import msgspec

from verbale.formats.scan.cells import pieces_of_ink
from verbale.formats.scan.extra import numpy, pillow
from verbale.formats.scan.pictures import Picture

DOTS = 300
"""Dots per inch of a cleaned page, what tesseract is trained on."""

_MOST = 20_000_000  # dots of a cleaned page: a larger sheet is read with fewer to the inch
_TINGED = 12  # levels between the strongest and the weakest colour: more is ink in colour, less is a camera's tinge
_TALL = 4  # tenths of an inch: ink in colour that is higher is no word on a line
_BLACK = 0.5  # of the light of the paper: what is darker in every colour is black
_GRAIN, _NOISY = 1.5, 6.0  # levels: the deviation of paper that was scanned, and that is smoothed
_SMOOTH = 1.2  # dots: the radius of smoothing, behind a median of five dots each way
_CELL = 36  # dots: a cell of paper whose light is measured
_DARK = 0.8  # of the light of the paper: what is darker may be ink
_WHITE = 0.85  # of the light of the paper: what is lighter is paper
_NEAR = 10  # dots: how far around a speck other ink is looked for
_SPECK = 22  # dots of ink around a place: fewer are no letter
_DARK_INK = 160  # a level: darker is ink of a drawn line
_RULE = 250  # dots: a line of ink of that length is drawn
_STEEPEST, _STRAIGHT = 8.0, 0.05  # degrees that lines may slope, and that need no turn


Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Clean(msgspec.Struct, frozen=True):
    """A page ready to be read: ``pixels`` in grey, and ``colour`` the ink that had a colour, or None.

    ``slope`` is the angle in degrees that lines ran down from left to right; ``scale`` is points per dot,
    ``turn`` by how many degrees, clockwise, the page was turned before.
    """

    pixels: Any
    colour: Any
    slope: float
    scale: float
    turn: int = 0

    @property
    def dark(self) -> Any:
        """Where ink is, in any colour."""
        dark = self.pixels < 128
        return dark if self.colour is None else dark | (self.colour < 128)

    def box(self, left: float, top: float, right: float, bottom: float) -> Edges:
        """Return the smallest upright box, in points on the page as it came, around a box in dots on the clean one."""
        height, width = self.pixels.shape
        turn = math.radians(self.slope)
        cos, sin = math.cos(turn), math.sin(turn)
        corners = [
            (
                (x - width / 2) * cos - (y - height / 2) * sin + width / 2,
                (x - width / 2) * sin + (y - height / 2) * cos + height / 2,
            )
            for x in (left, right)
            for y in (top, bottom)
        ]
        across, down = zip(*corners, strict=True)
        box = _turned_back((min(across), min(down), max(across), max(down)), width, height, self.turn)
        left, top, right, bottom = (round(self.scale * edge, 1) for edge in box)
        return left, top, right, bottom


def _turned_back(box: Edges, width: int, height: int, turn: int) -> Edges:
    left, top, right, bottom = box
    match turn:
        case 90:
            return top, width - right, bottom, width - left
        case 180:
            return width - right, height - bottom, width - left, height - top
        case 270:
            return height - bottom, left, height - top, right
        case _:
            return box


def clean(picture: Picture, turn: int = 0) -> Clean:
    """Return a page cleaned, turned clockwise by 90, 180 or 270 degrees before if it lies on its side or its head."""
    if turn:
        pixels = numpy().ascontiguousarray(numpy().rot90(picture.pixels, -turn // 90))
        picture = msgspec.structs.replace(picture, pixels=pixels)
    grey, tinged = _without_colour(picture.pixels, picture.dpi)
    growth = min(DOTS / picture.dpi, math.sqrt(_MOST / grey.size))
    paper = _scaled(grey, growth)
    noise = _noise(grey)
    flat = _flat(paper, noisy=noise > _NOISY)
    slope = _slope(flat)
    # A page that was drawn, not scanned, is left as it is.
    black = paper if noise < _GRAIN and not slope else _level(_stretched(flat), slope)
    pixels = _without_rules(black)
    points = 72 / (picture.dpi * growth)
    if tinged is None:
        return Clean(pixels, None, slope, points, turn)
    return Clean(pixels, _level(_stretched(_scaled(tinged, growth)), slope), slope, points, turn)


def _filters() -> Any:
    from PIL import ImageFilter  # noqa: PLC0415 - optional

    return ImageFilter


def _without_colour(pixels: Any, dpi: float) -> tuple[Any, Any]:
    """Return a page in grey without large ink in colour, and that ink alone, or None where is none.

    A word in colour on a line of black stays; a stamp, a signature, a letterhead, higher than a line, goes.
    """
    np = numpy()
    if pixels.ndim == 2:
        return pixels, None
    # Ten times as fast as max(axis=2).
    strongest, weakest = (reduce(pick, np.moveaxis(pixels, 2, 0)) for pick in (np.maximum, np.minimum))
    spread = pillow().fromarray(strongest - weakest).filter(_filters().BoxBlur(max(1, dpi / 150)))
    chroma = np.asarray(spread)
    tinged = chroma > max(_TINGED, 2 * int(np.median(chroma)))
    size = max(round(dpi / 10), 4)
    pieces = pieces_of_ink(tinged, size, least=size * size // 16, reach=(1, 1))
    high = [cell for piece in pieces if piece.bottom - piece.top >= _TALL for cell in piece.cells]
    if not high:
        return weakest, None
    cells = np.zeros((len(pixels) // size + 1, pixels.shape[1] // size + 1), bool)
    cells[tuple(zip(*high, strict=True))] = True
    apart = tinged & np.kron(cells, np.ones((size, size), bool))[: len(pixels), : pixels.shape[1]]
    lightened = np.minimum(strongest.astype(np.uint16) + chroma, 255).astype(np.uint8)
    light = np.maximum(_light(strongest), 1)
    share = np.minimum(weakest.astype(np.uint16) * 200 // light, 200).astype(np.uint8)
    in_colour = apart & (strongest > light * _BLACK)
    return np.where(apart, lightened, weakest), np.where(in_colour, share, np.uint8(200))


def _scaled(grey: Any, growth: float) -> Any:
    if abs(growth - 1) < 0.01:
        return grey
    image = pillow().fromarray(grey)
    size = max(round(image.width * growth), 1), max(round(image.height * growth), 1)
    return numpy().asarray(image.resize(size, pillow().Resampling.BICUBIC if growth > 1 else pillow().Resampling.BOX))


def _noise(grey: Any) -> float:
    """Return the deviation of paper in levels: of each fourth dot from the line through the dots beside it."""
    np = numpy()
    some = grey[1:-1:2].astype(np.int16)
    if some.shape[1] < 3 or not some.size:
        return 0.0
    return float(np.median(np.abs(2 * some[:, 1:-1:2] - some[:, :-2:2] - some[:, 2::2]))) / 1.65


def _flat(grey: Any, *, noisy: bool) -> Any:
    """Return a page divided by the light of its paper, smoothed if noisy, specks wiped off; paper is 200."""
    np, image = numpy(), pillow()
    if noisy:
        middle = _median(_median(grey, 1), 0)
        grey = np.asarray(image.fromarray(middle).filter(_filters().GaussianBlur(_SMOOTH)))
    light = np.maximum(_light(grey), 1)
    flat = np.minimum(grey.astype(np.uint16) * 200 // light, 200).astype(np.uint8)
    dark = np.where(flat < 200 * _DARK, np.uint8(255), np.uint8(0))
    around = np.asarray(image.fromarray(dark).filter(_filters().BoxBlur(_NEAR)))
    return np.where(around < 255 * _SPECK / (2 * _NEAR + 1) ** 2, np.uint8(200), flat)


def _median(grey: Any, axis: int) -> Any:
    """Return the median of five dots in a row or column for each dot: ten steps over the page, where sorting takes seconds."""
    np = numpy()
    low, high = np.minimum, np.maximum
    edges = [(2, 2) if each == axis else (0, 0) for each in range(2)]
    padded = np.pad(grey, edges, mode="edge")
    size = grey.shape[axis]
    a, b, c, d, e = (padded[at : at + size] if axis == 0 else padded[:, at : at + size] for at in range(5))
    f, g = high(low(a, b), low(c, d)), low(high(a, b), high(c, d))
    return high(low(f, g), low(high(f, g), e))


def _light(grey: Any) -> Any:
    """Return the light of the paper at each dot: of each cell that of the lighter quarter, cells smoothed."""
    np, image = numpy(), pillow()
    height, width = grey.shape
    down, across = -(-height // _CELL), -(-width // _CELL)
    padded = np.pad(grey, ((0, down * _CELL - height), (0, across * _CELL - width)), mode="edge")
    cells = padded.reshape(down, _CELL, across, _CELL)[:, ::2, :, ::2].swapaxes(1, 2).reshape(down, across, -1)
    place = cells.shape[2] * 3 // 4
    light = np.partition(cells, place, axis=2)[:, :, place]
    smooth = image.fromarray(light).filter(_filters().MedianFilter(5)).filter(_filters().GaussianBlur(1))
    whole = smooth.resize((across * _CELL, down * _CELL), image.Resampling.BILINEAR)
    return np.asarray(whole)[:height, :width]


def _stretched(flat: Any) -> Any:
    """Return a page with ink black and paper white."""
    np = numpy()
    dark = flat[::2, ::2][flat[::2, ::2] < 120]
    ink = int(np.percentile(dark, 20)) if dark.size else 0
    levels = np.arange(256, dtype=np.float32)
    table = ((levels - ink) / (200 * _WHITE - ink) * 255).clip(0, 255).astype(np.uint8)
    return table[flat]


def _slope(flat: Any) -> float:
    """Return the slope of the lines in degrees: the one at which the rows of dots differ most from each other."""
    np = numpy()
    small = np.asarray(pillow().fromarray(flat).reduce(3))
    down, across = np.nonzero(small < 140)
    if len(down) < 50:
        return 0.0
    step = len(down) // 60_000 + 1
    down, across = down[::step].astype(np.float32), across[::step].astype(np.float32)

    def sharpness(degrees: float) -> float:
        rows = down - across * math.tan(math.radians(degrees))
        ink = np.bincount((rows - rows.min()).astype(np.int32)).astype(np.float64)
        return float((np.diff(ink) ** 2).sum())

    best = max((step / 2 for step in range(-int(2 * _STEEPEST), int(2 * _STEEPEST) + 1)), key=sharpness)
    for fine in (0.1, 0.02):
        best = max((best + fine * step for step in range(-5, 6)), key=sharpness)
    return best if abs(best) > _STRAIGHT and sharpness(best) > 1.02 * sharpness(0.0) else 0.0


def _without_rules(pixels: Any) -> Any:
    """Return a page without drawn lines, level or upright: they spoil letters beside them."""
    np = numpy()
    dark = pixels < _DARK_INK
    rules = _runs(dark) | _runs(dark.T).T
    if not rules.any():
        return pixels
    wide = pillow().fromarray(rules.astype(np.uint8) * 255).filter(_filters().BoxBlur(2))
    return np.where(np.asarray(wide) > 0, np.uint8(255), pixels)


def _runs(dark: Any) -> Any:
    """Return the dots that lie in rows of nothing but ink as long as a drawn line; each fourth dot tells."""
    np = numpy()
    some = dark[:, ::4]
    length = _RULE // 4
    found = np.zeros_like(dark)
    if some.shape[1] <= length:
        return found
    total = np.pad(some.cumsum(axis=1, dtype=np.int32), ((0, 0), (1, 0)))
    starts = total[:, length:] - total[:, :-length] >= length
    rows = starts.any(axis=1)
    # A dot belongs to a line that starts up to its length and a step before it, or a step behind it.
    before = np.pad(starts[rows], ((0, 0), (length + 2, length))).cumsum(axis=1, dtype=np.int32)
    covered = before[:, length + 3 :] > before[:, : some.shape[1]]
    found[rows] = np.repeat(covered, 4, axis=1)[:, : dark.shape[1]]
    return found


def _level(pixels: Any, slope: float) -> Any:
    if not slope:
        return pixels
    image = pillow().fromarray(pixels)
    return numpy().asarray(image.rotate(slope, pillow().Resampling.BICUBIC, fillcolor=255))
