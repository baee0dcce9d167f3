"""The window: Qt widgets and models only. All work is done in engine/ and trainer/."""

from engine.qt_none import protect_none

protect_none()
