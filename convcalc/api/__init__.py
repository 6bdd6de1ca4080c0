"""The Python package: the questions of the command line, asked and answered in Python.

A call is written as the command line that means the same, and its answer is the document that the
command would show, so that nothing is read, computed or said in a second way.
"""
