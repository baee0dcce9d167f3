"""The window's language: Qt's .qm files in resources/translations, made by scripts/translate.py."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.resources import resource

logger = logging.getLogger(__name__)

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Each in its own words. English stands in the source code and needs no file."""


def chosen_language(setting: str) -> str:
    """Two letters of the language to use.

    Args:
        setting: From the settings; empty for the system's language, English where there is no translation.
    """
    wanted = [setting] if setting else [name[:2] for name in QLocale.system().uiLanguages()]
    return next((name for name in wanted if name in LANGUAGES), "en")


def install_translation(app: QCoreApplication, setting: str) -> str:
    """Load our texts and Qt's own; to be called before the first widget is made. Gives the language in use."""
    language = chosen_language(setting)
    if language == "en":
        return language
    try:
        folder = resource("translations")
    except FileNotFoundError:
        logger.warning("The folder of the translations is missing")
        return "en"
    qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if not _install(app, folder / f"veravox_{language}.qm"):
        return "en"
    _install(app, qt_folder / f"qtbase_{language}.qm")
    return language


def _install(app: QCoreApplication, path: Path) -> bool:
    translator = QTranslator(app)
    if not translator.load(str(path)):
        logger.warning("The translation %s cannot be loaded", path)
        return False
    return app.installTranslator(translator)
