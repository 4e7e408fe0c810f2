"""From a text that reads on to what it says: header, sections, citations, duties, targets.

`analyse` runs every stage; each stage is a module of its own and can be called alone on a `Reading`.
"""
