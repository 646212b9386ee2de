"""Document symbols: reading, naming their parts, minting, lists, addresses and file names.

The grammar is `verbale.symbols.grammar`; what organs, words and bodies mean stands in the TOML files here.
"""

from verbale.symbols.recognition import mint, parse
from verbale.symbols.running import complete, looks_like, pattern
from verbale.symbols.symbol import Part, Symbol

__all__ = ["Part", "Symbol", "complete", "looks_like", "mint", "parse", "pattern"]
