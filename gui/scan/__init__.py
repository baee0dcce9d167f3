"""The Scan place: drop recordings, read the verdicts, set the truth, export a report."""
