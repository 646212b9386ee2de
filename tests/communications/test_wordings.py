"""What Missions really write, in six languages: each wording is read into the right slots, and what is no formula is not.

The sentences are our own, after the formulas in use. The fictional States and bodies are those of the specimens (SPECIMEN).
"""

from __future__ import annotations

import datetime
import random
from functools import cache
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.authorities import Authorities, authorities
from verbale.communications import FORMULAS, is_as_received, read_passage, read_title, write_passage, write_title
from verbale.communications.templates import matching, normalized, patterns
from verbale.document import Communication, Sender
from verbale.languages import LANGUAGES, phrase

UN = authorities()
AS_RECEIVED = "as-received"


@cache
def league() -> Authorities:
    """The authorities together with the League of Imaginary Islands (SPECIMEN)."""
    return UN.with_organization((resources.files("verbale.specimens") / "league.toml").read_text("utf-8"))


HRC43 = {"body": "A/HRC", "session": "43"}
ITEM4 = {**HRC43, "items": "4"}
LC12 = {"body": "LII/LC", "session": "12"}

# Language, paragraph, formula, slots that it must fill (all others must be empty).
REQUESTS: list[tuple[str, str, str, dict[str, str]]] = [
    # English
    ("en", "The Permanent Mission kindly requests that the Office of the High Commissioner circulate the present note verbale and its annex as a document of the forty-third session of the Human Rights Council, under agenda item 4.", "request", {**ITEM4, "annexes": "1", "addressees": "OHCHR"}),
    ("en", "The Permanent Mission has the honour to request that the present note verbale and the annex thereto be circulated as an official document of the forty-third session of the Human Rights Council under agenda item 4.", "request", {**ITEM4, "annexes": "1"}),
    ("en", "The Permanent Mission further requests that this note verbale, together with its annexes, be duly circulated as an official document of the 43rd session of the Human Rights Council, under item 4 of the agenda.", "request", {**ITEM4, "annexes": "2"}),
    ("en", "The Permanent Mission would be grateful if the Office of the United Nations High Commissioner for Human Rights would have the present Note Verbale and its attachment circulated as a document of the Human Rights Council at its forty-third session.", "request", {**HRC43, "annexes": "1", "addressees": "OHCHR"}),
    ("en", "The Permanent Mission would appreciate it if the present note verbale and the annexes thereto could be circulated as an official document of the Human Rights Council.", "request", {"body": "A/HRC", "annexes": "2"}),
    ("en", "The Permanent Mission respectfully requests the esteemed Office to circulate this note verbale as a document of the Human Rights Council under agenda item 3.", "request", {"body": "A/HRC", "items": "3"}),
    ("en", "It would be highly appreciated if the present note verbale and its annex could be circulated as a document of the Security Council.", "request", {"body": "S", "annexes": "1"}),
    ("en", "The Permanent Mission requests the circulation of the present note verbale and its enclosures as a document of the General Assembly, under agenda item 17 (c).", "request", {"body": "A", "items": "17(c)", "annexes": "2"}),
    ("en", "The Permanent Mission asks that the present note verbale be issued as a document under agenda item 4 of the forty-third session of the Human Rights Council.", "request", ITEM4),
    ("en", "The Permanent Mission kindly requests that the attached aide-memoire be circulated as an official document of the forty-third session of the Human Rights Council under agenda items 3 and 4.", "object-request", {**HRC43, "items": "3,4", "object": "the attached aide-memoire"}),
    ("en", "The Permanent Mission of Brumalia to the League of Imaginary Islands presents its compliments to the Secretariat of the League of Imaginary Islands and has the honour to request that the attached tide tables be circulated as an official document of the twelfth session of the Lighthouse Council under agenda item 4.", "transmission-request", {**LC12, "items": "4", "object": "the attached tide tables", "addressees": "LII-SECRETARIAT", "state": "XAA", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("en", "The Permanent Mission of Brumalia to the League of Imaginary Islands presents its compliments to the Secretariat of the League of Imaginary Islands and has the honour to request that the present note verbale and its annex be circulated as a document of the twelfth session of the Lighthouse Council, under agenda item 4.", "salutation-request", {**LC12, "items": "4", "annexes": "1", "addressees": "LII-SECRETARIAT", "state": "XAA", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("en", "The Permanent Mission of Brumalia to the League of Imaginary Islands presents its compliments to the Secretariat of the League of Imaginary Islands and has the honour to transmit herewith the tide tables, with the request that they be circulated as a document of the Lighthouse Council.", "transmission-request", {"body": "LII/LC", "object": "the tide tables", "addressees": "LII-SECRETARIAT", "state": "XAA", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("en", "I would be grateful if the present letter and its annex could be circulated as a document of the General Assembly, under agenda item 42.", "letter-request", {"body": "A", "items": "42", "annexes": "1"}),
    ("en", "I would be grateful if you would circulate the present letter and its annexes as a document of the Security Council.", "letter-request", {"body": "S", "annexes": "2"}),
    ("en", "I should be most grateful if you would kindly arrange for this letter and its annex to be circulated as an official document of the Human Rights Council.", "letter-request", {"body": "A/HRC", "annexes": "1"}),
    ("en", "I kindly request that the present letter be circulated as a document of the Security Council.", "letter-request", {"body": "S"}),
    ("en", "I should be grateful if you would have the enclosed declaration circulated as a document of the Security Council.", "letter-object-request", {"body": "S", "object": "the enclosed declaration"}),
    ("en", "The Permanent Mission would like to request that the present note verbale be circulated as an official document of the United Nations Human Rights Council.", "request", {"body": "A/HRC"}),
    # French
    ("fr", "La Mission permanente souhaite que la présente note verbale soit distribuée comme document officiel de la 43ème session du Conseil des droits de l’homme au titre du point 4 de son ordre du jour.", "request", ITEM4),
    ("fr", "La Mission permanente prie le Haut-Commissariat de bien vouloir faire distribuer la présente note verbale et son annexe en tant que document officiel de la quarante-troisième session du Conseil des droits de l'homme, au titre du point 4 de l'ordre du jour.", "request", {**ITEM4, "annexes": "1", "addressees": "OHCHR"}),
    ("fr", "La Mission permanente a l’honneur de demander que le texte de la présente note verbale et de ses annexes soit distribué comme document officiel de la 43e session du Conseil des droits de l’homme, au titre du point 4 de l’ordre du jour.", "request", {**ITEM4, "annexes": "2"}),
    ("fr", "La Mission permanente demande au Haut-Commissariat que la présente note soit publiée comme document du Conseil des droits de l’homme à sa quarante-troisième session.", "request", {**HRC43, "addressees": "OHCHR"}),
    ("fr", "La Mission permanente saurait gré au Secrétaire général de bien vouloir faire distribuer la présente note verbale, ainsi que son annexe, comme document du Conseil de sécurité.", "request", {"body": "S", "annexes": "1", "addressees": "SG"}),
    ("fr", "La Mission permanente demande la distribution de la présente note verbale et de son annexe comme document officiel du Conseil des droits de l’homme au titre du point 4 de l’ordre du jour.", "request", {"body": "A/HRC", "items": "4", "annexes": "1"}),
    ("fr", "La Mission permanente prie le Haut-Commissariat de faire distribuer cette note verbale comme document officiel, au titre du point 4 de l’ordre du jour, de la quarante-troisième session du Conseil des droits de l’homme.", "request", {**ITEM4, "addressees": "OHCHR"}),
    ("fr", "La Mission permanente de la République d’Ondarie auprès de la Ligue des îles imaginaires présente ses compliments au Secrétariat de la Ligue des îles imaginaires et a l’honneur de demander que la présente note verbale et son annexe soient distribuées comme document de la douzième session du Conseil des phares.", "salutation-request", {**LC12, "annexes": "1", "addressees": "LII-SECRETARIAT", "state": "XAB", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("fr", "La Mission permanente de la République d’Ondarie auprès de la Ligue des îles imaginaires présente ses compliments au Secrétariat de la Ligue des îles imaginaires et a l’honneur de lui faire parvenir ci-joint le relevé des marées, en le priant de bien vouloir le faire distribuer comme document du Conseil des phares.", "transmission-request", {"body": "LII/LC", "object": "le relevé des marées", "addressees": "LII-SECRETARIAT", "state": "XAB", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("fr", "Je vous saurais gré de bien vouloir faire distribuer la présente lettre et son annexe comme document du Conseil de sécurité.", "letter-request", {"body": "S", "annexes": "1"}),
    ("fr", "Je vous serais très obligée de faire distribuer le texte de la présente lettre et de ses annexes comme document de l’Assemblée générale, au titre du point 42 de l’ordre du jour.", "letter-request", {"body": "A", "items": "42", "annexes": "2"}),
    ("fr", "Je vous serais reconnaissant de bien vouloir faire distribuer le rapport ci-joint comme document du Conseil de sécurité.", "letter-object-request", {"body": "S", "object": "le rapport ci-joint"}),
    # Spanish
    ("es", "La Misión Permanente solicita a la Oficina del Alto Comisionado que la presente nota verbal y su anexo se distribuyan como documento oficial del 43º período de sesiones del Consejo de Derechos Humanos, en relación con el tema 4 de la agenda.", "request", {**ITEM4, "annexes": "1", "addressees": "OHCHR"}),
    ("es", "La Misión Permanente solicita que la presente nota y su anexo se publiquen como documento del Consejo de Derechos Humanos en su 43er período de sesiones.", "request", {**HRC43, "annexes": "1"}),
    ("es", "La Misión Permanente tiene además el honor de solicitar que se distribuya la presente nota verbal como documento del Consejo de Derechos Humanos bajo el tema 4 de la agenda.", "request", {"body": "A/HRC", "items": "4"}),
    ("es", "La Misión Permanente agradecería a la Oficina del Alto Comisionado que tuviera a bien hacer distribuir esta nota verbal y sus anexos como documento oficial del 43er período de sesiones del Consejo de Derechos Humanos, en el marco del tema 4 de la agenda.", "request", {**ITEM4, "annexes": "2", "addressees": "OHCHR"}),
    ("es", "La Misión Permanente ruega atentamente al Secretario General que haga distribuir la presente nota verbal, junto con su anexo, como documento del Consejo de Seguridad.", "request", {"body": "S", "annexes": "1", "addressees": "SG"}),
    ("es", "La Misión Permanente solicita la distribución de la presente nota verbal y su anexo como documento de la Asamblea General, en relación con el tema 34 del programa.", "request", {"body": "A", "items": "34", "annexes": "1"}),
    ("es", "La Misión Permanente pide a la distinguida Oficina que tenga a bien publicar la presente nota verbal como documento del Consejo de Derechos Humanos.", "request", {"body": "A/HRC"}),
    ("es", "La Misión Permanente de la Federación de Alcionia ante la Liga de las Islas Imaginarias saluda atentamente a la Secretaría de la Liga de las Islas Imaginarias y tiene el honor de solicitar que la presente nota verbal y su anexo sean distribuidos como documento oficial del 12º período de sesiones del Consejo de Faros.", "salutation-request", {**LC12, "annexes": "1", "addressees": "LII-SECRETARIAT", "state": "XAD", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("es", "La Misión Permanente de la Federación de Alcionia ante la Liga de las Islas Imaginarias saluda muy atentamente a la Secretaría de la Liga de las Islas Imaginarias y tiene a honra remitirle el derrotero de 2026, con el ruego de que se distribuya como documento del Consejo de Faros, en relación con el tema 3 de la agenda.", "transmission-request", {"body": "LII/LC", "items": "3", "object": "el derrotero de 2026", "addressees": "LII-SECRETARIAT", "state": "XAD", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("es", "Le agradecería que tuviera a bien hacer distribuir la presente carta y sus anexos como documento de la Asamblea General, en relación con el tema 42 del programa.", "letter-request", {"body": "A", "items": "42", "annexes": "2"}),
    ("es", "Le ruego que la presente carta se distribuya como documento del Consejo de Seguridad.", "letter-request", {"body": "S"}),
    ("es", "Le agradecería que tuviera a bien hacer distribuir la declaración como documento del Consejo de Seguridad.", "letter-object-request", {"body": "S", "object": "la declaración"}),
    ("es", "La Misión Permanente solicita a la Oficina tenga a bien distribuir la presente nota como documento oficial del Consejo de Derechos Humanos.", "request", {"body": "A/HRC"}),
    # Russian
    ("ru", "Постоянное представительство просит распространить данную ноту с приложением в качестве официального документа 43-й сессии Совета ООН по правам человека в рамках пункта 4 повестки дня.", "request", {**ITEM4, "annexes": "1"}),
    ("ru", "Постоянное представительство просит Управление Верховного комиссара ООН по правам человека распространить настоящую вербальную ноту и приложение к ней в качестве официального документа 43-й сессии Совета по правам человека по пункту 4 повестки дня.", "request", {**ITEM4, "annexes": "1", "addressees": "OHCHR"}),
    ("ru", "Постоянное представительство имеет честь просить Управление обеспечить распространение настоящей ноты и приложений к ней в качестве документа Совета по правам человека.", "request", {"body": "A/HRC", "annexes": "2"}),
    ("ru", "Постоянное представительство просит о распространении настоящей вербальной ноты и приложения к ней в качестве документа Совета по правам человека на его сорок третьей сессии.", "request", {**HRC43, "annexes": "1"}),
    ("ru", "Постоянное представительство было бы признательно за распространение данной ноты вместе с приложением к ней в качестве документа Совета Безопасности.", "request", {"body": "S", "annexes": "1"}),
    ("ru", "Постоянное представительство просит, чтобы настоящая вербальная нота и приложения к ней были распространены в качестве документа Генеральной Ассамблеи по пунктам 34 и 71 повестки дня.", "request", {"body": "A", "items": "34,71", "annexes": "2"}),
    ("ru", "Постоянное представительство просит распространить текст настоящей вербальной ноты и приложений к ней в качестве документа Совета Безопасности.", "request", {"body": "S", "annexes": "2"}),
    ("ru", "Постоянное представительство просит Секретариат распространить прилагаемое заявление в качестве документа Совета Безопасности.", "object-request", {"body": "S", "addressees": "SECRETARIAT", "object": "прилагаемое заявление"}),
    ("ru", "Постоянное представительство Содружества Дальних Островов при Лиге воображаемых островов свидетельствует своё уважение Секретариату Лиги воображаемых островов и имеет честь просить распространить настоящую вербальную ноту в качестве документа Совета маяков.", "salutation-request", {"body": "LII/LC", "addressees": "LII-SECRETARIAT", "state": "XAC", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("ru", "Постоянное представительство Содружества Дальних Островов при Лиге воображаемых островов выражает уважение Секретариату Лиги воображаемых островов и имеет честь направить таблицы приливов с просьбой распространить их в качестве документа двенадцатой сессии Совета маяков по пункту 4 повестки дня.", "transmission-request", {**LC12, "items": "4", "object": "таблицы приливов", "addressees": "LII-SECRETARIAT", "state": "XAC", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("ru", "Буду признательна Вам за распространение настоящего письма и приложений к нему в качестве документа Генеральной Ассамблеи по пункту 42 повестки дня.", "letter-request", {"body": "A", "items": "42", "annexes": "2"}),
    ("ru", "Буду признателен за распространение настоящего письма и приложения к нему в качестве документа Совета Безопасности.", "letter-request", {"body": "S", "annexes": "1"}),
    ("ru", "Прошу Вас распространить настоящее письмо и приложение к нему в качестве документа Совета Безопасности.", "letter-request", {"body": "S", "annexes": "1"}),
    # Arabic
    ("ar", "وترجو البعثة الدائمة من المفوضية السامية تعميم هذه المذكرة الشفوية ومرفقها بوصفهما وثيقة رسمية من وثائق الدورة الثالثة والأربعين لمجلس حقوق الإنسان، في إطار البند 4 من جدول الأعمال.", "request", {**ITEM4, "annexes": "1", "addressees": "OHCHR"}),
    ("ar", "وتطلب البعثة الدائمة إلى مفوضية الأمم المتحدة لحقوق الإنسان التفضل بتعميم هذه المذكرة ومرفقاتها باعتبارها وثيقة من وثائق مجلس حقوق الإنسان.", "request", {"body": "A/HRC", "annexes": "2", "addressees": "OHCHR"}),
    ("ar", "ترجو البعثة الدائمة تعميم نص هذه المذكرة الشفوية كوثيقة رسمية من وثائق مجلس حقوق الإنسان في دورته الثالثة والأربعين تحت البند 4 من جدول الأعمال.", "request", ITEM4),
    ("ar", "ويرجو الممثل الدائم من الأمين العام تعميم هذه المذكرة الشفوية ومرفقيها بوصفها وثيقة من وثائق مجلس الأمن.", "request", {"body": "S", "annexes": "2", "addressees": "SG"}),
    ("ar", "وترجو البعثة الدائمة من الأمانة العامة أن تتفضل بتعميم هذه المذكرة الشفوية وثيقة من وثائق الجمعية العامة في إطار البندين 34 و 71 من جدول الأعمال.", "request", {"body": "A", "items": "34,71", "addressees": "SECRETARIAT"}),
    ("ar", "وتكون البعثة الدائمة ممتنة لو تفضلت المفوضية بتعميم هذه المذكرة ومرفقها بوصفهما وثيقة من وثائق مجلس حقوق الإنسان.", "request", {"body": "A/HRC", "annexes": "1", "addressees": "OHCHR"}),
    ("ar", "تهدي البعثة الدائمة لكومنولث الجزر البعيدة لدى رابطة الجزر الخيالية أطيب تحياتها إلى أمانة رابطة الجزر الخيالية، وتتشرف بأن تطلب تعميم هذه المذكرة الشفوية ومرفقها بوصفهما وثيقة من وثائق مجلس المنارات.", "salutation-request", {"body": "LII/LC", "annexes": "1", "addressees": "LII-SECRETARIAT", "state": "XAC", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("ar", "تهدي البعثة الدائمة لكومنولث الجزر البعيدة لدى رابطة الجزر الخيالية تحياتها إلى أمانة رابطة الجزر الخيالية ويشرفها أن ترسل طيه جداول المد والجزر راجية تعميمها كوثيقة من وثائق الدورة الثانية عشرة لمجلس المنارات.", "transmission-request", {**LC12, "object": "جداول المد والجزر", "addressees": "LII-SECRETARIAT", "state": "XAC", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("ar", "وأرجو ممتنا أن تتفضلوا بتعميم هذه الرسالة ومرفقيها بوصفها وثيقة من وثائق الجمعية العامة، في إطار البند 42 من جدول الأعمال.", "letter-request", {"body": "A", "items": "42", "annexes": "2"}),
    ("ar", "وأرجو ممتناً تعميم نص هذه الرسالة ومرفقها بوصفهما وثيقةً من وثائق مجلس الأمن.", "letter-request", {"body": "S", "annexes": "1"}),
    ("ar", "وأكون ممتنا لو تفضلتم بتعميم هذه الرسالة باعتبارها وثيقة رسمية من وثائق مجلس الأمن.", "letter-request", {"body": "S"}),
    # Chinese
    ("zh", "常驻代表团请联合国人权事务高级专员办事处将本照会及其附件作为人权理事会第四十三届会议议程项目4下的正式文件分发。", "request", {**ITEM4, "annexes": "1", "addressees": "OHCHR"}),
    ("zh", "常驻代表团谨请将本普通照会及所附附件作为人权理事会第43届会议的文件印发。", "request", {**HRC43, "annexes": "1"}),
    ("zh", "常驻代表团恳请高级专员办事处将此照会及其两个附件在议程项目4下作为人权理事会第四十三届会议正式文件予以散发为荷。", "request", {**ITEM4, "annexes": "2", "addressees": "OHCHR"}),
    ("zh", "如蒙将本照会作为安全理事会文件分发，常驻代表团将不胜感激。", "request", {"body": "S"}),
    ("zh", "常驻代表团请秘书处将所附声明作为大会议程项目34下的文件分发。", "object-request", {"body": "A", "items": "34", "addressees": "SECRETARIAT", "object": "所附声明"}),
    ("zh", "昂达里亚共和国常驻虚构岛屿联盟代表团向虚构岛屿联盟秘书处致意，并谨请将本普通照会及其附件作为灯塔理事会第十二届会议议程项目2下的文件分发。", "salutation-request", {**LC12, "items": "2", "annexes": "1", "addressees": "LII-SECRETARIAT", "state": "XAB", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("zh", "昂达里亚共和国常驻虚构岛屿联盟代表团向虚构岛屿联盟秘书处致意，谨随函附上潮汐表，请将其作为灯塔理事会文件分发。", "transmission-request", {"body": "LII/LC", "object": "潮汐表", "addressees": "LII-SECRETARIAT", "state": "XAB", "capacity": "permanent-mission", "seat": "LII-HQ"}),
    ("zh", "请将本信及其附件作为大会议程项目42项下的文件分发为荷。", "letter-request", {"body": "A", "items": "42", "annexes": "1"}),
    ("zh", "谨请将此函作为安全理事会正式文件予以分发。", "letter-request", {"body": "S"}),
    # Two bodies, and annexes with enclosures
    ("en", "I would be grateful if the present letter and its annex could be circulated as a document of the General Assembly, under agenda item 42, and of the Security Council.", "letter-request", {"body": "A", "items": "42", "annexes": "1", "also": "S"}),
    ("fr", "Je vous serais reconnaissant de bien vouloir faire distribuer le texte de la présente lettre et de son annexe comme document de l’Assemblée générale, au titre du point 42 de l’ordre du jour, et du Conseil de sécurité.", "letter-request", {"body": "A", "items": "42", "annexes": "1", "also": "S"}),
    ("es", "Le agradecería que tuviera a bien hacer distribuir la presente carta y su anexo como documento de la Asamblea General, en relación con el tema 42 del programa, y del Consejo de Seguridad.", "letter-request", {"body": "A", "items": "42", "annexes": "1", "also": "S"}),
    ("ru", "Буду признателен за распространение настоящего письма и приложения к нему в качестве документа Генеральной Ассамблеи по пункту 42 повестки дня и документа Совета Безопасности.", "letter-request", {"body": "A", "items": "42", "annexes": "1", "also": "S"}),
    ("ar", "وأرجو ممتنا تعميم نص هذه الرسالة ومرفقها بوصفهما وثيقة من وثائق الجمعية العامة، في إطار البند 42 من جدول الأعمال، ومن وثائق مجلس الأمن.", "letter-request", {"body": "A", "items": "42", "annexes": "1", "also": "S"}),
    ("zh", "请将本函及其附件作为大会议程项目42下的文件和安全理事会文件分发为荷。", "letter-request", {"body": "A", "items": "42", "annexes": "1", "also": "S"}),
    ("en", "The Permanent Mission requests that the present note verbale and its annexes and enclosures be circulated as a document of the Lighthouse Council and of the General Assembly.", "request", {"body": "LII/LC", "annexes": "3", "also": "A"}),
    ("en", "It would be highly appreciated if you could circulate the present letter and its enclosure as a document of the General Assembly, under agenda item 19 (f).", "letter-request", {"body": "A", "items": "19(f)", "annexes": "1"}),
]  # fmt: skip

AZE = {"state": "AZE", "capacity": "permanent-mission"}
SALUTATIONS: list[tuple[str, str, str, dict[str, str]]] = [
    ("en", "The Permanent Mission of the Republic of Azerbaijan to the United Nations Office and other international organizations in Geneva presents its compliments to the Office of the United Nations High Commissioner for Human Rights and has the honour to forward herewith the text of a statement.", "transmission", {**AZE, "seat": "UNO-GENEVA", "addressees": "OHCHR", "object": "the text of a statement"}),
    ("en", "The Permanent Representative of Azerbaijan to the United Nations presents his compliments to the Secretary-General and has the honour to submit to him a report.", "transmission", {"state": "AZE", "capacity": "permanent-representative", "seat": "UNHQ", "addressees": "SG", "object": "to him a report"}),
    ("en", "The Permanent Mission avails itself of this opportunity to renew to the esteemed Office the assurances of its highest consideration.", "courtesy", {}),
    ("en", "The Permanent Mission takes this opportunity to renew the assurances of its highest consideration to the Office of the United Nations High Commissioner for Human Rights.", "courtesy", {"addressees": "OHCHR"}),
    ("en", "On instructions from my Government, I have the honour to transmit herewith a report.", "letter-transmission-instructed", {"object": "a report"}),
    ("fr", "La Représentation permanente de l’Azerbaïdjan auprès de l’Office des Nations Unies et des organisations internationales à Genève présente ses compliments au Haut-Commissariat des Nations Unies aux droits de l’homme et a l’honneur de lui faire tenir ci-joint une déclaration.", "transmission", {**AZE, "seat": "UNO-GENEVA", "addressees": "OHCHR", "object": "une déclaration"}),
    ("fr", "La Mission permanente saisit cette occasion pour lui renouveler les assurances de sa haute considération.", "courtesy", {}),
    ("fr", "La Mission permanente saisit cette occasion pour renouveler au Haut-Commissariat l'assurance de sa plus haute considération.", "courtesy", {"addressees": "OHCHR"}),
    ("fr", "D'ordre de mon Gouvernement, j'ai l'honneur de vous faire tenir ci-joint un rapport.", "letter-transmission-instructed", {"object": "un rapport"}),
    ("es", "La Misión Permanente de Azerbaiyán ante la Oficina de las Naciones Unidas y otros organismos internacionales en Ginebra saluda muy atentamente a la Oficina del Alto Comisionado y tiene el honor de hacerle llegar adjunta una declaración.", "transmission", {**AZE, "seat": "UNO-GENEVA", "addressees": "OHCHR", "object": "una declaración"}),
    ("es", "La Misión Permanente aprovecha esta ocasión para reiterarle las seguridades de su más alta y distinguida consideración.", "courtesy", {}),
    ("es", "Siguiendo instrucciones de mi Gobierno, tengo el honor de remitirle un informe.", "letter-transmission-instructed", {"object": "un informe"}),
    ("ru", "Постоянное представительство Азербайджанской Республики при Отделении ООН и других международных организациях в Женеве свидетельствует свое уважение Управлению Верховного комиссара ООН по правам человека и имеет честь направить заявление.", "transmission", {**AZE, "seat": "UNO-GENEVA", "addressees": "OHCHR", "object": "заявление"}),
    ("ru", "Постоянное представительство пользуется этим случаем, чтобы возобновить Управлению Верховного комиссара уверения в своём весьма высоком уважении.", "courtesy", {"addressees": "OHCHR"}),
    ("ru", "По поручению моего Правительства имею честь препроводить Вам доклад.", "letter-transmission-instructed", {"object": "доклад"}),
    ("ar", "تُهدي البعثة الدائمة لجمهورية أذربيجان لدى مكتب الأمم المتحدة والمنظمات الدولية الأخرى بجنيف أطيب تحياتها إلى المفوضية السامية لحقوق الإنسان، ويشرفها أن ترسل رفقه بيانا.", "transmission", {**AZE, "seat": "UNO-GENEVA", "addressees": "OHCHR", "object": "بيانا"}),
    ("ar", "يهدي الممثل الدائم لأذربيجان لدى الأمم المتحدة تحياته إلى الأمين العام ويتشرف بأن يحيل طيه تقريرا.", "transmission", {"state": "AZE", "capacity": "permanent-representative", "seat": "UNHQ", "addressees": "SG", "object": "تقريرا"}),
    ("ar", "وتغتنم البعثة الدائمة هذه الفرصة لتعرب مجددا للمفوضية عن فائق احترامها وتقديرها.", "courtesy", {"addressees": "OHCHR"}),
    ("ar", "بناء على تعليمات من حكومتي، يشرفني أن أحيل طيه تقريرا.", "letter-transmission-instructed", {"object": "تقريرا"}),
    ("zh", "阿塞拜疆共和国常驻联合国日内瓦办事处和其他国际组织代表团向联合国人权高专办致意，并谨随函转交一份声明。", "transmission", {**AZE, "seat": "UNO-GENEVA", "addressees": "OHCHR", "object": "一份声明"}),
    ("zh", "代表团谨借此机会再次向人权高专办致以崇高敬意。", "courtesy", {"addressees": "OHCHR"}),
    ("zh", "奉我国政府指示，我谨随函转递一份报告。", "letter-transmission-instructed", {"object": "一份报告"}),
]  # fmt: skip

# What says more than a formula, or something else: nothing of it may be lost, so none of it is a formula.
OTHERS = [
    ("en", "The Permanent Mission has the honour to inform the Office that the Minister will arrive on 3 March."),
    ("en", "The Permanent Mission kindly requests the Office to circulate the present note verbale as a document of the Human Rights Council and to confirm its receipt."),
    ("en", "The Permanent Mission requests the Office of the High Commissioner to investigate the matter."),
    ("en", "The Permanent Mission avails itself of this opportunity to remind the Office of its note verbale of 3 March."),
    ("en", "The Permanent Mission kindly requests the Committee of Nowhere to circulate the present note verbale as a document of the Human Rights Council."),
    ("en", "The Permanent Mission kindly requests the Office to circulate the present note verbale as a document of the Parliament of Ondaria."),
    ("fr", "La Mission permanente a l’honneur d’informer le Haut-Commissariat que le Ministre arrivera le 3 mars."),
    ("fr", "La Mission permanente prie le Haut-Commissariat de bien vouloir lui accuser réception de la présente note."),
    ("es", "La Misión Permanente tiene el honor de comunicarle que el Ministro llegará el 3 de marzo."),
    ("es", "La Misión Permanente pide a la Oficina que acuse recibo de la presente nota verbal."),
    ("ru", "Постоянное представительство Азербайджана при ООН свидетельствует свое уважение Секретариату и имеет честь сообщить, что Министр прибывает 3 марта."),
    ("ar", "تتشرف البعثة الدائمة بإبلاغ المفوضية بأن الوزير سيصل في 3 آذار/مارس."),
    ("zh", "常驻代表团谨通知高级专员办事处，部长将于3月3日抵达。"),
    ("zh", "请将本信及其附件作为大会议程项目42项下和安全理事会的文件分发为荷。"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "formula", "slots"), REQUESTS + SALUTATIONS)
def test_what_missions_write_is_read(language: str, text: str, formula: str, slots: dict[str, str]) -> None:
    found = read_passage(text, language, league())
    assert found is not None
    assert (found.formula, found.slots) == (formula, slots)


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_what_says_something_else_is_no_formula(language: str, text: str) -> None:
    assert read_passage(text, language, league()) is None


@pytest.mark.parametrize("target", LANGUAGES)
@pytest.mark.parametrize(("language", "text", "formula", "slots"), REQUESTS[::7] + SALUTATIONS[::5])
def test_what_is_read_is_written_and_read_again_in_every_language(
    language: str, text: str, formula: str, slots: dict[str, str], target: str
) -> None:
    kind = "letter" if formula.startswith("letter") else "note-verbale"
    said = Communication(kind, None, Sender("XAA", "permanent-mission", "LII-HQ"), ("LII-SECRETARIAT",))
    again = read_passage(write_passage(formula, slots, said, target, league()).text, target, league())
    assert again is not None
    assert again.formula == formula
    one = {"annexes": "1"} if target == "zh" and "annexes" in slots else {}
    assert slots | one == {name: again.slots[name] for name in slots}


TITLES = [
    ("fr", "Note verbale en date du 1er avril 2020, adressée au Secrétaire général par la Mission permanente de l’Azerbaïdjan auprès de l’Organisation des Nations Unies"),
    ("es", "Nota verbal de fecha 1 de abril de 2020 de la Misión Permanente de Azerbaiyán ante las Naciones Unidas dirigida al Secretario General"),
    ("ru", "Вербальная нота Постоянного представительства Азербайджана при Организации Объединенных Наций от 1 апреля 2020 года, адресованная Генеральному секретарю"),
    ("ar", "مذكرة شفوية مؤرخة 1 نيسان/أبريل 2020 من البعثة الدائمة لأذربيجان لدى الأمم المتحدة موجهة إلى الأمين العام"),
    ("zh", "2020年4月1日阿塞拜疆常驻联合国代表团致秘书长的普通照会"),
    ("zh", "阿塞拜疆常驻联合国代表团2020年4月1日给秘书长的普通照会"),
    ("en", "Note verbale dated 1 April 2020 addressed to the Secretary-General from the Permanent Mission of Azerbaijan to the United Nations"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), TITLES)
def test_titles_in_another_order_are_read(language: str, text: str) -> None:
    sender = Sender("AZE", "permanent-mission", "UNHQ")
    assert read_title(text, language, UN) == Communication("note-verbale", datetime.date(2020, 4, 1), sender, ("SG",))


def test_a_name_that_holds_the_words_between_the_slots_is_read_whole() -> None:
    sender = Sender("AZE", "permanent-mission", "UNHQ")
    said = Communication("letter", datetime.date(2020, 4, 1), sender, ("CHAIR-S/AC.44",))
    for language in LANGUAGES:
        assert read_title(write_title(said, language, UN).text, language, UN) == said


# Agreement: a person speaks, several are addressed, one annex or several.

PERSON = Communication(
    "note-verbale", datetime.date(2020, 4, 1), Sender("AZE", "permanent-representative", "UNHQ"), ("SG",)
)
MISSION = Communication("note-verbale", datetime.date(2020, 4, 1), Sender("AZE", "permanent-mission", "UNHQ"), ("SG",))


@pytest.mark.parametrize(
    ("language", "said", "key", "slots", "words"),
    [
        ("ar", PERSON, "transmission", {"object": "X"}, "يهدي الممثل الدائم لجمهورية أذربيجان تحياته إلى الأمين العام ويتشرف بأن يحيل طيه X."),
        ("ar", MISSION, "transmission", {"object": "X"}, "تهدي البعثة الدائمة لجمهورية أذربيجان تحياتها إلى الأمين العام وتتشرف بأن تحيل طيه X."),
        ("ar", PERSON, "courtesy", {}, "ويغتنم الممثل الدائم هذه الفرصة ليعرب مجددا للأمين العام عن فائق تقديره."),
        ("ar", MISSION, "request", {"body": "S"}, "وترجو البعثة الدائمة من الأمين العام تعميم هذه المذكرة الشفوية بوصفها وثيقة من وثائق مجلس الأمن."),
        ("ar", MISSION, "request", {"body": "S", "annexes": "1"}, "وترجو البعثة الدائمة من الأمين العام تعميم هذه المذكرة الشفوية ومرفقها بوصفهما وثيقة من وثائق مجلس الأمن."),
        ("ar", PERSON, "request", {"body": "S", "annexes": "2"}, "ويرجو الممثل الدائم من الأمين العام تعميم هذه المذكرة الشفوية ومرفقاتها بوصفها وثيقة من وثائق مجلس الأمن."),
        ("en", PERSON, "transmission", {"object": "X"}, "The Permanent Representative of the Republic of Azerbaijan presents compliments to the Secretary-General and has the honour to transmit X."),
        ("en", PERSON, "courtesy", {}, "The Permanent Representative takes this opportunity to renew to the Secretary-General the assurances of the highest consideration."),
        ("es", MISSION, "request", {"body": "S", "addressees": "SG,PRESIDENT-S"}, "La Misión Permanente pide al Secretario General y al Presidente del Consejo de Seguridad que tengan a bien hacer distribuir la presente nota verbal como documento del Consejo de Seguridad."),
        ("ru", MISSION, "request", {"body": "S", "annexes": "2"}, "Постоянное представительство просит Генерального секретаря распространить настоящую вербальную ноту и приложения к ней в качестве документа Совета Безопасности."),
        ("ru", MISSION, "letter-request", {"body": "S", "annexes": "1"}, "Буду признателен за распространение настоящей вербальной ноты и приложения к ней в качестве документа Совета Безопасности."),
        ("zh", MISSION, "request", {"body": "A", "items": "42", "annexes": "2"}, "常驻代表团谨请秘书长将本普通照会及其附件作为大会议程项目42下的文件分发。"),
    ],
)  # fmt: skip
def test_words_agree(language: str, said: Communication, key: str, slots: dict[str, str], words: str) -> None:
    assert write_passage(key, slots, said, language, UN).text == words


def test_a_letter_has_its_own_annex_in_russian() -> None:
    letter = Communication("letter", MISSION.dated, MISSION.sender, MISSION.addressees)
    one, several = (write_passage("letter-request", {"body": "S", "annexes": n}, letter, "ru", UN).text for n in "12")
    rest = "в качестве документа Совета Безопасности."
    assert one == f"Буду признателен за распространение настоящего письма и приложения к нему {rest}"
    assert several == f"Буду признателен за распространение настоящего письма и приложений к нему {rest}"


def test_in_russian_the_preposition_of_a_title_stands_once_for_all_persons() -> None:
    said = Communication("identical-letters", MISSION.dated, MISSION.sender, ("SG", "PRESIDENT-S"))
    assert write_title(said, "ru", UN).text.endswith("на имя Генерального секретаря и Председателя Совета Безопасности")
    mixed = Communication("letter", MISSION.dated, MISSION.sender, ("PRESIDENT-A/HRC", "OHCHR"))
    assert " и в адрес Управления Верховного комиссара" in write_title(mixed, "ru", UN).text


def test_an_arabic_minister_stands_in_a_construct_with_the_state() -> None:
    said = Communication("letter", MISSION.dated, Sender("AZE", "minister-for-foreign-affairs"), ("SG",))
    assert write_title(said, "ar", UN).text.endswith("من وزير خارجية أذربيجان")
    assert read_title(write_title(said, "ar", UN).text, "ar", UN) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_official_note_is_known_as_such(language: str) -> None:
    assert is_as_received(phrase(AS_RECEIVED, language), language)
    assert is_as_received(phrase(f"{AS_RECEIVED}.languages", language), language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The annex is being issued in the language of submission only."),
        ("fr", "Les annexes sont distribuées telles qu’elles ont été reçues, dans les langues originales seulement."),
        ("fr", "Reproduit tel que reçu."),
        ("es", "El anexo se distribuye únicamente en el idioma en que se presentó."),
        ("ru", "Приложение распространяется в полученном виде только на том языке, на котором оно было представлено."),
        ("ar", "استنسخ المرفق كما ورد، وباللغة التي قدم بها فقط."),
        ("ar", "يعمم مرفق هذه الوثيقة كما ورد دون تحرير رسمي."),
        ("zh", "本文件附件不译，原文照发。"),
        ("zh", "附件按收到的原样印发，仅以所提交语文分发。"),
    ],
)
def test_notes_that_say_as_received_are_known(language: str, text: str) -> None:
    assert is_as_received(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Received on 3 March 2020."),
        ("fr", "Voir la note telle que publiée au Journal officiel."),
        ("es", "Como se indica en el párrafo 5."),
        ("ru", "Решение принято в том виде, как оно было предложено."),
        ("ar", "كما ورد في الفقرة 5 من التقرير."),
        ("zh", "按照理事会第5/1号决议印发。"),
    ],
)
def test_other_notes_are_not(language: str, text: str) -> None:
    assert not is_as_received(text, language)


def test_every_formula_is_written_in_every_language() -> None:
    slots = {**ITEM4, "annexes": "1", "object": "X", "reference": "letter", "date": "2026-03-01"}
    for key in FORMULAS:
        assert all(write_passage(key, slots, MISSION, language, UN).text for language in LANGUAGES)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(LANGUAGES), st.lists(st.sampled_from(REQUESTS + SALUTATIONS), min_size=1, max_size=3), st.randoms()
)
def test_one_automaton_tells_the_same_formulas_as_each_pattern_alone(
    language: str, rows: list[tuple[str, str, str, dict[str, str]]], chance: random.Random
) -> None:
    # Sentences cut and joined anew: nearly formulas, long ones among them.
    pieces = [piece for _, text, _, _ in rows for piece in text.split(" ")]
    at = chance.randrange(len(pieces) + 1)
    for text in (rows[0][1], " ".join(pieces), " ".join(pieces[at:] + pieces[:at]) * 4):
        source = normalized(text)
        alone = [(key, one) for key in FORMULAS for one in patterns(key, language) if one.match(source) is not None]
        assert list(matching(FORMULAS, language, source)) == alone
