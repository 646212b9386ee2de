"""The mailbox: what comes by mail becomes a case, once; what comes from nobody we know is kept and answered."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk import world as made
from tests.desk.looking import page, words
from verbale.archive import verify
from verbale.archive.models import Submission
from verbale.archive.submissions import Arrived
from verbale.desk import cases, mailbox, outbox, people
from verbale.desk.models import Case, Letter, Mail
from verbale.problems import BadInput

pytestmark = pytest.mark.usefixtures("people")


def mail(sender: str = "", files: list[Arrived] | None = None, text: str = "SPECIMEN text.", **headers: str) -> bytes:
    """A mail as it comes in."""
    message = EmailMessage()
    message["From"] = f"The Mission <{sender or made.email('mission')}>"
    message["To"], message["Subject"] = "registry@league.example", "SPECIMEN note"
    message["Message-ID"] = headers.pop("name", "<one@brumalia.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for file in files if files is not None else made.note():
        message.add_attachment(file.data, maintype="text", subtype="markdown", filename=file.name)
    return message.as_bytes()


def test_a_mail_from_a_mission_becomes_a_case() -> None:
    letter = mailbox.take(mail(files=[*made.note(), Arrived("annex.md", "text/markdown", b"SPECIMEN annex")]), made.AT)
    case = letter.case
    assert letter.outcome == "case"
    assert case is not None
    assert case.sender == "XAA"
    assert case.contact == made.email("mission")
    assert cases.standing(case).state == "received"
    assert [file.name for file in case.submission.files.order_by("position")] == ["note-1-en.md", "annex.md"]
    assert "SPECIMEN text." in case.submission.request
    assert not verify.verify().problems


def test_the_answer_brings_a_link_that_confirms_once() -> None:
    case = mailbox.take(mail(), made.AT).case
    answer = Mail.objects.get(case=case, to=made.email("mission"))
    link = re.search(r"/desk/link/\S+/", answer.body)
    assert link is not None
    assert mailbox.links.read(link[0].split("/")[3], made.later(1))[0] == case
    fresh = mailbox.links.make(case, timezone.now())  # views ask the clock
    browser = Client(SERVER_NAME="localhost")
    page = browser.get(f"/desk/link/{fresh}/")
    assert page.status_code == 200
    assert case.reference in page.content.decode()
    sent = browser.post(f"/desk/link/{fresh}/confirm/", {"seen": cases.standing(case).seen})
    assert sent.status_code == 302
    assert cases.standing(case).state == "submitted"
    assert browser.get(f"/desk/link/{fresh}/").status_code == 403  # used up
    assert browser.get(sent["Location"]).status_code == 200
    assert not verify.verify().problems


def test_a_mail_is_taken_once() -> None:
    first, again = mailbox.take(mail(), made.AT), mailbox.take(mail(text="SPECIMEN, changed"), made.later(1))
    assert first.pk == again.pk
    assert Case.objects.count() == Submission.objects.count() == 1


def test_mails_without_an_id_are_told_apart_by_their_bytes() -> None:
    bare = mail(name="<x@y>").replace(b"Message-ID: <x@y>\n", b"")
    assert mailbox.take(bare, made.AT).pk == mailbox.take(bare, made.AT).pk
    assert mailbox.take(bare + b"\n", made.AT).pk != mailbox.take(bare, made.AT).pk


def test_a_note_in_the_text_itself_is_read() -> None:
    case = mailbox.take(mail(files=[], text=made.note()[0].data.decode()), made.AT).case
    assert case is not None
    assert mailbox.intake.readings.corrected(case).communication.sender.state == "XAA"


@pytest.mark.parametrize("sender", ["stranger@elsewhere.example", "registrar@league.example"])
def test_nobody_we_know_is_kept_and_answered(sender: str) -> None:
    letter = mailbox.take(mail(sender), made.AT)
    assert (letter.outcome, letter.case) == ("unknown", None)
    kept = [file.name for file in letter.submission.files.order_by("position")]
    assert kept == ["note-1-en.md", "message.eml"]
    assert set(Mail.objects.values_list("to", flat=True)) == {sender, made.email("registrar")}
    assert letter.submission.reference in Mail.objects.get(to=sender).body
    assert Case.objects.count() == 0
    assert not verify.verify().problems


def test_strangers_are_answered_once_a_day() -> None:
    for number in range(3):
        mailbox.take(mail("stranger@elsewhere.example", name=f"<{number}@x>"), made.later(number))
    assert Mail.objects.filter(to="stranger@elsewhere.example").count() == 1
    mailbox.take(mail("stranger@elsewhere.example", name="<9@x>"), made.later(30))
    assert Mail.objects.filter(to="stranger@elsewhere.example").count() == 2
    assert Submission.objects.count() == 4


@pytest.mark.parametrize(
    "headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}], ids=["holiday", "bulk"]
)
def test_machines_are_kept_and_not_answered(headers: dict[str, str]) -> None:
    assert mailbox.take(mail(**headers), made.AT).outcome == "automatic"
    assert Mail.objects.count() == Case.objects.count() == 0
    assert Submission.objects.count() == 1


def test_who_has_left_or_has_two_missions_is_asked() -> None:
    people.grant(made.email("mission"), "mission", "XAC", by=people.SETUP, at=made.AT)
    assert mailbox.take(mail(), made.AT).outcome == "unknown"
    people.leave(made.email("neighbour"), by=people.SETUP, at=made.AT)
    assert mailbox.take(mail(made.email("neighbour"), name="<two@x>"), made.AT).outcome == "unknown"


def test_an_answer_to_our_mail_belongs_to_its_case() -> None:
    case = made.bring(made.submit(), "returned")
    ours = Mail.objects.filter(case=case, to=made.email("mission"), about="return").get()
    letter = mailbox.take(mail(In_Reply_To=ours.message_id, text="SPECIMEN: it was item 4."), made.later(5))
    assert (letter.outcome, letter.case) == ("reply", case)
    assert "SPECIMEN: it was item 4." in letter.text
    assert cases.standing(case).state == "returned"  # a header proves nothing: the link does
    told = {row.to: row.body for row in Mail.objects.filter(about="letter")}
    assert set(told) == {made.email("mission"), made.email("registrar")}
    assert "/desk/link/" in told[made.email("mission")]
    assert "/desk/link/" not in told[made.email("registrar")]


def test_the_registry_reads_what_came_by_mail_on_the_page_of_the_case(browse: Callable[[str], Client]) -> None:
    case = made.bring(made.submit(), "returned")
    ours = Mail.objects.filter(case=case, to=made.email("mission"), about="return").get()
    mailbox.take(mail(In_Reply_To=ours.message_id, text="SPECIMEN: it was item <4>."), made.later(5))
    shown = words(page(browse("registrar"), f"/desk/{case.reference}/"))
    assert "SPECIMEN: it was item <4>." in shown


def test_an_answer_from_another_mission_belongs_to_nothing() -> None:
    case = made.bring(made.submit(), "returned")
    ours = Mail.objects.filter(case=case, to=made.email("mission"), about="return").get()
    letter = mailbox.take(mail(made.email("neighbour"), In_Reply_To=ours.message_id), made.later(5))
    assert letter.case != case


def test_a_folder_is_emptied_when_the_cases_stand(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"{number}.eml").write_bytes(mail(name=f"<{number}@x>", files=made.note(str(number))))
    taken = mailbox.collect(f"folder:{tmp_path}", made.AT)
    assert [letter.outcome for letter in taken] == ["case", "case"]
    assert sorted(path.name for path in (tmp_path / mailbox.TAKEN).iterdir()) == ["1.eml", "2.eml"]
    assert mailbox.collect(f"folder:{tmp_path}", made.AT) == []


def test_another_kind_of_mailbox_is_refused() -> None:
    with pytest.raises(BadInput, match="no mailbox"):
        mailbox.collect("ftp://nowhere", made.AT)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n", b"\xff\xfe\x00", b"From: =?x?\n\n", b"Content-Type: multipart/mixed\n\n--", b"Subject: \xe9\n\nx"],
)
def test_whatever_comes_is_kept(raw: bytes) -> None:
    letter = mailbox.take(raw, made.AT)
    assert letter.submission is not None
    assert Letter.objects.count() == 1


class Imap(socketserver.StreamRequestHandler):
    """A mail server with one mailbox, as far as we speak with it."""

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline():
            tag, command, *rest = line.decode().split()
            words = " ".join([command.upper(), *(word.upper() for word in rest[:1])])
            self.answer(words, rest)
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if command.upper() == "LOGOUT":
                return

    def answer(self, words: str, rest: list[str]) -> None:
        kept: dict[str, bytes] = self.server.kept
        match words.split():
            case ["CAPABILITY"]:
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            case ["SELECT", _]:
                self.wfile.write(f"* {len(kept)} EXISTS\r\n".encode())
            case ["UID", "SEARCH"]:
                self.wfile.write(f"* SEARCH {' '.join(kept)}\r\n".encode())
            case ["UID", "FETCH"]:
                data = kept[rest[1]]
                self.wfile.write(b"* 1 FETCH (UID %s BODY[] {%d}\r\n%s)\r\n" % (rest[1].encode(), len(data), data))
            case ["UID", "STORE"]:
                self.server.gone.append(rest[1])
            case ["EXPUNGE"]:
                for uid in self.server.gone:
                    kept.pop(uid, None)


@pytest.fixture
def imap() -> Iterator[socketserver.TCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        server.daemon_threads = True
        server.kept = {"7": mail(), "9": mail("stranger@elsewhere.example", name="<two@x>")}
        server.gone = []
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_mail_server_is_emptied_when_the_cases_stand(imap: socketserver.TCPServer) -> None:
    address = f"imap://registry:word@127.0.0.1:{imap.server_address[1]}/INBOX"
    taken = mailbox.collect(address, made.AT)
    assert [letter.outcome for letter in taken] == ["case", "unknown"]
    assert imap.kept == {}
    assert mailbox.collect(address, made.AT) == []
    assert outbox.send(made.AT)[1] == 0
