"""Official papers: templates, document numbers, PDF.

A service calls `letters.issue(code, doc, organ=…)`; the paper gets its number, its text is frozen and the PDF is made.
The text of a paper comes from a Letter Template that the office may rewrite; it is rendered in an own sandbox from a
plain dictionary that the room above provides (`xf_letter_context`), never from documents.
"""

from xinfang_app.letters.issuing import issue

__all__ = ["issue"]
