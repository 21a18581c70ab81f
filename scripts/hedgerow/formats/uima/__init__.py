"""UIMA CAS: what its two serialisations share.

All spans are of one type and all links of another, since a relation layer of WebAnno and INCEpTION
joins spans of a single layer. Both are under ``webanno.custom``, where those tools look for layers
of a project. Offsets are code points here and UTF-16 on disk, which dkpro-cassis takes care of.
"""
