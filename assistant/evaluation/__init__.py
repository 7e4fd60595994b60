"""Measures the assistant by scripted dialogues, in a throw-away database, by the very turn that answers shoppers.

cases.py reads the dialogues, stage.py sets the demonstration shop up, playing.py plays them, figures.py counts.
"""
