"""Reports on the concordance of many documents: values in, bytes out, as JSON, CSV and HTML."""

from verbale.concordance.report.comparing import Compared, compared
from verbale.concordance.report.page import html
from verbale.concordance.report.rows import csv, json

__all__ = ["Compared", "compared", "csv", "html", "json"]
