"""How the Word edition looks: real styles, so that people can restyle the whole in one place."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from telvertel.charts.theme import FOCUS, INK
from telvertel.charts.theme import QUIET as QUIET_INK

QUIET, MISSING, CHIPS, DETAILS = "Quiet", "Missing", "Chips", "Details"
BOX, DISPUTED_BOX, LINK, TABLE = "Box", "Disputed box", "Link", "Minutes table"
CELL, GAP = "Cell", "Gap"

FONT = "Calibri"
WIDTH, MARGIN = Cm(17.4), Cm(1.8)
HEADINGS = (("Title", 24), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11))


# Thin lines between rows, a dark one under the head; python-docx has no call for table styles.
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="MinutesTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="C9CED4"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9CED4"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
      <w:bottom w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK[1:]}"/>
    </w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def styled(document: Document) -> Document:
    """The document on A4 with our styles in it."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(2.1), Cm(1.9)
    section.header_distance = section.footer_distance = Cm(1)
    _known(document)
    _own(document)
    return document


def _known(document: Document) -> None:
    """Styles that Word brings: font, size, colour and space."""
    styles = document.styles
    _type(styles["Normal"], 10, INK, after=4)
    for name, size in HEADINGS:
        _type(styles[name], size, FOCUS, before=0 if name == "Title" else size * 0.8, after=3)
        styles[name].font.bold = True
        styles[name].paragraph_format.keep_with_next = True
    _unruled(styles["Title"])
    _type(styles["Subtitle"], 13, INK, before=4, after=6)
    styles["Subtitle"].font.italic = styles["Subtitle"].font.bold = False
    _type(styles["Caption"], 9, QUIET_INK, before=2, after=2)
    styles["Caption"].font.bold = False
    _type(styles["Quote"], 11, INK, before=4, after=6)
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    _type(styles["List Bullet"], 10, INK, after=2)
    for name in ("Header", "Footer"):
        _type(styles[name], 8.5, QUIET_INK)
        tabs = styles[name].paragraph_format.tab_stops
        tabs.clear_all()
        tabs.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _own(document: Document) -> None:
    """Styles of our own, each for one way in which a text is meant."""
    _type(_new(document, QUIET), 9, QUIET_INK, after=4)
    _type(_new(document, MISSING), 10, INK, after=4)
    document.styles[MISSING].font.italic = True
    _type(_new(document, CHIPS), 10, INK, before=2, after=6)
    document.styles[CHIPS].font.bold = True
    _type(_new(document, DETAILS), 10, INK, after=1)
    _type(_new(document, CELL), 9, INK, after=2)
    _type(_new(document, GAP), 4, INK)
    document.styles.element.append(parse_xml(_TABLE))
    for name, line in ((BOX, "single"), (DISPUTED_BOX, "dashed")):
        style = _new(document, name)
        _type(style, 10, INK, after=1)
        _framed(style, line)
    link = document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _rgb(FOCUS), True


def _new(document: Document, name: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return style


def _type(
    style: ParagraphStyle, size: float, colour: str, before: float = 0, after: float = 0
) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _rgb(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # A theme font would win from the font that is named here.
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))


def _unruled(style: ParagraphStyle) -> None:
    """Takes away the blue rule that the standard Title has under it."""
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _framed(style: ParagraphStyle, line: str) -> None:
    """A rule at the left and a pale ground, for what belongs together."""
    properties = style.element.get_or_add_pPr()
    border, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", line), ("sz", "18"), ("space", "8"), ("color", FOCUS[1:])):
        left.set(qn(f"w:{name}"), value)
    border.append(left)
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F3F5F7")):
        ground.set(qn(f"w:{name}"), value)
    spacing = properties.find(qn("w:spacing"))
    # The order of these elements is part of the format.
    for element in (border, ground):
        if spacing is None:
            properties.append(element)
        else:
            spacing.addprevious(element)
    style.paragraph_format.left_indent = Cm(0.35)
