"""Names of styles that writing gives a meaning to, and reading takes it from."""

FOREIGN = "Verbale Foreign"  # the language of the run is meant, not a guess of a spelling checker
UNTRANSLATED = "Verbale Untranslated"
UNTRANSLATED_FOREIGN = "Verbale Untranslated Foreign"
TAG = "Verbale Tag"  # the language of an untranslated passage, printed behind it: no part of the text
TABLE = "Verbale Table"  # a table of data, whatever its shape
CODE = "Verbale QR"  # the drawing of the public address at the foot of the first page

RECORD = "urn:verbale:document:1"  # the namespace of the part that holds the document's JSON
OURS = "Verbale "  # how the names of our own paragraph styles begin: how they look is no emphasis
