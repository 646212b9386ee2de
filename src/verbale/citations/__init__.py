"""Citations of resolutions, decisions, documents, treaties and the Charter in running text, in six languages.

`find` reads a text, `mark` a whole document; `resolve` tells where what is cited can be found. A citation has its place, its
words, its canonical symbol and its kind: resolution, decision, document, official-records, treaty, charter or ibid. Treaties
and the Charter carry codes without a slash (``UN-CHARTER``, ``ICCPR``), listed in ``treaties.toml``.
"""

from verbale.citations.marking import mark
from verbale.citations.resolving import Resolved, resolve
from verbale.citations.scan import find

__all__ = ["Resolved", "find", "mark", "resolve"]
