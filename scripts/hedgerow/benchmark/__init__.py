"""Trains every family on every task many times, and says how good each is.

`plan` says which models are trained on what, `run` does it, `results` keeps what was measured and
makes a table of it, `confusions` shows what goes wrong.
"""
