"""Mutated files over all readers: ``python -m fuzz`` (``make fuzz``). Ends with no crash, no hang, no growth of memory.

::

    corpus    files to begin from
    mutate    small changes to them, inside packages and streams too
    work      reading, in a process that is watched
    __main__  starts the processes, and tells what became of them
"""
