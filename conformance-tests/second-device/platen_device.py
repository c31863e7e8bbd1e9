#!/usr/bin/env python3
"""A second device, written from the specification alone: the core, with Python's library only.

It is its own adapter: platen_device.py COMMAND SESSION [ARGUMENT], as docs/reference/adapter.md
has it. What it remembers stands in SESSION/state.json.
"""
import datetime
import http.client
import json
import os
import re
import ssl
import sys
import urllib.parse
import uuid
import xml.etree.ElementTree as xml

NAMESPACE = "{urn:platen:protocol:1}"
DOCUMENT = "application/vnd.platen+xml"
FOR_GOOD = (400, 413, 415, 422)
LARGEST_ANSWER = 1024 * 1024
PATIENCE = 15

# The table of PLT-SYN-011: from and to, in minutes, and the least of each count.
PERIODS = {"interval": (1, 1440), "randomDelay": (0, 1440), "fullEvery": (1, 10080)}


class Refused(Exception):
    """What a server gave is not accepted."""


class Device:
    def __init__(self, session):
        self.session = session
        with open(os.path.join(session, "device.properties"), encoding="utf-8") as lines:
            said = [line.strip().split("=", 1) for line in lines if "=" in line and line[0] != "#"]
        self.setup = dict(said)
        self.file = os.path.join(session, "state.json")
        self.state = {}
        if os.path.exists(self.file):
            with open(self.file, encoding="utf-8") as state:
                self.state = json.load(state)

    def path(self, key):
        return os.path.join(self.session, self.setup[key])

    def save(self):
        """Durably, before anything is sent (PLT-RPT-001)."""
        with open(self.file + ".new", "w", encoding="utf-8") as state:
            json.dump(self.state, state)
            state.flush()
            os.fsync(state.fileno())
        os.replace(self.file + ".new", self.file)

    def init(self):
        self.state = {
            "epoch": str(uuid.uuid4()), "last": 0, "full": True, "waiting": [],
            "tag": "", "host": 0, "failures": 0}
        self.save()
        return "done", ""

    def is_itself(self):
        """The subject of the certificate is the device's own id (PLT-TLS-020)."""
        with open(self.path("certificate"), encoding="ascii") as pem:
            der = ssl.PEM_cert_to_DER_cert(pem.read())
        return b"\x06\x03\x55\x04\x03" in der and self.setup["device.id"].encode() in der

    def send(self, method, kind, path, headers, body=None):
        """One try at the host whose turn it is; no redirect is followed (PLT-LNK-030)."""
        key = kind + (".url" if self.state["host"] == 0 else "2.url")
        host = urllib.parse.urlsplit(self.setup[key])
        try:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            context.load_verify_locations(self.path("authority"))
            context.load_cert_chain(self.path("certificate"), self.path("key"))
            link = http.client.HTTPSConnection(
                host.hostname, host.port or 443, timeout=PATIENCE, context=context)
            link.request(method, path, body, headers)
            answer = link.getresponse()
            content = answer.read(LARGEST_ANSWER + 1)
            link.close()
            status, fields = answer.status, answer.headers
            if len(content) > LARGEST_ANSWER:
                status, content = 0, b""
        except (OSError, http.client.HTTPException) as failure:
            print(failure, file=sys.stderr)
            status, fields, content = 0, {}, b""
        self.count(status)
        return status, fields, content

    def count(self, status):
        """Two failures in a row at one host turn to the other (PLT-LNK-010)."""
        failed = status == 0 or status >= 500
        self.state["failures"] = self.state["failures"] + 1 if failed else 0
        if self.state["failures"] >= 2:
            self.state["host"] = 1 - self.state["host"]
            self.state["failures"] = 0
        self.save()

    def sync(self):
        tag = self.state["tag"]
        headers = {"If-None-Match": tag} if tag else {}
        status, fields, content = self.send("GET", "download", "/download/v1/sync", headers)
        if status == 304 and tag:
            return "done", "nothing new"
        if status != 200:
            return "failed", "no sync document: %d" % status
        self.check(content)
        self.state["tag"] = fields.get("ETag", "")
        self.save()
        return "done", ""

    def check(self, content):
        root = parsed(content)
        if root.tag != NAMESPACE + "sync" or root.get("device") != self.setup["device.id"]:
            raise Refused("PLT-SYN-013: not for this device")
        schedule = root.find("%spolicy/%sschedule" % (NAMESPACE, NAMESPACE))
        if schedule is None:
            raise Refused("no schedule")
        for name, (least, most) in PERIODS.items():
            seconds = period(schedule.get(name, ""))
            if not least * 60 <= seconds <= most * 60:
                raise Refused("PLT-SYN-011: %s is %s" % (name, schedule.get(name)))

    def report(self):
        sequence = self.state["last"] + 1
        kind = 'kind="full"' if self.state["full"] else 'kind="delta" base="%d"' % (sequence - 1)
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.state["waiting"].append([sequence, (
            '<?xml version="1.0" encoding="UTF-8"?><report xmlns="urn:platen:protocol:1" v="1.0"'
            ' device="%s" epoch="%s" sequence="%d" %s created="%s" clock="synchronised"/>'
            % (self.setup["device.id"], self.state["epoch"], sequence, kind, now))])
        self.state["last"], self.state["full"] = sequence, False
        self.save()
        while self.state["waiting"]:
            sequence, body = self.state["waiting"][0]
            status, _, content = self.send(
                "POST", "update", "/update/v1/reports", {"Content-Type": DOCUMENT}, body.encode())
            if not self.is_done_with(sequence, status, content):
                return "failed", "no receipt for report %d: %d" % (sequence, status)
            self.state["waiting"].pop(0)
            self.save()
        return "done", ""

    def is_done_with(self, sequence, status, content):
        """Acknowledged by its receipt, or refused for good: then all is told anew."""
        if status == 200:
            return self.is_receipt(sequence, content)
        if status in FOR_GOOD or (status == 409 and b"base-unknown" in content):
            self.state["full"] = True
            return True
        return False

    def is_receipt(self, sequence, content):
        try:
            root = parsed(content)
        except Refused:
            return False
        return (root.tag == NAMESPACE + "receipt" and root.get("epoch") == self.state["epoch"]
                and root.get("device") == self.setup["device.id"]
                and root.get("sequence") == str(sequence))


def parsed(content):
    if b"<!" in content:
        raise Refused("a document type, comment or CDATA")
    try:
        return xml.fromstring(content)
    except xml.ParseError as fault:
        raise Refused("not well-formed: %s" % fault) from fault


def period(text):
    """Seconds of PT1H30M; -1 of anything else."""
    parts = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", text)
    if not parts:
        return -1
    hours, minutes, seconds = (int(each or 0) for each in parts.groups())
    return hours * 3600 + minutes * 60 + seconds


def run(command, session):
    device = Device(session)
    if command == "clock":
        return "done", "it waits for nothing between tries"
    if command == "state":
        return "done", "%d reports wait" % len(device.state["waiting"])
    if command not in ("init", "sync", "report"):
        return "unsupported", "this device has the core only"
    if not device.is_itself():
        return "refused", "PLT-TLS-020: the certificate is another device's"
    try:
        return getattr(device, command)()
    except Refused as refusal:
        return "refused", str(refusal)


if __name__ == "__main__":
    outcome, detail = run(sys.argv[1], sys.argv[2])
    print(json.dumps({"outcome": outcome, "detail": detail}))
