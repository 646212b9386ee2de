"""The 133 symbols of un-rules 1.3 are read, and their parts are what they are."""

from __future__ import annotations

import pytest

from verbale.problems import BadSymbol
from verbale.symbols import mint, parse

# written; canonical where it differs; body; session or year; State; series; number
ACCEPTED = [
    ("A/HRC/43/G/25", "", "A/HRC", "43", "", "G", "25"),
    ("A/HRC/28/G/3", "", "A/HRC", "28", "", "G", "3"),
    ("E/CN.4/2003/G/58", "", "E/CN.4", "2003", "", "G", "58"),
    ("A/HRC/28/NI/4", "", "A/HRC", "28", "", "NI", "4"),
    ("A/HRC/28/NI/8/Corr.2", "", "A/HRC", "28", "", "NI", "8"),
    ("A/HRC/33/NGO/41", "", "A/HRC", "33", "", "NGO", "41"),
    ("A/HRC/43/15/Add.1", "", "A/HRC", "43", "", "", "15"),
    ("A/HRC/36/54/Corr.1", "", "A/HRC", "36", "", "", "54"),
    ("A/HRC/42/3/Add.1/Annex.1", "", "A/HRC", "42", "", "", "3"),
    ("A/HRC/57/L.35/Rev.1", "", "A/HRC", "57", "", "L", "35"),
    ("A/HRC/42/L.19", "", "A/HRC", "42", "", "L", "19"),
    ("A/HRC/21/CRP.1", "", "A/HRC", "21", "", "CRP", "1"),
    ("A/HRC/2/SR.12", "", "A/HRC", "2", "", "SR", "12"),
    ("A/HRC/RES/43/36", "", "A/HRC", "43", "", "RES", "36"),
    ("A/HRC/RES/S-34/1", "", "A/HRC", "S-34", "", "RES", "1"),
    ("A/HRC/DEC/19/119", "", "A/HRC", "19", "", "DEC", "119"),
    ("A/HRC/PRST/24/1", "", "A/HRC", "24", "", "PRST", "1"),
    ("A/HRC/S-17/2", "", "A/HRC", "S-17", "", "", "2"),
    ("A/HRC/WG.6/1/ARG/4", "", "A/HRC/WG.6", "1", "ARG", "", "4"),
    ("A/HRC/WG.6/20/SVN/2", "", "A/HRC/WG.6", "20", "SVN", "", "2"),
    ("A/HRC/10/WG.3/2", "", "A/HRC/WG.3", "10", "", "", "2"),
    ("A/HRC/4/WG.2/TF/2", "", "A/HRC/WG.2/TF", "4", "", "", "2"),
    ("A/HRC/AC/10/2", "", "A/HRC/AC", "10", "", "", "2"),
    ("A/HRC/AC/2008/1/2", "", "A/HRC/AC", "1, 2008", "", "", "2"),
    ("A/HRC/EMRIP/2019/2/Rev.1", "", "A/HRC/EMRIP", "2019", "", "", "2"),
    ("A/HRC/Sub.1/58/36", "", "A/HRC/Sub.1", "58", "", "", "36"),
    ("A/HRC/10/42\u2013E/CN.6/2009/7", "A/HRC/10/42-E/CN.6/2009/7", "A/HRC", "10", "", "", "42"),
    ("A/HRC/36/19*", "", "A/HRC", "36", "", "", "19"),
    ("A/69/769", "", "A", "69", "", "", "769"),
    ("A/69/586/Corr.2", "", "A", "69", "", "", "586"),
    ("A/INF/69/1/Rev.1", "", "A", "69", "", "INF", "1"),
    ("A/50/752-S/1995/1035", "", "A", "50", "", "", "752"),
    ("A/76/78-E/2021/71", "", "A", "76", "", "", "78"),
    ("A/67/65/Corr.1-E/2012/48/Corr.1", "", "A", "67", "", "", "65"),
    ("A/80/13/Add.1/Corr.1", "", "A", "80", "", "", "13"),
    ("A/76/L.59/Rev.1/Add.1", "", "A", "76", "", "L", "59"),
    ("A/72/53/Add.1", "", "A", "72", "", "", "53"),
    ("A/37/23/Rev.1", "", "A", "37", "", "", "23"),
    ("A/55/23 (Part II)", "", "A", "55", "", "", "23"),
    ("A/75/5 (Vol. II)", "", "A", "75", "", "", "5"),
    ("A/77/6 (Sect. 29G)", "", "A", "77", "", "", "6"),
    ("A/78/6(Sect.3)/Add.6", "A/78/6 (Sect. 3)/Add.6", "A", "78", "", "", "6"),
    ("A/S-12/2(SUPP)", "A/S-12/2 (SUPP)", "A", "S-12", "", "", "2"),
    ("A/520/Rev.1", "", "A", "", "", "", "520"),
    ("A/C.3/78/L.60/Rev.1", "", "A/C.3", "78", "", "L", "60"),
    ("A/C.6/71/SR.30", "", "A/C.6", "71", "", "SR", "30"),
    ("A/C.4/69/INF/4/Add.1", "", "A/C.4", "69", "", "INF", "4"),
    ("A/C.5/69/18", "", "A/C.5", "69", "", "", "18"),
    ("A/BUR/54/SR.1", "", "A/BUR", "54", "", "SR", "1"),
    ("A/CN.4/681", "", "A/CN.4", "", "", "", "681"),
    ("A/CN.9/833", "", "A/CN.9", "", "", "", "833"),
    ("A/AC.109/2015/11", "", "A/AC.109", "2015", "", "", "11"),
    ("A/AC.105/889/Add.15", "", "A/AC.105", "", "", "", "889"),
    ("A/AC.182/L.139", "", "A/AC.182", "", "", "L", "139"),
    ("A/CONF.157/24 (Part I)", "", "A/CONF.157", "", "", "", "24"),
    ("A/CONF.192/BMS/2021/1", "", "A/CONF.192/BMS", "2021", "", "", "1"),
    ("A/CONF.224/PC(III)/L.1", "", "A/CONF.224/PC", "III", "", "L", "1"),
    ("A/66/PV.82", "", "A", "66", "", "PV", "82"),
    ("A/77/PV.56 (Resumption 1)", "", "A", "77", "", "PV", "56"),
    ("A/ES-11/PV.5", "", "A", "ES-11", "", "PV", "5"),
    ("A/ES-10/L.27", "", "A", "ES-10", "", "L", "27"),
    ("A/S-32/1", "", "A", "S-32", "", "", "1"),
    ("A/RES/217 (III)", "", "A", "III", "", "RES", "217"),
    ("A/RES/3314(XXIX)", "A/RES/3314 (XXIX)", "A", "XXIX", "", "RES", "3314"),
    ("A/RES/2200 A (XXI)", "", "A", "XXI", "", "RES", "2200"),
    ("A/RES/3362 (S-VII)", "", "A", "S-VII", "", "RES", "3362"),
    ("A/RES/2252 (ES-V)", "", "A", "ES-V", "", "RES", "2252"),
    ("A/RES/75/113", "", "A", "75", "", "RES", "113"),
    ("A/RES/49/221 B", "", "A", "49", "", "RES", "221"),
    ("A/RES/79/93 A-B", "", "A", "79", "", "RES", "93"),
    ("A/RES/S-32/1", "", "A", "S-32", "", "RES", "1"),
    ("A/RES/ES-11/1", "", "A", "ES-11", "", "RES", "1"),
    ("A/DEC/77/505 B", "", "A", "77", "", "DEC", "505"),
    ("S/26184", "", "S", "", "", "", "26184"),
    ("S/2015/10/Add.3", "", "S", "2015", "", "", "10"),
    ("S/RES/822 (1993)", "", "S", "1993", "", "RES", "822"),
    ("S/RES/2805(2025)", "S/RES/2805 (2025)", "S", "2025", "", "RES", "2805"),
    ("S/PRST/2015/3", "", "S", "2015", "", "PRST", "3"),
    ("S/PV.7363", "", "S", "", "", "PV", "7363"),
    ("S/PV.9842 (Resumption 1)", "", "S", "", "", "PV", "9842"),
    ("S/Agenda/7364", "", "S", "", "", "Agenda", "7364"),
    ("S/INF/74", "", "S", "", "", "INF", "74"),
    ("S/INF/72", "", "S", "", "", "INF", "72"),
    ("S/AC.51/2019/2", "", "S/AC.51", "2019", "", "", "2"),
    ("S/AC.57/2025/COMM.01", "", "S/AC.57", "2025", "", "COMM", "01"),
    ("E/2021/3", "", "E", "2021", "", "", "3"),
    ("E/2015/9/Add.11", "", "E", "2015", "", "", "9"),
    ("E/RES/2014/34", "", "E", "2014", "", "RES", "34"),
    ("E/RES/2021/2 B", "", "E", "2021", "", "RES", "2"),
    ("E/2021/SR.12", "", "E", "2021", "", "SR", "12"),
    ("E/2022/L.29", "", "E", "2022", "", "L", "29"),
    ("E/CN.4/2006/4", "", "E/CN.4", "2006", "", "", "4"),
    ("E/CN.4/Sub.2/AC.2/1987/WP.4/Add.1", "", "E/CN.4/Sub.2/AC.2", "1987", "", "WP", "4"),
    ("E/CN.6/2015/NGO/265", "", "E/CN.6", "2015", "", "NGO", "265"),
    ("E/C.12/SVN/CO/2", "", "E/C.12", "", "SVN", "CO", "2"),
    ("E/C.19/2015/L.1", "", "E/C.19", "2015", "", "L", "1"),
    ("E/ESCAP/RES/72/7", "", "E/ESCAP", "72", "", "RES", "7"),
    ("E/ECE/1509", "", "E/ECE", "", "", "", "1509"),
    ("E/ICEF/2015/L.1", "", "E/ICEF", "2015", "", "L", "1"),
    ("E/ESCWA/2017/EC.4/3(Part II)", "E/ESCWA/2017/EC.4/3 (Part II)", "E/ESCWA/EC.4", "2017", "", "", "3"),
    ("E/INCB/1993/2/Supp.4", "", "E/INCB", "1993", "", "", "2"),
    ("E/NL.1993/40-41", "", "E", "1993", "", "NL", "40-41"),
    ("ST/SGB/2018/1/Rev.2", "", "ST", "2018", "", "SGB", "1"),
    ("ST/AI/189/Add.9/Rev.2", "", "ST", "", "", "AI", "189"),
    ("ST/LIB/SER.B/5/Rev.5", "", "ST/LIB", "", "", "SER", "5"),
    ("ST/SG/AC.10/48/Add.3", "", "ST/SG/AC.10", "", "", "", "48"),
    ("CCPR/C/84/D/1207/2003", "", "CCPR/C", "84, 2003", "", "D", "1207"),
    ("CCPR/C/79/Add.92", "", "CCPR/C", "", "", "", "79"),
    ("CCPR/CO/84/SVN", "", "CCPR", "84", "SVN", "CO", ""),
    ("CERD/C/URY/CO/16-20", "", "CERD/C", "", "URY", "CO", "16-20"),
    ("CERD/C/SR.2297", "", "CERD/C", "", "", "SR", "2297"),
    ("CERD/C/59/D/14/1998", "", "CERD/C", "59, 1998", "", "D", "14"),
    ("CAT/C/SVN/CO/3/Add.1", "", "CAT/C", "", "SVN", "CO", "3"),
    ("CEDAW/C/MDV/CO/4-5", "", "CEDAW/C", "", "MDV", "CO", "4-5"),
    ("CEDAW/C/GC/40", "", "CEDAW/C", "", "", "GC", "40"),
    ("CRC/C/RWA/RQ/5-6", "", "CRC/C", "", "RWA", "RQ", "5-6"),
    ("CRPD/C/GC/1/Corr.1", "", "CRPD/C", "", "", "GC", "1"),
    ("CMW/C/ALB/CO/1", "", "CMW/C", "", "ALB", "CO", "1"),
    ("CED/C/16/2", "", "CED/C", "16", "", "", "2"),
    ("NPT/CONF.2015/WP.4", "", "NPT/CONF.2015", "", "", "WP", "4"),
    ("CCW/P.V/CONF/2023/5", "", "CCW/P.V/CONF", "2023", "", "", "5"),
    ("BWC/CONF.VIII/4/Corr.1", "", "BWC/CONF.VIII", "", "", "", "4"),
    ("CD/8/Rev.10", "", "CD", "", "", "", "8"),
    ("FCCC/PA/CMA/2024/10", "", "FCCC/PA/CMA", "2024", "", "", "10"),
    ("ICCD/COP(9)/12", "", "ICCD/COP", "9", "", "", "12"),
    ("UNEP/EA.5/Res.8", "", "UNEP/EA.5", "", "", "Res", "8"),
    ("ISBA/29/C/7/Add.1", "", "ISBA/C", "29", "", "", "7"),
    ("HSP/GC/25/1", "", "HSP/GC", "25", "", "", "1"),
    ("TD/B/WP(XXXV)/MISC.1/REV.1", "TD/B/WP(XXXV)/MISC.1/Rev.1", "TD/B/WP", "XXXV", "", "MISC", "1"),
    ("JIU/REP/2020/6/Corr.1", "", "JIU", "2020", "", "REP", "6"),
    ("CAC/COSP/IRG/I/4/1/Add.6", "", "CAC/COSP/IRG", "I", "", "", "1"),
    ("PBC/9/OC/SR.1", "", "PBC/OC", "9", "", "SR", "1"),
    ("DP/2015/4/Corr.1", "", "DP", "2015", "", "", "4"),
]


MARKED = "A/HRC/36/19*"


def test_the_table_is_whole() -> None:
    assert len({row[0] for row in ACCEPTED}) == 133


@pytest.mark.parametrize(
    ("written", "canonical", "body", "when", "state", "series", "number"), ACCEPTED, ids=[row[0] for row in ACCEPTED]
)
def test_symbol_is_read(
    written: str, canonical: str, body: str, when: str, state: str, series: str, number: str
) -> None:
    symbol = parse(written)
    assert str(symbol) == (canonical or written)
    assert parse(str(symbol)) == symbol
    stated = ", ".join(filter(None, (symbol.session, str(symbol.year or ""))))
    assert (symbol.body, stated, symbol.state or "", symbol.series or "", symbol.number or "") == (
        body,
        when,
        state,
        series,
        number,
    )
    assert all(part.known for single in symbol.joint or (symbol,) for part in single.parts)


@pytest.mark.parametrize("written", [row[0] for row in ACCEPTED if not row[1] and row[0] != MARKED])
def test_canonical_symbols_can_be_minted(written: str) -> None:
    assert str(mint(written)) == written


@pytest.mark.parametrize(("written", "canonical"), [row[:2] for row in ACCEPTED if row[1]])
def test_what_is_not_canonical_is_not_minted(written: str, canonical: str) -> None:
    with pytest.raises(BadSymbol) as caught:
        mint(written)
    assert caught.value.repair == canonical
    assert canonical in str(caught.value)


def test_a_star_is_not_minted() -> None:
    with pytest.raises(BadSymbol) as caught:
        mint(MARKED)
    assert caught.value.repair == "A/HRC/36/19"
