"""Preparing a data set: the folder tree, and one identical chain of conversion for both classes."""
