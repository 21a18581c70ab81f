"""What the readers of published corpora share: XML as events, marked sentences, documents of them.

A corpus is a file with many documents, so that nothing here holds more than one document.
"""
