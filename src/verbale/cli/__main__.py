"""``python -m verbale.cli`` is the command ``verbale``."""

from verbale.cli import main

main()
