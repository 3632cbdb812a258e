"""Does a message's XML Signature hold? The profile is that of xmldsig; anything beyond it is `unsupported`."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

from congso.pure.edxml.errors import DEFAULT_LIMITS, Limits
from congso.pure.edxml.names import DS
from congso.pure.edxml.nodes import split_name
from congso.pure.edxml.source import open_source
from congso.pure.edxml.xmldsig import (
    C14N,
    C14N_11,
    ECDSA_SHA256,
    ENVELOPED,
    EXCLUSIVE,
    MORE,
    RSA_SHA256,
    SHA256,
)

_D: Final = f"{{{DS}}}"
_DIGESTS: Final = {
    f"{DS}sha1": "sha1",
    SHA256: "sha256",
    f"{MORE}sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}
_METHODS: Final[dict[str, tuple[str, hashes.HashAlgorithm]]] = {
    f"{DS}rsa-sha1": ("rsa", hashes.SHA1()),  # noqa: S303  read only, and reported as weak
    RSA_SHA256: ("rsa", hashes.SHA256()),
    f"{MORE}rsa-sha384": ("rsa", hashes.SHA384()),
    f"{MORE}rsa-sha512": ("rsa", hashes.SHA512()),
    ECDSA_SHA256: ("ecdsa", hashes.SHA256()),
    f"{MORE}ecdsa-sha384": ("ecdsa", hashes.SHA384()),
    f"{MORE}ecdsa-sha512": ("ecdsa", hashes.SHA512()),
}
# Comments are in no reference to a whole document, so "WithComments" changes only what SignedInfo is.
_CANONICAL: Final = {C14N: False, C14N_11: False, EXCLUSIVE: True}


class State(StrEnum):
    ABSENT = "absent"
    DUMMY = "dummy"  # an element of that name that is no XML Signature
    VALID = "valid"  # these bytes are what the holder of the certificate's key signed
    BROKEN = "broken"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Check:
    """`weak`: SHA-1 has a part in it. `reason`: a few English words for the log. Trust in the certificate is another question."""

    state: State
    reason: str = ""
    method: str = ""
    certificate: bytes = b""  # DER
    weak: bool = False


class _NoProfileError(Exception):
    """The signature is not of the profile."""


@dataclass(frozen=True, slots=True)
class _Canon:
    exclusive: bool = False
    prefixes: tuple[str, ...] = ()
    comments: bool = False


def verify(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Check:
    """Raises Unreadable for bytes that are no message."""
    source = open_source(data, limits)
    found = [one for one in source.root.iter() if split_name(one.tag)[1] == "Signature"]
    proper = [one for one in found if one.tag == f"{_D}Signature"]
    if not proper:
        return Check(State.DUMMY if found else State.ABSENT)
    try:
        root = etree.fromstring(source.data, _parser())
    except etree.XMLSyntaxError as error:
        return Check(State.UNSUPPORTED, str(error))
    signatures = list(root.iter(f"{_D}Signature"))
    if len(signatures) > 1:
        return Check(State.UNSUPPORTED, "more than one signature")
    try:
        return _check(root, signatures[0])
    except _NoProfileError as error:
        return Check(State.UNSUPPORTED, str(error))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )


def _check(root: etree._Element, signature: etree._Element) -> Check:
    info = _one(signature, "SignedInfo")
    method = _one(info, "SignatureMethod").get("Algorithm", "")
    certificate = _certificate(signature)
    reference = _one(info, "Reference")
    digest_name = _DIGESTS.get(_one(reference, "DigestMethod").get("Algorithm", ""))
    if method not in _METHODS or digest_name is None:
        raise _NoProfileError("algorithm")
    if reference.get("URI") != "":
        raise _NoProfileError("the reference is not the whole document")
    weak = digest_name == "sha1" or isinstance(_METHODS[method][1], hashes.SHA1)
    signed = _canonical(_alone(info), _canonicalization(info))
    value, wanted = _bytes(_one(signature, "SignatureValue")), _bytes(_one(reference, "DigestValue"))
    canon = _transforms(reference)
    _remove(signature)
    digest = hashlib.new(digest_name, _canonical(root, canon)).digest()
    result = Check(State.VALID, "", method, certificate, weak)
    if digest != wanted:
        return Check(State.BROKEN, "the content is not what was signed", method, certificate, weak)
    if not _holds(certificate, method, value, signed):
        return Check(State.BROKEN, "the signature value is wrong", method, certificate, weak)
    return result


def _one(parent: etree._Element, name: str) -> etree._Element:
    found = parent.findall(f"{_D}{name}")
    if len(found) != 1:
        raise _NoProfileError(f"{len(found)} {name}")
    return found[0]


def _bytes(element: etree._Element) -> bytes:
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _NoProfileError(f"{element.tag} is not base64") from error


def _certificate(signature: etree._Element) -> bytes:
    """The first one; others in the same block are its chain."""
    found = signature.find(f"{_D}KeyInfo/{_D}X509Data/{_D}X509Certificate")
    if found is None:
        raise _NoProfileError("no certificate")
    return _bytes(found)


def _canonicalization(info: etree._Element) -> _Canon:
    return _canon(_one(info, "CanonicalizationMethod"))


def _canon(element: etree._Element) -> _Canon:
    name, comments = element.get("Algorithm", ""), False
    if name.endswith("WithComments"):
        name, comments = name.removesuffix("WithComments"), True
        name = name if name == EXCLUSIVE else name.removesuffix("#")
    if name not in _CANONICAL:
        raise _NoProfileError(f"canonical form {name}")
    listed = element.find(f"{{{EXCLUSIVE}}}InclusiveNamespaces")
    prefixes = tuple((listed.get("PrefixList") or "").split()) if listed is not None else ()
    return _Canon(_CANONICAL[name], prefixes, comments)


def _transforms(reference: etree._Element) -> _Canon:
    """The canonical form of the document. Without the enveloped transform a signature would have to sign itself."""
    listed = list(_one(reference, "Transforms"))
    if not listed or listed[0].get("Algorithm") != ENVELOPED or len(listed) > 2:
        raise _NoProfileError("transforms")
    found = _canon(listed[1]) if len(listed) == 2 else _Canon()
    return _Canon(found.exclusive, found.prefixes)


def _alone(element: etree._Element) -> etree._Element:
    """The same element as a root, with every binding that was in scope: lxml forgets those when it canonicalises a part."""
    return etree.fromstring(etree.tostring(element, with_tail=False), _parser())


def _canonical(element: etree._Element, canon: _Canon) -> bytes:
    prefixes = list(canon.prefixes) or None
    return etree.tostring(
        element,
        method="c14n",
        exclusive=canon.exclusive,
        with_comments=canon.comments,
        inclusive_ns_prefixes=prefixes,
    )


def _remove(signature: etree._Element) -> None:
    """The enveloped transform takes the element away and leaves the text behind it."""
    parent, before = signature.getparent(), signature.getprevious()
    if parent is None:
        raise _NoProfileError("the signature is the document")
    if before is not None:
        before.tail = (before.tail or "") + (signature.tail or "")
    else:
        parent.text = (parent.text or "") + (signature.tail or "")
    parent.remove(signature)


def _holds(certificate: bytes, method: str, value: bytes, signed: bytes) -> bool:
    family, algorithm = _METHODS[method]
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
        if family == "rsa" and isinstance(key, rsa.RSAPublicKey):
            key.verify(value, signed, padding.PKCS1v15(), algorithm)
        elif family == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            half = len(value) // 2
            pair = encode_dss_signature(
                int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big")
            )
            key.verify(pair, signed, ec.ECDSA(algorithm))
        else:
            raise _NoProfileError("the certificate's key is of another kind")
    except InvalidSignature:
        return False
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _NoProfileError("certificate") from error
    return True
