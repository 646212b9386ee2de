"""The files of translators' tools: XLIFF (texts to translate), TMX (memories), TBX (glossaries), SRX (where sentences end)."""
