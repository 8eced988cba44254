"""Reading a scan: from pictures to lines of text, and from lines to a proposal that the officer confirms."""
