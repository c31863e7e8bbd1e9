"""Documents of the Platen protocol: read without harm (chapter XML), checked (chapter RPT), written (chapter GEN)."""

import re
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape

from lxml import etree

PROTOCOL = "urn:platen:protocol:1"
DOCUMENT = "application/vnd.platen+xml"
PROBLEM = "application/problem+xml"
REGISTRY = "{urn:platen:registry:1}"


class Problem(Exception):
    """An error answer; the token is one of the registry of problem types, `requirement` the id that was violated."""

    def __init__(self, token, detail, requirement=None, retry_after=None):
        super().__init__(detail)
        self.token, self.detail, self.requirement, self.retry_after = token, detail, requirement, retry_after


class Specification:
    """The schema and the registries, read from the folder `io/platen/protocol` of the protocol's archive."""

    def __init__(self, folder):
        self.schema = etree.XMLSchema(file=str(Path(folder) / "schema" / "protocol.xsd"))
        self.problems = {e.get("token"): e for e in self._entries(folder, "problem-types")}
        self.limits = {e.get("token"): int(e.get("value")) for e in self._entries(folder, "limits")}

    @staticmethod
    def _entries(folder, name):
        return etree.parse(str(Path(folder) / "registry" / f"{name}.xml")).iter(REGISTRY + "entry")

    def write(self, problem, instance):
        """[PLT-GEN-001] [PLT-GEN-002] The problem as RFC 9457 in XML; status and retryable are the registry's."""
        kind = self.problems[problem.token]
        members = {
            "type": f"urn:platen:problem:{problem.token}", "title": kind.text, "status": kind.get("httpStatus"),
            "detail": problem.detail, "instance": instance, "retryable": kind.get("retryable"),
            "retryAfter": problem.retry_after, "requirement": problem.requirement}
        body = "".join(f"<{k}>{escape(str(v))}</{k}>" for k, v in members.items() if v is not None)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<problem xmlns="urn:ietf:rfc:7807">{body}</problem>'.encode()


def read(body, specification):
    """The root element of a document, valid by the schema and without anything of a foreign namespace."""
    limit = specification.limits["document-bytes"]
    if len(body) > limit:
        raise Problem("too-large", f"The document has more than {limit} bytes", "PLT-XML-007")
    _check_encoding(body)
    root = _Reader(specification.limits).read(body)
    if not specification.schema.validate(root):
        error = specification.schema.error_log[0]
        raise Problem("schema-violation", f"The document does not follow its schema: {error.message[:300]}", "PLT-XML-016")
    return root


def _check_encoding(body):
    """[PLT-XML-002] [PLT-XML-003] UTF-8, and said to be UTF-8 or not said at all."""
    declared = re.match(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']", body)
    marked = body[:3] == b"\xef\xbb\xbf" or body[:2] in (b"\xfe\xff", b"\xff\xfe") or body[:3] == b"+/v"
    wide = b"\0" in body[:2] or body[:4] == b"\x4c\x6f\xa7\x94"  # UTF-16 or UTF-32 without a mark; EBCDIC
    if marked or wide or declared and declared[1].lower() != b"utf-8":
        raise Problem("unsupported-media-type", "Send the document in UTF-8, without a byte order mark", "PLT-XML-002")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as e:
        raise Problem("malformed", f"The bytes from {e.start} on are not UTF-8", "PLT-XML-003") from None


class _Reader:
    """One pass over the bytes. It counts against the limits, stops at what is forbidden, and leaves out what is foreign."""

    def __init__(self, limits):
        self.limits, self.tree = limits, etree.TreeBuilder()
        self.open = []  # of each open element: how many children it has had
        self.foreign = 0  # how many levels deep the reader is in what it ignores
        self.parts = self.text = self.namespaces = 0
        self.parser = expat.ParserCreate(namespace_separator="\x01")
        self.parser.namespace_prefixes = self.parser.ordered_attributes = True
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartDoctypeDeclHandler = self.forbidden("a document type", "PLT-XML-004")
        self.parser.ProcessingInstructionHandler = self.forbidden("a processing instruction", "PLT-XML-005")
        self.parser.CommentHandler = self.forbidden("a comment", "PLT-XML-006")
        self.parser.StartNamespaceDeclHandler = self.namespace
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def read(self, body):
        if re.match(rb"(<\?xml\s[^>]*\?>)?\s*<!DOCTYPE", body):  # expat would first read what it declares
            self.forbidden("a document type", "PLT-XML-004")()
        try:
            self.parser.Parse(body, True)
        except expat.ExpatError as e:
            raise Problem("malformed", f"Not well-formed: {expat.ErrorString(e.code)}, line {e.lineno}", "PLT-XML-001") from None
        return self.tree.close()

    def forbidden(self, what, requirement):
        def refuse(*_):
            raise Problem("construct-forbidden", f"The document holds {what}: leave it out", requirement)
        return refuse

    def declaration(self, version, _encoding, _standalone):
        if version != "1.0":
            raise Problem("malformed", "The document is not XML 1.0", "PLT-XML-001")

    def bound(self, number, limit, requirement):
        if number > self.limits[limit]:
            raise Problem("too-large", f"Beyond the limit {limit} of {self.limits[limit]}", requirement)

    def namespace(self, prefix, uri):
        self.namespaces += 1
        self.bound(self.namespaces, "element-namespaces", "PLT-XML-015")
        self.bound(_length(prefix or ""), "name-characters", "PLT-XML-010")
        self.bound(_length(uri or ""), "attribute-characters", "PLT-XML-013")

    def start(self, name, attributes):
        self.tag()
        self.namespaces = 0
        if self.open:
            self.open[-1] += 1
            self.bound(self.open[-1], "element-children", "PLT-XML-012")
        self.open.append(0)
        self.bound(len(self.open), "element-depth", "PLT-XML-008")
        pairs = list(zip(attributes[::2], attributes[1::2]))
        self.bound(len(pairs), "element-attributes", "PLT-XML-009")
        for part in [p for n in (name, *attributes[::2]) for p in n.split("\x01")[1:] or [n]]:
            self.bound(_length(part), "name-characters", "PLT-XML-010")
        for _, value in pairs:
            self.bound(_length(value), "attribute-characters", "PLT-XML-013")
        own = {n: v for n, v in pairs if "\x01" not in n}  # [PLT-XML-020] the others are foreign
        if len(self.open) == 1:
            _check_version(name.split("\x01")[0] if "\x01" in name else "", own)
        if self.foreign or not self.is_own(name):
            self.foreign += 1
        else:
            self.tree.start(_tag(name), own)

    def is_own(self, name):
        """Without a namespace counts as own: the schema refuses it. So does a root, wherever it comes from."""
        return len(self.open) == 1 or "\x01" not in name or name.startswith(PROTOCOL + "\x01")

    def end(self, name):
        self.tag()
        self.open.pop()
        if self.foreign:
            self.foreign -= 1
        else:
            self.tree.end(_tag(name))

    def tag(self):
        self.parts += 1
        self.text = 0
        self.bound(self.parts, "document-parts", "PLT-XML-011")

    def characters(self, data):
        self.parts += not self.text
        self.text += _length(data)
        self.bound(self.parts, "document-parts", "PLT-XML-011")
        self.bound(self.text, "text-characters", "PLT-XML-014")
        if not self.foreign:
            self.tree.data(data)


def _length(text):
    return len(text) + sum(c > "\uffff" for c in text)


def _tag(name):
    """The parser gives `namespace 1 local name 1 prefix`, where 1 is U+0001, and a bare name where there is no namespace."""
    namespace, *local = name.split("\x01")
    return f"{{{namespace}}}{local[0]}" if local else name


def _check_version(namespace, attributes):
    """[PLT-XML-017] [PLT-XML-018] Before anything else of the document: who may read it."""
    major = re.fullmatch(r"urn:platen:protocol:(\d+)", namespace)
    version = re.match(r"(\d+)\.", attributes.get("v", ""))
    if major and major[1] != "1" or version and version[1] != "1":
        raise Problem("version-unknown", "This server speaks version 1 of the protocol", "PLT-XML-017")
    unknown = attributes.get("mustUnderstand", "").split()
    if unknown:
        raise Problem("must-understand", f"This server does not know {unknown[0][:80]}", "PLT-XML-018")


def check_report(report):
    """The rules of chapter RPT that a schema cannot say. All are answered with schema-violation."""
    def demand(holds, detail, requirement):
        if not holds:
            raise Problem("schema-violation", detail, requirement)

    def once(keys, what, requirement):
        keys = list(keys)
        demand(len(keys) == len(set(keys)), f"A {what} stands there twice", requirement)

    demand(report.tag == f"{{{PROTOCOL}}}report", "Only reports are taken here", "PLT-XML-016")
    sequence, base = int(report.get("sequence")), report.get("base")
    if report.get("kind") == "full":
        demand(base is None, "A full report has no base", "PLT-RPT-011")
        demand(report.find("{*}removed") is None, "A full report removes nothing: leave the printer out", "PLT-RPT-018")
    else:
        demand(base is not None and int(base) < sequence, "A delta names a base before its own sequence", "PLT-RPT-011")
    once((p.get("key") for p in report if _local(p) in ("printer", "removed")), "printer", "PLT-RPT-019")
    for rows in report.iterfind("{*}printer/*"):
        if _local(rows) == "meters":
            once(((m.get("name"), m.get("marker")) for m in rows), "meter", "PLT-RPT-022")
        elif _local(rows) in ("supplies", "trays", "alerts"):
            once((row.get("index") for row in rows), "row's index", "PLT-RPT-022")
    for printer in report.iterfind("{*}printer"):
        read = _time(printer.get("read"))
        for row in printer.iterfind("*/*[@asOf]"):
            demand(_time(row.get("asOf")) <= read, "A value is of after its printer's reading", "PLT-RPT-041")
    before = 0
    for lost in report.iterfind("{*}lost"):
        first, last = int(lost.get("first")), int(lost.get("last"))
        demand(before < first <= last < sequence, "Lost sequences run upwards and lie before the report's own", "PLT-RPT-025")
        before = last


def _time(text):
    """A time of the schema as something that compares: all are in UTC, fractions differ in length."""
    seconds, _, fraction = text[:-1].partition(".")
    return seconds, fraction.ljust(9, "0")


def _local(element):
    return etree.QName(element).localname
