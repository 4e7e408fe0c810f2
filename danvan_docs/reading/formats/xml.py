"""XML of office files: parsed without entities, network or huge trees; names without their namespaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .document import Document

#: An lxml element; lxml has no types of its own.
Element = Any
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def parse_xml(document: Document, data: bytes, part: str) -> Element:
    """Return the root element of a part; raise ReadError for broken XML and for XML that declares entities."""
    etree = document.module("lxml.etree")
    if _DECLARATION.search(data):
        raise document.error(f"{part} declares XML entities, which no office program writes: not read")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise document.error(f"damaged ({part}: {error})") from None
    if root.getroottree().docinfo.internalDTD is not None:  # written in UTF-16, say
        raise document.error(f"{part} declares XML entities, which no office program writes: not read")
    return root


def tag(element: Element) -> str:
    """Return the name of an element without its namespace; '' for a comment."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child, or child of children, of these names."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if tag(each) == name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """Return the attribute `val` of a child, or child of children."""
    return attribute(child(element, *path), "val")


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name below an element."""
    return (each for each in element.iter() if tag(each) == name)


def is_on(element: Element | None, name: str) -> bool | None:
    """Return whether a property such as `<w:vanish/>` is set, None where it is not mentioned."""
    found = child(element, name)
    if found is None:
        return None
    return attribute(found, "val") not in ("0", "false", "off")


def whole(text: str | None, otherwise: int = 0) -> int:
    """Return the whole number that an attribute gives; `otherwise` for none, and for one beyond reason."""
    digits = (text or "").strip()
    return (
        int(digits)
        if digits.isascii() and digits.removeprefix("-").isdigit() and len(digits) < 10
        else otherwise
    )
