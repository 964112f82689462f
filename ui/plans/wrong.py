"""What is wrong with a field, in words."""

from PySide6.QtCore import QCoreApplication

from ui.plans.draft import NAME_LIMIT, ROUTE_LIMIT, Wrong

translate = QCoreApplication.translate


def wrong_words(wrong: Wrong) -> str:
    match wrong:
        case Wrong.NO_NAME:
            return translate("Plans", "Give it a name.")
        case Wrong.LONG_NAME:
            return translate("Plans", "A name has at most {n} characters.").replace("{n}", str(NAME_LIMIT))
        case Wrong.NO_CAMERAS:
            return translate("Plans", "A route needs a camera.")
        case Wrong.MANY_CAMERAS:
            return translate("Plans", "A route has at most {n} cameras.").replace("{n}", str(ROUTE_LIMIT))
        case Wrong.NO_SHIFT:
            return translate("Plans", "There must be a shift.")
