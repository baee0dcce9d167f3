"""The History page: earlier scans and live sessions."""
