"""Reading PDF: lines of born-digital pages, in reading order, with what stands out; or the JSON that Verbale attached.

::

    engine      PDFium, asked about many characters at once
    runs        the quick way from a page to pieces
    arabic      the careful way, where letters run from right to left; bidi: the order of reading
    pieces      words that stand together on a line
    order       the order in which a page is read
    furniture   running heads, notes at the foot
    hyphens     words that a line end cut
    sheet       the lines of the whole document
    pages       all of this, in this process
    carried     what the file carries beside its pages: properties, attachments, comments, scripts
    guard       all of this, in a process that can be stopped: child; what passes between the two: exchange

A PDF is a program for a machine that draws, and a hostile one is a program for the machine that reads it. ``read``
leaves it to a process of its own with limits of time and memory; :func:`pages.read_here` is for files that are trusted.
"""

from verbale.formats.pdf.reading.exchange import Limits
from verbale.formats.pdf.reading.guard import hidden, read

__all__ = ["Limits", "hidden", "read"]
