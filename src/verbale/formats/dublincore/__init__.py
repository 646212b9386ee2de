"""Dublin Core: a document in all its languages as one ``oai_dc`` record, the form that harvesters ask for first."""

from verbale.formats.dublincore.writer import describe

__all__ = ["describe"]
