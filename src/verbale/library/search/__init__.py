"""Search: from a question in any of the six languages to documents, passages and counts.

The index is derived from the archive and may be thrown away at any time; why it is tantivy, and why we analyse words
ourselves, is told in ``docs/explanation/search.md``.

::

    layout      the fields of the index, and what its contents depend on
    filing      from the rows of the archive to what the index holds of a document
    index       the index on the disk: opened, brought up to date, made anew
    questions   the language in which people ask
    asking      from a question to what the engine is asked
    passages    the words found, in the paragraphs where they stand
    answers     documents, counts and what may help where there are none
    suggestions symbols, titles, States and bodies that begin as what is typed
"""
