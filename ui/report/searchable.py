"""Mends the text behind a PDF's glyphs, so that it can be searched and copied.

A glyph may stand for several characters: in Noto Sans CJK the character 人 and the radical ⼈ (U+2F08) are drawn the
same, and so are the dashes – and ‒. Qt 6.11 (QFontSubset::createToUnicodeMap) writes the lowest of them, so that
searching for 人 finds nothing. Here each is put back to the character that the text really has. Nothing changes but the
ToUnicode maps (ISO 32000-1, 9.10.3).
"""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtGui import QFont, QRawFont

_RANGE = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]{4})>\s*(?:<([0-9a-fA-F]{4})>|\[([^\]]*)\])")
_XREF_ENTRY = 20
A_BLOCK = 100
"""Entries of one bfchar block, at most (Adobe Technical Note 5014)."""


def searchable(pdf: bytes, text: str, font: QFont) -> bytes:
    """`pdf` as Qt wrote it, `text` all that is written in it, `font` its first family. As it was where it is not
    understood: then it is only not as easily searched."""
    try:
        return _rebuilt(pdf, _meant(text, font))
    except (ValueError, IndexError, zlib.error):
        return pdf


def _meant(text: str, font: QFont) -> Callable[[int], int]:
    """For a character that the text does not have, the one that it has and that looks the same."""
    characters = {character for character in text if ord(character) < 0x10000}
    raw = QRawFont.fromFont(font)
    by_glyph = {glyph: character for character in sorted(characters) if (glyph := _glyph(raw, character))}

    def meant(code: int) -> int:
        if chr(code) in characters or code == 0:
            return code
        return ord(by_glyph.get(_glyph(raw, chr(code)), chr(code)))

    return meant


def _glyph(raw: QRawFont, character: str) -> int:
    if 0xD800 <= ord(character) < 0xE000:
        return 0
    glyphs = raw.glyphIndexesForString(character)
    return int(glyphs[0]) if glyphs else 0


def _rebuilt(pdf: bytes, meant: Callable[[int], int]) -> bytes:
    """Every object as it was, but the maps and their lengths; then the table of where each object is."""
    at = pdf.rindex(b"startxref")
    table = int(pdf[at:].split()[1])
    trailer = pdf[pdf.index(b"trailer", table) : at]
    head = re.match(rb"xref\s+0 (\d+)\s", pdf[table:])
    if head is None:
        raise ValueError("no table of objects")
    entries = pdf[table + head.end() :]
    offsets = {
        number: int(entries[_XREF_ENTRY * number :][:10])
        for number in range(int(head[1]))
        if entries[_XREF_ENTRY * number + 17 : _XREF_ENTRY * number + 18] == b"n"
    }
    ordered = sorted(offsets.items(), key=lambda entry: entry[1])
    ends = [*(offset for _, offset in ordered[1:]), table]
    objects = {number: pdf[offset:end] for (number, offset), end in zip(ordered, ends, strict=True)}
    for number in list(objects):
        _mend(objects, number, meant)
    return _written(pdf[: ordered[0][1]], [number for number, _ in ordered], objects, int(head[1]), trailer)


def _mend(objects: dict[int, bytes], number: int, meant: Callable[[int], int]) -> None:
    """The object's map and its length, where it is one."""
    found = re.match(rb"(.*?>>\s*stream\r?\n)(.*)(\r?\nendstream.*)\Z", objects[number], re.DOTALL)
    if found is None or b"/Image" in found[1]:
        return
    packed = b"/FlateDecode" in found[1]
    content = zlib.decompressobj().decompress(found[2]) if packed else found[2]
    if b"begincmap" not in content:
        return
    mended = _map(content, meant)
    mended = zlib.compress(mended, 9) if packed else mended
    length = str(len(mended)).encode()
    elsewhere = re.search(rb"/Length (\d+) 0 R", found[1])
    if elsewhere is None:
        objects[number] = re.sub(rb"/Length \d+", b"/Length " + length, found[1]) + mended + found[3]
    else:
        objects[number] = found[1] + mended + found[3]
        holder = int(elsewhere[1])
        objects[holder] = re.sub(rb"(obj\s+)\d+", rb"\g<1>" + length, objects[holder], count=1)


def _map(content: bytes, meant: Callable[[int], int]) -> bytes:
    begin = content.index(b"endcodespacerange") + len(b"endcodespacerange")
    end = content.rindex(b"endcmap")
    return content[:begin] + b"\n" + _blocks({g: meant(c) for g, c in _entries(content[begin:end])}) + content[end:]


def _entries(ranges: bytes) -> Iterable[tuple[int, int]]:
    """(glyph's number, character) of every range."""
    for first, last, start, several in _RANGE.findall(ranges):
        glyphs = range(int(first, 16), int(last, 16) + 1)
        if start:
            yield from ((glyph, int(start, 16) + glyph - glyphs.start) for glyph in glyphs)
        else:
            codes = re.findall(rb"<([0-9a-fA-F]{4})>", several)
            yield from ((glyph, int(code, 16)) for glyph, code in zip(glyphs, codes, strict=True))


def _blocks(characters: Mapping[int, int]) -> bytes:
    entries = [f"<{glyph:04X}> <{code:04X}>" for glyph, code in sorted(characters.items())]
    blocks = [entries[start : start + A_BLOCK] for start in range(0, len(entries), A_BLOCK)]
    return "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks).encode()


def _written(begin: bytes, order: list[int], objects: Mapping[int, bytes], size: int, trailer: bytes) -> bytes:
    out = bytearray(begin)
    offsets: dict[int, int] = {}
    for number in order:
        offsets[number] = len(out)
        out += objects[number]
    table = len(out)
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        at = offsets.get(number)
        out += b"0000000000 65535 f \n" if at is None else f"{at:010d} 00000 n \n".encode()
    return bytes(out + trailer + f"startxref\n{table}\n%%EOF\n".encode())
