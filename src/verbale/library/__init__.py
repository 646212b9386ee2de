"""The library: what is released, for everyone to find, read, cite, follow and harvest.

It never reads or typesets a file: it serves the bytes that the archive keeps, and tells of documents from their stored
JSON. Whatever it shows it asks for through `verbale.archive.access`: what is restricted, withdrawn or not yet released
is in no page, list, count or answer.

::

    addresses   from what people write (a symbol in any spelling, undocs.org, Akoma Ntoso) to the one address
    facts       what lists tell of a document, as plain values
    lookup      from an address to the document, its language versions and their files
    descriptions  BibTeX, RIS, CSL-JSON, JSON-LD, MARCXML, from the stored JSON
    reading     the page of a language version, composed once
    shelf       the pages composed, kept on the disk, and which of them a log entry makes old
    views       documents, places (bodies, sessions, States), verifying
    follow      alerts by e-mail and webhooks: who is told when something happens to documents
"""
