"""What goes out: letters to people and calls to programs, for every room that has an outbox.

It keeps no rows. A room writes down what is to go out, in the transaction that it tells of, and what became of each
try; how something is sent, when it is tried again and that one sender works at a time is here.

::

    letters   a letter as it goes over the wire, into a folder or to a mail server
    trying    when what failed is tried again, and being the only one who sends
    calling   a call over HTTP to an address that a stranger gave
    signing   the signature of such a call, made and checked
"""
