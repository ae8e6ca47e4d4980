"""The text of PDF files, by pypdfium2, which the extra ``pdf`` installs."""

from __future__ import annotations

from pathlib import Path

from unterm.errors import FormatError, MissingExtraError


def load_pdf(path: str | Path) -> str:
    """The text of a PDF file, lines as printed, pages parted by form feeds.

    Raises `MissingExtraError` without pypdfium2, `FormatError` for a damaged or locked file and
    for one without text (a scan).
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError("reading PDF", "pdf") from error
    raw = Path(path).read_bytes()
    if not raw.strip():
        raise FormatError(path, None, "the file is empty; give a PDF file")
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise FormatError(
            path, None, f"not a PDF file that can be read ({error}); unlock or save it anew"
        ) from error
    try:
        pages: list[str] = []
        for page in document:
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
    finally:
        document.close()
    text = "\f".join(pages)
    if not text.strip():
        raise FormatError(
            path, None, "the PDF file holds no text, only images; recognize its text first"
        )
    return text
