"""Names of the elements of WordprocessingML (ECMA-376 part 1, section 17), as the parser gives them."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the usual prefix
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

VAL = f"{W}val"
ID = f"{W}id"
TYPE = f"{W}type"

P, PPR, PSTYLE, NUMPR, NUMID, ILVL = (f"{W}{name}" for name in ("p", "pPr", "pStyle", "numPr", "numId", "ilvl"))
ON_NEW_PAGE = f"{W}pageBreakBefore"
SPACING, OUTLINE, BORDERS, SECTION = (f"{W}{name}" for name in ("spacing", "outlineLvl", "pBdr", "sectPr"))
RUN, RPR, RSTYLE, FONTS, LANG = (f"{W}{name}" for name in ("r", "rPr", "rStyle", "rFonts", "lang"))
BOLD, ITALIC, UNDERLINE, VERTICAL = (f"{W}{name}" for name in ("b", "i", "u", "vertAlign"))
VANISH, STRIKE = f"{W}vanish", f"{W}strike"

TEXT, TAB, PTAB, BREAK, RETURN = (f"{W}{name}" for name in ("t", "tab", "ptab", "br", "cr"))
FIRM_HYPHEN, SOFT_HYPHEN, SYMBOL = (f"{W}{name}" for name in ("noBreakHyphen", "softHyphen", "sym"))
FOOTNOTE, ENDNOTE = f"{W}footnoteReference", f"{W}endnoteReference"
FIELD, INSTRUCTION, SIMPLE_FIELD = (f"{W}{name}" for name in ("fldChar", "instrText", "fldSimple"))
DRAWING, PICTURE, OBJECT, RUBY = (f"{W}{name}" for name in ("drawing", "pict", "object", "ruby"))
COMMENT = f"{W}commentReference"
BOX = f"{W}txbxContent"

HYPERLINK, ALTERNATE, CHOICE, FALLBACK = f"{W}hyperlink", f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
INSERTED, DELETED, MOVED_TO, MOVED_FROM = (f"{W}{name}" for name in ("ins", "del", "moveTo", "moveFrom"))
CONTROL, CONTROLLED = f"{W}sdt", f"{W}sdtContent"
WRAPPERS = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "dir", "bdo", "sdtContent", "rubyBase"))
MATH = frozenset({f"{M}oMath", f"{M}oMathPara"})

TABLE, ROW, CELL, ROW_PR, CELL_PR = (f"{W}{name}" for name in ("tbl", "tr", "tc", "trPr", "tcPr"))
