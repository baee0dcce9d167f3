"""The window: Qt widgets and models only. All work is done in engine/ and trainer/."""
