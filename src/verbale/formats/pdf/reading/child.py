from verbale.formats.pdf.reading.pages import read_here as read
