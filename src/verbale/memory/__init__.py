"""The translation memory: how passages were put into other languages before, in all that was released and imported.

The memory is derived from the archive and may be thrown away at any time; memories of other houses (TMX) are kept in the
archive as they came in, and gathered with the rest::

    wording     words, numbers and likeness of two passages
    gathering   from documents and imports to units: a passage in all languages that have it
    engine      where units are filed, and the few that may be like a passage
    matching    from a passage to its matches
    index       the memory on the disk: opened, brought up to date, made anew
    finding     what somebody who asks may be told of
    imports     memories of other houses, taken in
    exporting   what is public, as translation units for tools elsewhere

A restricted document is in the index, and nobody is told of it who may not see it: that is asked of the archive each time.
"""
