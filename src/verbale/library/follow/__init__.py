"""Following: who wants to know when something happens to documents, and how they are told, each of each event once.

::

    subjects   what can be followed: a symbol and all under it, a session, an item, a State, a body, a search, what cites
    events     what happened to documents, read from the log behind a cursor
    matching   whom an event concerns
    alerts     following by e-mail: asked, confirmed, changed, ended
    hooks      following by a program: calls to an address, signed
    letters    what is written to people, in six languages
    payloads   what a call tells a program
    outbox     letters and calls written down, then sent, until they are taken
    clock      all of it in turn; somebody calls `tick` again and again

Nothing is lost: the cursor moves in the transaction that writes the events down, and a notice is marked as told in the
one that writes its delivery. Nothing is told twice: an event is known by its log entry, its document and its kind, and
whoever follows has one notice of it.
"""
