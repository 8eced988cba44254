"""信访情况月报: counting a month, closing it, and telling afterwards what has changed since."""
