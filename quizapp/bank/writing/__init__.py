"""Help for whoever is writing a file of a bank: what can come next, what it means, how long it is.

All of it works on half-written text. Nothing here knows the web or a database.
"""
