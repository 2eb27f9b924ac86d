"""Pages and pictures from addresses that the user named: bounded, polite, and never from the user's own network.

An address is parsed once (`addresses`), its name resolved once and every address behind it looked at (`guard`); the
connection goes to one of those (`exchange`). What a site does not want to be read is not (`robots`), what has not
changed is not fetched again (`kept`). `client` puts them together.
"""
