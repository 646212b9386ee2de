"""Writing: WordprocessingML from a document, and the package around it; the same document gives the same bytes."""
