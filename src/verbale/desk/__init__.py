"""The desk: where Missions submit and the secretariat registers, translates, proofs and releases.

The way of a communication through these files, each verb in one place for web, API and command line::

    intake      what arrived becomes a case          reading     how it was read, and what people corrected
    workflow    the table of states and moves        moving      the one door through which every move is made
    registering translating releasing following      what moves do besides changing the state
    views of it: queue, case, board, proof           told: mails, outbox, receipts

A case has a trunk (submitted, accepted, registered, ...) and, once it is being translated, a branch for each language
with a state of its own. All of it is kept as rows that are never changed, each belonging to an entry of the log.
"""
