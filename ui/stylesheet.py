"""The style sheet of every native widget, from the theme's tokens.

Widgets say what they are by a dynamic property `role`: title, quiet, figure, caption on labels; primary, danger, flat,
rail on buttons. Sizes are multiples of the 8-px grid or half of it.
"""

from typing import Protocol

import resources

DARK_INK, LIGHT_INK = "#0B0E12", "#FFFFFF"
"""What is written with on a filled colour."""


class Colours(Protocol):
    """What the sheet needs of ui.theme.Tokens."""

    @property
    def ground(self) -> str: ...
    @property
    def panel(self) -> str: ...
    @property
    def raised(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def quiet(self) -> str: ...
    @property
    def disabled(self) -> str: ...
    @property
    def accent(self) -> str: ...
    @property
    def attention(self) -> str: ...
    @property
    def alarm(self) -> str: ...
    @property
    def small(self) -> int: ...
    @property
    def normal(self) -> int: ...
    @property
    def large(self) -> int: ...
    @property
    def radius(self) -> int: ...


def sheet(t: Colours, *, ink_on_accent: str, ink_on_alarm: str) -> str:
    return _surfaces(t) + _buttons(t, ink_on_accent, ink_on_alarm) + _fields(t, ink_on_accent) + _tables(t) + _bars(t)


def _surfaces(t: Colours) -> str:
    return f"""
QMainWindow {{ background: {t.ground}; color: {t.text}; }}
QDialog, QMessageBox {{ background: {t.raised}; color: {t.text}; }}
QWidget {{ color: {t.text}; }}
QLabel {{ background: transparent; color: {t.text}; }}
QLabel[role="title"] {{ font-size: {t.large}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="quiet"] {{ color: {t.quiet}; }}
QLabel[role="caption"] {{ color: {t.quiet}; font-size: {t.small}px; }}
QLabel[role="small"] {{ font-size: {t.small}px; }}
QLabel[role="attention"] {{ color: {t.attention}; }}
QLabel[role="alarm"] {{ color: {t.alarm}; }}
QLabel[role="badge"] {{ background: {t.text}; color: {t.ground}; font-size: {t.small}px; font-weight: 700;
  padding: 2px 8px; border-radius: {t.radius}px; }}
QLabel[role="key"] {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: {t.radius}px;
  padding: 2px 8px; font-size: {t.small}px; }}
QLabel:disabled {{ color: {t.disabled}; }}
QFrame[role="panel"] {{ background: {t.panel}; border: none; }}
QFrame[role="rail"] {{ background: {t.panel}; border: none; border-right: 1px solid {t.line}; }}
QFrame[role="side"] {{ background: {t.panel}; border: none; border-left: 1px solid {t.line}; }}
QFrame[role="foot"] {{ background: {t.panel}; border: none; border-top: 1px solid {t.line}; }}
QFrame[role="card"] {{ background: {t.raised}; border: 1px solid {t.line}; border-radius: {t.radius}px; }}
QFrame[role="line"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: {t.large}px; font-weight: 600; }}
QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 400px; }}
QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px 8px; }}
QStatusBar {{ background: {t.panel}; border-top: 1px solid {t.line}; color: {t.text}; }}
QStatusBar::item {{ border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QGroupBox {{ border: 1px solid {t.line}; border-radius: {t.radius}px; margin-top: 16px; padding: 8px; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 8px; padding: 0 4px; color: {t.quiet}; }}
"""


def _buttons(t: Colours, ink_on_accent: str, ink_on_alarm: str) -> str:
    return f"""
QPushButton, QToolButton {{
  background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; border-radius: {t.radius}px;
  padding: 5px 14px; min-height: 20px; }}
QToolButton {{ padding: 5px 8px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.line}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.ground}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; padding: 4px 13px; outline: none; }}
QToolButton:focus {{ padding: 4px 7px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.disabled}; background: transparent; }}
QPushButton:checked, QToolButton:checked {{ background: {t.line}; border-color: {t.quiet}; }}
QPushButton:checked:focus, QToolButton:checked:focus {{ border-color: {t.accent}; }}
QFrame[role="card"] QPushButton, QDialog QPushButton {{ background: {t.line}; }}
QFrame[role="card"] QPushButton:hover, QDialog QPushButton:hover {{ background: {t.panel}; }}
QPushButton[role="primary"], QFrame[role="card"] QPushButton[role="primary"], QDialog QPushButton[role="primary"] {{
  background: {t.text}; color: {t.ground}; border-color: {t.text}; font-weight: 600; }}
QPushButton[role="primary"]:hover {{ background: {t.quiet}; border-color: {t.quiet}; }}
QPushButton[role="primary"]:focus {{ border-color: {t.accent}; }}
QPushButton[role="primary"]:disabled {{ background: {t.raised}; color: {t.disabled}; border-color: {t.line}; }}
QPushButton[role="small"], QPushButton[role="small-primary"] {{ padding: 1px 10px; font-size: {t.small}px; }}
QPushButton[role="small"]:focus, QPushButton[role="small-primary"]:focus {{ padding: 0px 9px; }}
QPushButton[role="small-primary"], QFrame[role="card"] QPushButton[role="small-primary"] {{
  background: {t.text}; color: {t.ground}; border-color: {t.text}; font-weight: 600; }}
QPushButton[role="small-primary"]:hover {{ background: {t.quiet}; border-color: {t.quiet}; }}
QPushButton[role="small-primary"]:focus {{ border-color: {t.accent}; }}
QToolButton[role="flat"] {{ background: transparent; border: 1px solid transparent; }}
QToolButton[role="flat"]:hover {{ background: {t.raised}; }}
QToolButton[role="flat"]:checked {{ background: {t.raised}; border-color: {t.line}; }}
QToolButton[role="flat"]:focus {{ border: 2px solid {t.accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[role="rail"] {{
  background: transparent; color: {t.quiet}; border: none; border-left: 3px solid transparent; border-radius: 0;
  padding: 8px 2px 8px 0; font-size: {t.small}px; min-width: 76px; }}
QToolButton[role="rail"]:hover {{ background: {t.raised}; color: {t.text}; }}
QToolButton[role="rail"]:checked {{ background: {t.raised}; color: {t.text}; border-left: 3px solid {t.accent}; }}
QToolButton[role="rail"]:focus {{ border: 2px solid {t.accent}; padding: 6px 1px 6px 1px; }}
QToolButton[role="picture"] {{ padding: 3px; font-size: {t.small}px; }}
QToolButton[role="picture"]:focus {{ padding: 2px; }}
QToolButton[role="foot"], QToolButton[role="foot-attention"] {{
  background: transparent; border: 1px solid transparent; padding: 1px 8px; font-size: {t.small}px; }}
QToolButton[role="foot-attention"] {{ color: {t.attention}; font-weight: 600; }}
QToolButton[role="foot"]:hover, QToolButton[role="foot-attention"]:hover {{ background: {t.raised}; }}
QToolButton[role="foot"]:focus, QToolButton[role="foot-attention"]:focus {{
  border: 2px solid {t.accent}; padding: 0px 7px; }}
QFrame[role="banner"] {{ background: {t.alarm}; border: none; }}
QFrame[role="banner"] QLabel {{ color: {ink_on_alarm}; }}
QFrame[role="banner"] QPushButton {{
  background: transparent; color: {ink_on_alarm}; border: 1px solid {ink_on_alarm}; }}
QFrame[role="banner"] QPushButton:hover {{ background: {ink_on_alarm}; color: {t.alarm}; }}
QFrame[role="banner"] QPushButton[role="primary"] {{ background: {ink_on_alarm}; color: {t.alarm}; }}
QFrame[role="banner"] QPushButton:focus {{ border: 3px double {ink_on_alarm}; padding: 3px 12px; }}
QFrame[role="banner"] QPushButton[role="primary"]:focus {{ border: 3px double {t.alarm}; }}
QMenuBar {{ background: {t.panel}; color: {t.text}; border-bottom: 1px solid {t.line}; padding: 0 4px; }}
QMenuBar::item {{ padding: 5px 10px; background: transparent; border-radius: {t.radius}px; }}
QMenuBar::item:selected {{ background: {t.line}; }}
QMenu {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 24px; border-radius: {t.radius}px; }}
QMenu::item:selected {{ background: {t.accent}; color: {ink_on_accent}; }}
QMenu::item:disabled {{ color: {t.disabled}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
"""


def _fields(t: Colours, ink_on_accent: str) -> str:
    # A style sheet names a picture by its file: a tick for either ink, since a filled square alone says nothing.
    tick = (resources.ROOT / "icons" / f"tick_{'light' if ink_on_accent == LIGHT_INK else 'dark'}.svg").as_posix()
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit, QComboBox {{
  background: {t.ground}; color: {t.text}; border: 1px solid {t.line}; border-radius: {t.radius}px;
  padding: 4px 8px; min-height: 20px; selection-background-color: {t.accent}; selection-color: {ink_on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateTimeEdit:focus,
QComboBox:focus {{
  border: 2px solid {t.accent}; padding: 3px 7px; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {t.disabled}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
  subcontrol-origin: border; width: 22px; border: none; background: transparent; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{
  width: 0; height: 0; border-left: 4px solid {t.ground}; border-right: 4px solid {t.ground}; }}
QAbstractSpinBox::up-arrow {{ border-bottom: 5px solid {t.quiet}; }}
QAbstractSpinBox::down-arrow {{ border-top: 5px solid {t.quiet}; }}
QComboBox QLineEdit, QComboBox QLineEdit:focus {{
  background: transparent; border: none; padding: 0; min-height: 0; }}
QComboBox[role="cell"] {{ background: transparent; border: 2px solid transparent; border-radius: 0; min-height: 0;
  padding: 0 6px; }}
QComboBox[role="cell"]:focus {{ border: 2px solid {t.accent}; padding: 0 6px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ width: 0; height: 0; border-left: 4px solid {t.raised}; border-right: 4px solid {t.raised};
  border-top: 5px solid {t.quiet}; }}
QComboBox QAbstractItemView {{
  background: {t.raised}; color: {t.text}; border: 1px solid {t.line}; outline: none; padding: 4px;
  selection-background-color: {t.accent}; selection-color: {ink_on_accent}; }}
QCheckBox, QRadioButton {{ background: transparent; spacing: 8px; padding: 4px; border: 2px solid transparent;
  border-radius: {t.radius}px; min-height: 20px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {t.accent}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.disabled}; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {{
  width: 14px; height: 14px; border: 1px solid {t.quiet}; background: {t.ground}; border-radius: 3px; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
  background: {t.accent}; border-color: {t.accent}; image: url("{tick}"); }}
QRadioButton::indicator {{ border-radius: 8px; }}
QRadioButton::indicator:checked {{ border-color: {t.accent}; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
  fx: 0.5, fy: 0.5, stop: 0 {ink_on_accent}, stop: 0.4 {ink_on_accent}, stop: 0.5 {t.accent}, stop: 1 {t.accent}); }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.disabled}; }}
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {{ background: {t.disabled}; }}
QSlider::groove:horizontal {{ height: 4px; background: {t.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {t.quiet}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 14px; margin: -6px 0; border-radius: 7px; background: {t.text}; }}
QSlider::handle:horizontal:focus {{ background: {t.accent}; }}
QProgressBar {{ background: {t.ground}; border: 1px solid {t.line}; border-radius: {t.radius}px; min-height: 8px; }}
QProgressBar::chunk {{ background: {t.quiet}; border-radius: {t.radius}px; }}
"""


def _tables(t: Colours) -> str:
    # The selected row keeps its own text colours (state colours stay true) and wears the accent as an edge.
    return f"""
QTableView, QTreeView, QListView {{
  background: {t.ground}; alternate-background-color: {t.panel}; color: {t.text}; border: 1px solid {t.line};
  gridline-color: {t.line}; outline: none; selection-background-color: {t.line}; selection-color: {t.text}; }}
QTableView:focus, QTreeView:focus, QListView:focus {{ border: 2px solid {t.accent}; }}
QTableView::item, QTreeView::item {{ padding: 2px 8px; border: none; }}
QListWidget::item {{ padding: 3px 8px; border: none; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{
  background: {t.line}; color: {t.text}; }}
QTableView::item:selected:active {{ border-top: 1px solid {t.accent}; border-bottom: 1px solid {t.accent}; }}
QHeaderView {{ background: {t.panel}; border: none; }}
QHeaderView::section {{
  background: {t.panel}; color: {t.quiet}; border: none; border-bottom: 1px solid {t.line}; padding: 6px 8px;
  font-size: {t.small}px; }}
QTableCornerButton::section {{ background: {t.panel}; border: none; }}
"""


def _bars(t: Colours) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.disabled}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {t.quiet}; }}
QScrollBar::handle:disabled {{ background: transparent; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {t.quiet}; padding: 8px 16px; border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.text}; }}
QTabBar::tab:focus {{ border-bottom-color: {t.accent}; }}
QTabWidget::pane {{ border: 1px solid {t.line}; }}
"""
