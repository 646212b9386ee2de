"""The whole application in a real browser: ``site`` serves it on the test's database, ``chromium`` looks at it.

Open pages at ``localhost``: passkeys do not work at an address in digits.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import missing

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def site(database: str) -> Iterator[str]:
    """The address of the application, served on the test's database."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        connections.close_all()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser; its loop runs in the test's own thread, where Django has to be told that it may work beside it."""
    path = shutil.which("chromium")
    if path is None:
        missing("no chromium: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong with a page: rule and elements."""
    found = Axe().run(page).response["violations"]
    return [f"{f['id']}: {[node['target'] for node in f['nodes']]}" for f in found]


def overflow(page: Page) -> int:
    """How many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def signed_in(
    browser: Browser, server: str, client: Client, *, width: int, scheme: str = "light", language: str = "en"
) -> BrowserContext:
    """A window of a browser in which whoever is signed in with a client is signed in already, if anybody is."""
    window = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    context = browser.new_context(**window, extra_http_headers={"Accept-Language": language})
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie is not None:
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server}])
    return context
