"""The door for WSGI servers: what is ready is handed out before Django is asked."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.server.settings")  # noqa: TID251  # Django's own switch
_django = get_wsgi_application()

from verbale.library import door  # noqa: E402  # models, once Django stands

application = door.before(_django)
