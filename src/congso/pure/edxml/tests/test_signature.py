"""XML signatures: ours hold elsewhere, others' hold here, and whatever was changed or wrapped is told."""

import base64
import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from lxml import etree
from signxml import SignatureConfiguration, XMLSigner, XMLVerifier
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod

from congso.pure.edxml import Attachment, LocalKey, Message, State, read, verify, write
from congso.pure.edxml.names import DS, QCVN
from congso.pure.edxml.tests import samples, strategies
from congso.pure.edxml.xmldsig import ECDSA_SHA256, RSA_SHA256


def certificate(key: Any, signer: Any = None) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sở Mẫu")])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 7, datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    )
    return builder.sign(signer or key, hashes.SHA256())


RSA = rsa.generate_private_key(65537, 2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
RSA_CERTIFICATE, CURVE_CERTIFICATE = certificate(RSA), certificate(CURVE)
KEYS = {"rsa": LocalKey(RSA, RSA_CERTIFICATE), "ecdsa": LocalKey(CURVE, CURVE_CERTIFICATE)}
CERTIFICATES = {"rsa": RSA_CERTIFICATE, "ecdsa": CURVE_CERTIFICATE}
ANYWHERE = SignatureConfiguration(location=".//")


@pytest.mark.parametrize("kind", ["rsa", "ecdsa"])
def test_ours_hold_here_and_in_another_library(kind: str) -> None:
    data = write(read(samples.DOTNET), KEYS[kind])
    check = verify(data)
    assert (check.state, check.weak, check.reason) == (State.VALID, False, "")
    assert check.method == {"rsa": RSA_SHA256, "ecdsa": ECDSA_SHA256}[kind]
    assert check.certificate == CERTIFICATES[kind].public_bytes(Encoding.DER)
    XMLVerifier().verify(data, x509_cert=CERTIFICATES[kind], expect_config=ANYWHERE)
    found = read(data)
    assert found == read(samples.DOTNET)
    assert found.signature is not None
    assert found.signature.is_xmldsig
    assert found.signature.certificate == check.certificate
    assert found.notes == ()


@settings(max_examples=10)
@given(strategies.messages)
def test_every_message_can_be_signed(message: Message) -> None:
    data = write(message, KEYS["ecdsa"])
    assert verify(data).state is State.VALID
    assert read(data) == message
    assert write(message) == data[: data.index(b"<ds:Signature")] + data.split(b"</ds:Signature>")[1]


def placeholder(extra: str = "") -> bytes:
    """White space and a neighbour around the place: what is left behind when the signature is taken away."""
    return samples.message(signature=f' \n<ds:Signature xmlns:ds="{DS}" Id="placeholder"/> \n{extra}')


CANONICAL = (
    CanonicalizationMethod.CANONICAL_XML_1_0, CanonicalizationMethod.CANONICAL_XML_1_1,
    CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0, CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0_WITH_COMMENTS,
    CanonicalizationMethod.CANONICAL_XML_1_0_WITH_COMMENTS,
)  # fmt: skip


@pytest.mark.parametrize("canonical", CANONICAL)
@pytest.mark.parametrize(
    ("key", "method", "digest"),
    [
        (RSA, SignatureMethod.RSA_SHA256, DigestAlgorithm.SHA256), (RSA, SignatureMethod.RSA_SHA512, DigestAlgorithm.SHA512),
        (CURVE, SignatureMethod.ECDSA_SHA384, DigestAlgorithm.SHA384),
    ],
)  # fmt: skip
def test_others_hold_here(
    canonical: CanonicalizationMethod, key: Any, method: SignatureMethod, digest: DigestAlgorithm
) -> None:
    signer = XMLSigner(signature_algorithm=method, digest_algorithm=digest, c14n_algorithm=canonical)
    root = etree.fromstring(placeholder())
    signed = etree.tostring(
        signer.sign(root, key=key, cert=[RSA_CERTIFICATE if key is RSA else CURVE_CERTIFICATE])
    )
    assert verify(signed).state is State.VALID
    changed = signed.replace("Báo cáo kết quả".encode("ascii", "xmlcharrefreplace"), b"Other")
    assert changed != signed
    check = verify(changed)
    assert (check.state, check.reason) == (State.BROKEN, "the content is not what was signed")


def test_sha1_holds_and_is_called_weak() -> None:
    """Old senders' choice; made here by hand, since nothing makes it any more."""
    data = write(read(samples.message()), KEYS["rsa"]).decode()
    old = data.replace(RSA_SHA256, f"{DS}rsa-sha1")
    check = verify(old.encode())
    assert (check.state, check.weak, check.reason) == (State.BROKEN, True, "the signature value is wrong")


def test_a_changed_attachment_breaks_it() -> None:
    data = write(read(samples.message()), KEYS["rsa"])
    other = base64.b64encode(samples.PDF.replace(b"1 0", b"2 0"))
    assert verify(data.replace(base64.b64encode(samples.PDF), other)).state is State.BROKEN


def test_absent_and_dummy() -> None:
    assert verify(samples.message()).state is State.ABSENT
    assert verify(samples.message(signature=samples.DUMMY_SIGNATURE.format("AAAA"))).state is State.DUMMY


def signed_text() -> str:
    return write(read(samples.message()), KEYS["rsa"]).decode()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('URI=""', 'URI="#a"', "the reference is not the whole document"),
        ('<ds:Reference URI="">', '<ds:Reference URI=""/><ds:Reference URI="">', "2 Reference"),
        ("<ds:SignedInfo>", "<ds:SignedInfo/><ds:SignedInfo>", "2 SignedInfo"),
        (RSA_SHA256, "urn:x", "algorithm"),
        ("xmlenc#sha256", "xmlenc#x", "algorithm"),
        (f"{DS}enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116", "transforms"),
        ("<ds:Transforms>", '<ds:Transforms><ds:Transform Algorithm="urn:x"></ds:Transform>', "transforms"),
        ("</ds:Transforms>", '<ds:Transform Algorithm="urn:x"></ds:Transform></ds:Transforms>', "transforms"),
        ('20010315"></ds:CanonicalizationMethod>', 'x"></ds:CanonicalizationMethod>', "canonical form http://www.w3.org/TR/2001/REC-xml-c14n-x"),
        ("<ds:X509Certificate>", "<ds:X509Certificate>*", f"{{{DS}}}X509Certificate is not base64"),
        ("<ds:X509Certificate>", "<ds:X509Certificate>AAAA", "certificate"),
        ("X509Data>", "Other>", "no certificate"),
        (RSA_SHA256, ECDSA_SHA256, "the certificate's key is of another kind"),
        ("</edXML>", "</edXML>x", "Extra content at the end of the document, line 2, column "),
    ],
)  # fmt: skip
def test_what_is_beyond_the_profile_is_not_supported(old: str, new: str, reason: str) -> None:
    check = verify(signed_text().replace(old, new).encode())
    assert check.state is State.UNSUPPORTED
    assert check.reason.startswith(reason)


def test_a_second_signature_or_one_that_is_everything_is_not_supported() -> None:
    text = signed_text()
    block = text[text.index("<ds:Signature") : text.index("</ds:Signature>") + 15]
    assert verify(text.replace(block, block * 2).encode()).reason == "more than one signature"
    alone = block.replace("<ds:Signature ", f'<ds:Signature xmlns="{QCVN}" xmlns:edXML="{QCVN}" ')
    assert verify(alone.encode()).reason == "the signature is the document"


def test_a_key_of_a_kind_that_no_signature_names() -> None:
    odd = certificate(ed25519.Ed25519PrivateKey.generate(), RSA).public_bytes(Encoding.DER)
    text = signed_text()
    start = text.index("<ds:X509Certificate>") + 20
    end = text.index("</ds:X509Certificate>")
    assert (
        verify((text[:start] + base64.b64encode(odd).decode() + text[end:]).encode()).state
        is State.UNSUPPORTED
    )


def test_a_signature_over_an_exclusive_form_with_listed_prefixes() -> None:
    root = etree.fromstring(placeholder("<Other/>"))
    signer = XMLSigner(c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0)
    signed = etree.tostring(signer.sign(root, key=RSA, cert=[RSA_CERTIFICATE]))
    assert verify(signed).state is State.VALID
    listed = signed.replace(
        b'exc-c14n#"/></ds:Transforms>',
        b'exc-c14n#"><ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="edXML"/></ds:Transform></ds:Transforms>',
    )
    assert listed != signed
    assert verify(listed).state is State.BROKEN


def test_the_first_child_of_its_parent_can_be_signed_too() -> None:
    text = signed_text()
    start, end = text.index("<ds:Signature"), text.index("</ds:Signature>") + 15
    block, rest = text[start:end], text[:start] + text[end:]
    moved = rest.replace("<edXML:edXMLHeader>", f"<edXML:edXMLHeader>{block}")
    assert verify(moved.encode()).state is State.VALID


def test_a_large_file_is_signed_and_verified() -> None:
    message = dataclasses.replace(
        read(samples.message()), attachments=(Attachment("1", "a.pdf", b"%PDF" + bytes(9_000_000)),)
    )
    assert verify(write(message, KEYS["rsa"])).state is State.VALID
