"""Document symbols: reading, naming their parts, minting, lists, addresses and file names.

The grammar is `verbale.symbols.grammar`; what organs, words and bodies mean stands in the TOML files here.
"""

from verbale.symbols.addresses import akn_work, file_name, from_file_name, from_undocs, undocs
from verbale.symbols.lists import expand
from verbale.symbols.recognition import mint, parse
from verbale.symbols.running import complete, looks_like, pattern
from verbale.symbols.symbol import Part, Symbol

__all__ = [
    "Part",
    "Symbol",
    "akn_work",
    "complete",
    "expand",
    "file_name",
    "from_file_name",
    "from_undocs",
    "looks_like",
    "mint",
    "parse",
    "pattern",
    "undocs",
]
