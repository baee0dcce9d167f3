"""Prepare data, train, tune, evaluate and export detectors. May import engine, never gui."""
