"""The recognizer: from neutral lines, of whatever format, to a document with the evidence of what was read.

Each step is a file, returns a value, and knows nothing of the steps after it::

    cover       the lines of the masthead, and what each states       masthead, agenda, fields
    title       the title, and the line under it
    paragraphs  what a page wrapped, joined
    annexes     where each begins, what stands over it
    notes       what they are, where they are anchored
    blocks      numbers, headings, tables, roles, languages, ids
    said        what a communication says of itself                   requests
    kinds       what kind of document it is

Knowledge is in ``cues.toml`` and ``kinds.toml``, in ``languages`` and in the authority files. No step goes over the text
more than a few times, so a reading costs as much as the text is long.
"""

from verbale.recognizer.conduct import recognize

__all__ = ["recognize"]
