"""The Qt application: scaling, fonts, theme, and the languages that can be switched while it runs."""

import logging
import os
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

import resources
from ui import theme

log = logging.getLogger(__name__)

ENGLISH, CHINESE = "en", "zh_CN"
LANGUAGES = {ENGLISH: "English", CHINESE: "简体中文"}
"""Each named in its own language, so that whoever cannot read the present one finds theirs."""
ASKED_FOR = "languageAskedFor"
"""Property of the application: the language was given on the command line and outranks the settings."""
TRANSLATIONS = resources.ROOT / "translations"


def make_application(argv: Sequence[str], *, language: str | None, offscreen: bool) -> QApplication:
    """The one QApplication, themed and in `language` ("en", "zh_CN"; None: the system's).

    Scaling follows the screen exactly (125 % stays 125 %). `offscreen` needs no display at all.
    """
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(argv))
    app.setApplicationName("mouse-patrol")
    app.setDesktopFileName("mouse-patrol")
    app.setWindowIcon(QIcon(str(resources.ROOT / "icons" / "mouse_patrol.svg")))
    app.setStyle("Fusion")
    app.setProperty(ASKED_FOR, language is not None)
    set_language(app, language or system_language())
    theme.set_current(theme.current())
    return app


def system_language() -> str:
    """Chinese where the first of the system's languages that we have is Chinese, else English."""
    for name in QLocale.system().uiLanguages():
        if name.startswith("zh"):
            return CHINESE
        if name.startswith("en"):
            return ENGLISH
    return ENGLISH


def language() -> str:
    app = QApplication.instance()
    return str(app.property("language") or ENGLISH) if app is not None else ENGLISH


def set_language(app: QApplication, code: str) -> None:
    """Install `code`'s translations, ours and Qt's own; every widget gets QEvent.LanguageChange."""
    if code not in LANGUAGES:
        code = ENGLISH
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    app.setProperty("language", code)
    QLocale.setDefault(QLocale(code))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt_folder), (f"mouse_patrol_{code}", str(TRANSLATIONS))):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
        elif name.startswith("mouse_patrol"):
            log.error("The translation %s/%s.qm cannot be read; the window speaks English", folder, name)
    # The glyphs of Chinese, Japanese and Korean share code points: the family decides whose shapes are drawn.
    app.setFont(theme.text_font(theme.current().normal))
