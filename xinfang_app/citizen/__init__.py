"""The citizen's page: what becomes of my matter, my papers, my word on it.

Without a login, by number and query code (arts. 18, 21). Nothing here shows an official's private data, another
petitioner, or an accusation's content.
"""
