"""What is kept: documents, language versions, renditions, citations, submissions, the register and the log.

Nothing here is ever changed or deleted. A row is added together with the log entry that says who added it and when;
a new state is a new row, and the last one counts. The database refuses everything else (`verbale.archive.guards`), and
`verbale.archive.verify` finds what was done behind its back.

A Django application: the models are loaded by Django, so this room is entered by its modules.

==================  =============================================================================================
`deposit`           an edition comes into the archive: files, rows, log entry
`access`            what the public may see; restricting, withdrawing
`register`          numbers of documents and jobs, without gaps
`authority_files`   records of bodies, sessions, States ... amended, with their history; `organization`: in force
`submissions`       what arrived, as it arrived
`citing`            what cites what
`terms`             search terms of every language version
`log`               the chain of entries
`ocfl`, `files`     stored bytes
`verify`            chain, rows and files recomputed
==================  =============================================================================================
"""
