"""From bytes to characters: which encoding a text is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from searchidx.errors import ReadingError

__all__ = ["decode", "refuse_binary"]

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
)
# What a browser takes a declared Latin-1 or ASCII to be: https://encoding.spec.whatwg.org/#names-and-labels
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 16
_MOST_CONTROL = 0.002
"""Text scanned from old systems holds a stray control character or two; a binary file, one in eight."""
_MOST_REPLACED = 0.002


def refuse_binary(data: bytes) -> None:
    """Raise `ReadingError` where the content starts like a known kind of file that is not text."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise ReadingError(f"this is {name}, not text; convert it to text first, or leave it out")


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The characters of a text whose encoding may be unknown.

    In order of belief: a byte order mark, UTF-8 if it decodes, `declared` (from a header or a meta tag), UTF-8 with a
    few broken bytes, the guess of charset-normalizer. Raises `ReadingError` where the content is binary.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data.decode(codec, errors="replace")
    refuse_binary(data)
    sample = data[:_SAMPLE]
    utf16 = _utf16_without_mark(sample)
    if utf16:
        return data.decode(utf16, errors="replace")
    if len(_CONTROL.findall(sample)) > max(2, len(sample) * _MOST_CONTROL):
        raise ReadingError("this looks like binary data, not text; leave it out, or convert it to text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    known = _known(declared)
    if known and known != "utf-8":
        return data.decode(known, errors="replace")
    text = data.decode("utf-8", errors="replace")
    # A file cut inside a character, or with one pasted line in another encoding, is still UTF-8.
    if text.count("�") <= max(1, len(text) * _MOST_REPLACED) and not text.isascii() and _has_multibyte(data):
        return text
    return data.decode(_guess(data), errors="replace")


def _known(name: str | None) -> str | None:
    """The Python codec for a declared encoding; None where it is unknown, or no encoding of text."""
    if not name:
        return None
    try:
        info = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(info, "_is_text_encoding", True):
        return None
    return _AS_BROWSERS_DO.get(info.name, info.name)


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 betrays itself by zeros in every second byte."""
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2], sample[1::2]
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > 0.6 and zeros_even < 0.05:
        return "utf-16-le"
    if zeros_even > 0.6 and zeros_odd < 0.05:
        return "utf-16-be"
    return None


_HIGH = re.compile(rb"[\x80-\xff]")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜ€£§°ªº“”„‘’‚–—…«»‹›·•¡¿©®™¢ \xa0\xad")
_MOST_ACCENTED = 0.1
"""French has 7 accented letters in 100, Czech 16, and in a wrong code page every letter is one."""
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}")


def _has_multibyte(data: bytes) -> bool:
    return _MULTIBYTE.search(data) is not None


def _guess(data: bytes) -> str:
    """The encoding that charset-normalizer finds; it confuses the code pages of one alphabet on short texts."""
    from charset_normalizer import from_bytes

    # The stretch around the first byte beyond ASCII tells more than the start of the file.
    first = _HIGH.search(data)
    start = max(0, first.start() - 2048) if first else 0
    sample = data[start : start + _SAMPLE]
    western = sample.decode("cp1252", errors="replace")
    high = [character for character in western if not character.isascii()]
    if _WESTERN.issuperset(high):
        accented = sum(map(str.isalpha, high))
        if accented <= max(1, _MOST_ACCENTED * sum(map(str.isalpha, western))):
            return "cp1252"
    for codec in ("cp932", "euc_jp"):
        characters = sample.decode(codec, errors="ignore")
        if len(_HIRAGANA.findall(characters)) > 0.25 * len(characters):
            return codec
    best = from_bytes(sample).best()
    if best is None:
        raise ReadingError("the encoding of this text is unknown; save it as UTF-8")
    codec = codecs.lookup(best.encoding).name
    return _AS_BROWSERS_DO.get(codec, codec)
