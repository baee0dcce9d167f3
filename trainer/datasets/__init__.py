"""Data set layouts: each turns files on disk into manifest rows."""
