"""The application with three records in an answer of OAI-PMH, for servers that tests start and stop."""

from verbale.server.wsgi import application

# isort: split
from verbale.library import oai  # models, once Django stands

__all__ = ["application"]

oai.PAGE = 3
