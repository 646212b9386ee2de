"""Mutated files over all readers: ``python -m fuzz`` (``make fuzz``). Ends with no crash, no hang, no growth of memory."""
