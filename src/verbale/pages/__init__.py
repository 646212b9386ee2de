"""What every page has: skeleton, words in six languages, direction, style, errors, signing in. No page of its own matter.

Words
    An application keeps them in ``wording/*.toml``: ``[queue.title]`` with a line for each of ar zh en fr ru es, slots in
    braces. In Python ``wording.say(key, lang, **slots)``; raises MissingWording. In templates, after ``{% load wording %}``::

        {% say "queue.title" %}  {% say "case.title" symbol=case.symbol %}     escaped, each value in <bdi>
        {% say_plain "queue.search" %}                                         for attributes and titles
        {{ "state."|add:case.state|said }}                                     a key that is put together
        {{ case.due|day }}  {{ entry.at|moment }}                              <time>; moment_plain without markup
        {{ "ar"|language_name }}  {{ "ar"|own_name }}                          "Arabic", "العربية"
        <p {{ text.language|marks }}>                                          lang="ar" dir="rtl" on words of a document
        {{ problem|told }}                                                     a problem, in the language of the page
        {% state_name "AZE" %}  {% body_name "A/HRC" %}                        by the ``authorities`` in the context
        {% same_page page=2 %}                                                 this address with another question

    ``language.current()`` is the language of the page, ``with language.speaking(lang):`` speaks another (mails).
    A test holds that all keys have six languages, are used, and that templates hold no words of their own.

Page
    ``{% extends "pages/page.html" %}`` with the blocks ``title`` (plain text), ``main``, ``beside`` (an ``<aside>`` of its own),
    ``head``, ``foot``, and ``kind``: a class of the body, "narrow", "entrance" (a form alone) or "wide". Context of every page:
    ``language direction languages navigation authorities organization specimen``. The navigation is what the configuration of
    each application offers: ``def navigation(self, request) -> list[pages.context.Item]``. Parts to include:
    ``pages/problems.html`` (``problems``), ``pages/pager.html`` (``page``). Messages of Django are shown by the page.

Forms
    ``{{ form }}`` draws the faults at the top, then the fields; ``{{ form.name.as_field_group }}`` one field. When a verb refuses:
    ``errors.refuse(form, error)``, then draw the page again with status 422 or 409 (``errors.status_of(error)``).

Errors
    Let a VerbaleError go: it becomes a page, or JSON under ``/api/``, with the status of its code. An error that brings
    ``wording = (key, slots)`` is told in the reader's language.

Security
    Pages hold no scripts and no styles of their own (the browser refuses them). ``security.framed(response)`` lets our pages
    show a file inside; ``security.document(response)`` is for stored documents in HTML.

Classes of the style
    page       heading (h1 and what stands beside it), lead, hint, where, symbol, number, hidden, trail
    blocks     card, panel, tabs (nav > ul), toolbar (fields in a row), row (fields beside each other), columns (two, ``stay``
               keeps one in sight), six (languages beside each other), scroll (both with ``tabindex="0"`` and a label), page-view (iframe of a PDF), figures
    tables     table, queue (keys j and k), board (languages); ``data-label`` on each td; ``number`` on td and th
    states     chip + active | waiting | done | late | closed; count; late in a queue; sure, doubtful, unread
    notices    notice + error | warning | note | done; problems (list)
    lists      facts (dl), steps (ol; li.past, li aria-current="step"), history (ol), pager, lines (ol, numbered source lines)
    forms      field, check, faulty, hint, actions; button + primary | danger | quiet | small
    documents  document (serif), mark.evidence, ins, del
"""
