"""Signatures that can be checked years later (ETSI EN 319 142-1): a time stamp over each (B-T), the answers about revocation
kept in the file (B-LT), and a time stamp over all of it (B-LTA)."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

from asn1crypto import cms, crl, ocsp, tsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore

from congso.signing.checking.trust import Ask, Evidence
from congso.signing.pades.errors import REVOCATION_SILENT, TSA_SILENT, SignatureRefused
from congso.signing.pades.keys import finish
from congso.signing.pades.writing import close_revision, open_revision

ROOM: Final = 16 * 1024  # for a time stamp with its certificates
DIGEST: Final = "sha256"


class Level(StrEnum):
    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"


@dataclass(frozen=True)
class Lasting:
    """`stamp` sends a request of RFC 3161 (DER) to the authority and gives its answer, None when it is silent; `ask` goes to
    those who know of revocation; `roots` are DER. `dry`: leave room for a time stamp, ask for none."""

    level: Level
    stamp: Callable[[bytes], bytes | None]
    ask: Ask
    roots: tuple[bytes, ...] = ()
    dry: bool = False

    @property
    def room(self) -> int:
        return 0 if self.level is Level.B else ROOM

    def stamped(self, envelope: bytes) -> bytes:
        """The signature's envelope with a time stamp over its value. Raises SignatureRefused signing.tsa_silent."""
        if self.level is Level.B or self.dry:
            return envelope
        message = cms.ContentInfo.load(envelope)
        (signer,) = message["content"]["signer_infos"]
        tsa = _Authority(self.stamp)
        hashed = hashlib.sha256(signer["signature"].native).digest()
        token = _asked(lambda: finish(tsa.async_timestamp(hashed, DIGEST)))
        attribute = cms.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]})
        signer["unsigned_attrs"] = cms.CMSAttributes([attribute])
        made: bytes = message.dump()
        return made

    def kept(self, pdf: bytes) -> bytes:
        """A finished file with what its later judges need, as far as the level asks for it.

        Raises SignatureRefused signing.revocation_silent, signing.tsa_silent.
        """
        if self.level in (Level.B, Level.T) or self.dry:
            return pdf
        pdf = self._with_store(pdf)
        if self.level is Level.LT:
            return pdf
        stamper = PdfTimeStamper(_Authority(self.stamp))
        out = _asked(
            lambda: finish(stamper.async_timestamp_pdf(open_revision(pdf), DIGEST, validation_context=None))
        )
        made: bytes = out.getvalue()
        # What proves the authority's own certificate is added after its stamp; the next stamp covers it.
        return self._with_store(made)

    def _with_store(self, pdf: bytes) -> bytes:
        lines = list(_lines(pdf, [x509.Certificate.load(one) for one in self.roots]))
        evidence = Evidence()
        for line in lines:
            for pair in pairwise(line):
                evidence += self._known(pair)
        revision = open_revision(pdf)
        DocumentSecurityStore.supply_dss_in_writer(
            revision,
            None,
            certs=[one for line in lines for one in line],
            ocsps=[ocsp.OCSPResponse.load(one) for one in dict.fromkeys(evidence.ocsps)],
            crls=[crl.CertificateList.load(one) for one in dict.fromkeys(evidence.crls)],
        )
        return close_revision(revision)

    def _known(self, pair: tuple[x509.Certificate, x509.Certificate]) -> Evidence:
        found = self.ask([pair])
        certificate = pair[0]
        if not found and (certificate.ocsp_urls or certificate.crl_distribution_points):
            raise SignatureRefused(REVOCATION_SILENT)
        return found


class _Authority(TimeStamper):
    """A time-stamping authority at the other end of `stamp`."""

    def __init__(self, stamp: Callable[[bytes], bytes | None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._stamp = stamp

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        answer = self._stamp(req.dump())
        if answer is None:
            raise SignatureRefused(TSA_SILENT)
        return tsp.TimeStampResp.load(answer, strict=True)


def _asked(ask: Callable[[], Any]) -> Any:
    """pyHanko stumbles over answers that belong to another request (AttributeError)."""
    try:
        return ask()
    except (TimestampRequestError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SignatureRefused(TSA_SILENT, type(error).__name__) from error


def _lines(pdf: bytes, roots: Sequence[x509.Certificate]) -> Iterator[list[x509.Certificate]]:
    """From each signer, and each authority whose stamp a signature carries, up to a root of ours. Of strangers nobody is asked:
    whoever makes a certificate writes the addresses in it."""
    for signature in PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures:
        stamps = find_cms_attribute_iter(
            signature.signer_info["unsigned_attrs"], "signature_time_stamp_token"
        )
        for signed in (signature.signed_data, *(token["content"] for token in stamps)):
            line = _line(signed, roots)
            if line and line[-1] in roots:
                yield line


def _line(signed: cms.SignedData, roots: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    brought = [one.chosen for one in signed["certificates"]]
    known = {one.subject.dump(): one for one in [*brought, *roots]}
    sid = signed["signer_infos"][0]["sid"].chosen
    line = [one for one in brought if _is_named(one, sid)][:1]
    while line and (issuer := known.get(line[-1].issuer.dump())) is not None and issuer not in line:
        line.append(issuer)
    return line


def _is_named(certificate: x509.Certificate, sid: object) -> bool:
    """Two authorities may give the same serial number."""
    return (
        isinstance(sid, cms.IssuerAndSerialNumber)
        and certificate.serial_number == sid["serial_number"].native
        and certificate.issuer == sid["issuer"]
    )
