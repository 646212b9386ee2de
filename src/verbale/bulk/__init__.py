"""Importing archives: many files of any readable format come into the archive at once, and what is doubtful waits.

A Django application: the models are loaded by Django, so this room is entered by its modules.

============  ====================================================================================================
`sources`     the files of folders and archives, versions of one document beside each other, in batches
`reading`     one file read, its language settled, its files made, and what is doubtful: pure, in worker processes
`workers`     batches read at the same time; a file that kills its reader is told apart from its neighbours
`importing`   what was read is deposited by one writer; a second run changes nothing
`views`       the same on the librarian's pages, at /import/
`review`      the queue of the librarian: what waits, accepting it with corrections, rejecting it
============  ====================================================================================================
"""
