#!/usr/bin/env python3
"""A second device, written from the specification alone: the core, with Python's library only.

It is its own adapter: platen_device.py COMMAND SESSION [ARGUMENT], as docs/reference/adapter.md
has it. What it remembers stands in SESSION/state.json.
"""
import base64
import datetime
import email.utils
import hashlib
import http.client
import json
import os
import random
import re
import socket
import ssl
import sys
import time
import urllib.parse
import uuid
import xml.etree.ElementTree as xml

NAMESPACE = "{urn:platen:protocol:1}"
DOCUMENT = "application/vnd.platen+xml"
FOR_GOOD = (400, 413, 415, 422)
STOPPING = (b"device-inactive", b"certificate-unknown")
BUILT = 1767225600  # 2026-01-01: a clock that shows less was never set
LARGEST_ANSWER = 1024 * 1024
PATIENCE = 15

# The table of PLT-SYN-011: from and to, in minutes, and the least of each count.
PERIODS = {"interval": (1, 1440), "randomDelay": (0, 1440), "fullEvery": (1, 10080)}

HOST = re.compile(r"https://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?/?")

# Data classes without a shortened form (chapter PRV).
NEVER_MASKED = ("printer-key", "product", "condition", "use", "stock", "time", "device", "way",
                "message", "setting", "site-network", "credential")


class Refused(Exception):
    """What a server gave is not accepted."""


class Device:
    def __init__(self, session):
        self.session = session
        with open(os.path.join(session, "device.properties"), encoding="utf-8") as lines:
            said = [line.strip().split("=", 1) for line in lines if "=" in line and line[0] != "#"]
        self.setup = dict(said)
        self.waits = ""
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
            "tag": "", "ahead": 0, "offset": 0, "rest": 0, "fails": 0, "due": 0,
            "named": {"update": [], "download": []}, "schedule": None, "told": 0, "lost": [],
            "met": {}, "selves": [], "issuers": {}, "out": False,
            "fullEvery": 7 * 24 * 3600, "outboxAge": 30 * 24 * 3600, "shown": ""}
        self.forget()
        return "done", ""

    def forget(self):
        """What does not outlive a start."""
        for kind in ("update", "download"):
            self.state[kind] = {"active": 0, "failures": 0, "probe": 0, "proven": []}
        self.state["offset"] = 0
        self.save()

    def restart(self):
        self.forget()
        return "done", ""

    def is_itself(self):
        """The subject of the certificate is the device's own id (PLT-TLS-020)."""
        with open(self.path("certificate"), encoding="ascii") as pem:
            der = ssl.PEM_cert_to_DER_cert(pem.read())
        return b"\x06\x03\x55\x04\x03" in der and self.setup["device.id"].encode() in der

    def now(self):
        return time.time() + self.state["ahead"]

    def hosts(self, kind):
        """Those of the sync document, then those of the set-up (PLT-LNK-017, PLT-LNK-018)."""
        own = [self.setup[kind + ".url"], self.setup[kind + "2.url"]]
        return list(dict.fromkeys(self.state["named"][kind] + own))

    def send(self, method, kind, path, headers, body=None):
        """One message: a probe that fails, or a stranger's word, is no reason to give it up."""
        for _ in range(4):
            pair, hosts = self.state[kind], self.hosts(kind)
            probe = pair["probe"] and self.now() >= pair["probe"]
            index = 0 if probe else pair["active"]
            status, fields, content = self.once(hosts[index], method, path, headers, body)
            if status == 403 and any(each in content for each in STOPPING) \
                    and hosts[index] in self.state["named"][kind]:
                pair["active"] = len(hosts) - 2  # PLT-LNK-019
                continue
            self.judge(pair, hosts, index, status)
            if not (probe and pair["active"] != 0):
                break
        self.save()
        return status, fields, content

    def ask_why(self):
        """The enrolment host tells, where no other host answers (PLT-TLS-032)."""
        if any(self.once(each, "GET", "/", {}, None)[0] for each in self.hosts("download")):
            return False
        path, host = "/.well-known/platen/diagnosis", self.setup["est.url"]
        status, _, content = self.once(host, "GET", path, {}, None, False)
        if status == 0:  # PLT-TLS-035
            status, _, content = self.once(host, "GET", path, {}, None, False, False)
        return status == 200 and any(each in content for each in STOPPING)  # PLT-TLS-033

    def once(self, host, method, path, headers, body, mutual=True, known=True):
        """At this host alone; no redirect is followed (PLT-LNK-030)."""
        url = urllib.parse.urlsplit(host)
        try:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            context.load_verify_locations(self.path("authority"))
            if known:
                context.load_cert_chain(self.path("certificate"), self.path("key"))
            # Python tells of a CertificateRequest (13) by this hook alone.
            asked = []
            context._msg_callback = lambda *what: asked.append(what[4] == 13)
            link = http.client.HTTPConnection(url.hostname, url.port or 443, timeout=PATIENCE)
            plain = self.connect(url.hostname, url.port or 443)
            try:
                link.sock = context.wrap_socket(plain, server_hostname=url.hostname)
            except ssl.SSLError as failure:
                if mutual:
                    self.obstructed(url, failure)
                raise
            shown = link.sock.getpeercert()
            if mutual and not any(asked):
                self.meet(url, "certificate-stripped", link.sock)
                raise OSError("PLT-TLS-042: it has not asked for a certificate")
            link.request(method, path, body, headers)
            answer = link.getresponse()
            content = answer.read(LARGEST_ANSWER + 1)
            link.close()
            if len(content) > LARGEST_ANSWER:
                return 0, {}, b""
            self.hear(answer.headers.get("Date"), shown)
            if mutual:
                self.is_itself_again(url.netloc)
            return answer.status, answer.headers, content
        except (OSError, http.client.HTTPException) as failure:
            print(failure, file=sys.stderr)
            return 0, {}, b""

    def obstructed(self, url, failure):
        """Why a host was refused (PLT-TLS-040): OpenSSL says what it did not like."""
        if not isinstance(failure, ssl.SSLCertVerificationError):
            reason = str(failure.reason)
            if "PROTOCOL_VERSION" in reason or "UNSUPPORTED_PROTOCOL" in reason:
                self.meet(url, "tls-old", None)
            elif "WRONG_VERSION_NUMBER" in reason:
                self.meet(url, "captive-portal", None)
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((url.hostname, url.port or 443), PATIENCE) as plain:
            with context.wrap_socket(plain, server_hostname=url.hostname) as link:
                issuer = names(link)[0]
                kind = {9: "certificate-not-yet-valid", 10: "certificate-expired", 62: "name-wrong",
                        64: "name-wrong"}.get(failure.verify_code)
                kind = kind or self.stranger(url, link, issuer)
                self.state["selves"] = [each for each in self.state["selves"] if each != url.netloc]
                self.state["issuers"][url.netloc] = issuer
                self.meet(url, kind, link)

    def stranger(self, url, link, issuer):
        """Who it is whom no authority vouches for (PLT-TLS-045)."""
        if url.hostname.encode() not in link.getpeercert(True) and url.hostname != "127.0.0.1":
            return "captive-portal"
        same = [host for host, by in self.state["issuers"].items()
                if by == issuer and host != url.netloc]
        alone = [host for host in self.state["selves"] if host != url.netloc] and not same
        return "authority-unknown" if alone or issuer == names(link)[1] else "tls-opened"

    def meet(self, url, kind, link):
        issuer, _, key = names(link) if link else ("", "", "")
        met = self.state["met"].setdefault(
            " ".join((url.netloc, kind, key)),
            {"host": url.netloc, "kind": kind, "issuer": issuer, "key": key,
             "first": self.told(), "times": 0, "told": 0})
        met["times"], met["last"], met["over"] = met["times"] + 1, self.told(), False
        self.save()

    def is_itself_again(self, host):
        self.state["selves"] = list(set(self.state["selves"] + [host]))
        self.state["issuers"].pop(host, None)
        for met in self.state["met"].values():
            met["over"] = met["over"] or met["host"] == host

    def told(self):
        """The time as reports have it."""
        return datetime.datetime.fromtimestamp(
            self.now() + self.state["offset"], datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def obstacles(self):
        """What the next report tells of them (PLT-TLS-044)."""
        text = ""
        for key, met in list(self.state["met"].items()):
            if not met["told"] or (met["over"] and met["told"] < met["times"]):
                by = 'issuer="%s" key="%s" ' % (met["issuer"], met["key"]) if met["key"] else ""
                text += '<obstacle host="%s" kind="%s" %sfirst="%s" last="%s" times="%d"/>' % (
                    met["host"], met["kind"], by, met["first"], met["last"], met["times"])
                met["told"] = met["times"]
            if met["over"]:
                del self.state["met"][key]
        return text

    def in_the_way(self):
        """For somebody who asks (PLT-TLS-043)."""
        hosts = {urllib.parse.urlsplit(each).hostname
                 for each in self.hosts("update") + self.hosts("download")}
        return "; ".join(
            "%(host)s: %(kind)s, by %(issuer)s, key %(key)s" % met + ", exempt " + " ".join(hosts)
            for met in self.state["met"].values() if not met["over"])

    def connect(self, host, port):
        if "proxy.url" not in self.setup:
            return socket.create_connection((host, port), PATIENCE)
        proxy = urllib.parse.urlsplit(self.setup["proxy.url"])
        link = socket.create_connection((proxy.hostname, proxy.port), PATIENCE)
        target = "%s:%d" % (host, port)
        answer = ask(link, target, "")
        if " 407 " in answer:
            answer = ask(link, target, "Proxy-Authorization: %s\r\n" % self.login(answer, target))
        if " 200 " not in answer:
            link.close()
            raise OSError("the proxy answers: " + answer.split("\r\n")[0])
        return link

    def login(self, challenge, target):
        """By Digest (RFC 7616); readable to all only where it may (PLT-LNK-033)."""
        user, password = self.setup["proxy.user"], self.setup["proxy.password"]
        fields = dict(re.findall(r'(\w+)="?([^",\r]*)"?', challenge))
        if "Digest " not in challenge:
            if self.setup.get("proxy.basic-in-clear") != "true":
                raise OSError("the proxy wants the password in clear text")
            return "Basic " + base64.b64encode((user + ":" + password).encode()).decode()
        nonce, cnonce = fields["nonce"], uuid.uuid4().hex
        response = md5(":".join([
            md5(":".join([user, fields["realm"], password])), nonce, "00000001", cnonce, "auth",
            md5("CONNECT:" + target)]))
        return ('Digest username="%s", realm="%s", nonce="%s", uri="%s", qop=auth, nc=00000001,'
                ' cnonce="%s", response="%s"'
                % (user, fields["realm"], nonce, target, cnonce, response))

    def hear(self, date, shown):
        """What time the host says it is (PLT-LNK-053 to 056)."""
        try:
            told = email.utils.parsedate_to_datetime(date).timestamp()
        except (TypeError, ValueError):
            return
        if BUILT <= told <= ssl.cert_time_to_seconds(shown["notAfter"]):
            off = told - self.now()
            self.state["offset"] = off if abs(off) > 30 else 0

    def judge(self, pair, hosts, index, status):
        """Which host's turn it is after that (PLT-LNK-010, 011, 018)."""
        later = self.now() + random.uniform(15, 45) * 60
        if status not in (0, 404, 408, 429) and status < 500:
            pair["failures"], pair["active"] = 0, index
            pair["proven"] = list(set(pair["proven"] + [hosts[index]]))
            pair["probe"] = pair["probe"] if index else 0
            return
        if index != pair["active"]:
            pair["probe"] = later
            return
        pair["failures"] += 1
        known = index >= len(hosts) - 2 or hosts[index] in pair["proven"]
        if pair["failures"] >= (2 if known else 1):
            pair["active"] = (index + 1) % len(hosts)
            pair["failures"], pair["probe"] = 0, later if pair["active"] else 0

    def wait(self, fields):
        """How long until the next try (PLT-LNK-012, PLT-LNK-013); seconds of the back-off."""
        asked = fields.get("Retry-After")
        if asked:
            seconds = int(asked) if asked.isdigit() else (
                email.utils.parsedate_to_datetime(asked).timestamp() - self.now())
            self.state["rest"] = self.now() + min(max(seconds, 1), 24 * 3600)
            return ""
        drawn = random.uniform(0, min(1800, 2 * 2 ** min(self.state["fails"], 20)))
        self.state["fails"] += 1
        return "%.3f" % drawn

    def sync(self):
        tag = self.state["tag"]
        headers = {"If-None-Match": tag} if tag else {}
        status, fields, content = self.send("GET", "download", "/download/v1/sync", headers)
        if status == 304 and tag:
            return "done", "nothing new"
        self.state["out"] = status == 0 and self.ask_why()
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
        for host in root.findall("%shosts/*" % NAMESPACE):
            if not HOST.fullmatch(host.text or ""):
                raise Refused("PLT-SYN-014: %s" % host.text)
        for mask in root.findall("%spolicy/%sprivacy/%smask" % ((NAMESPACE,) * 3)):
            if mask.get("as") != "none" and mask.get("class") in NEVER_MASKED:
                raise Refused("PLT-PRV-002: %s" % mask.get("class"))
        self.state["fullEvery"] = period(schedule.get("fullEvery"))
        limits = root.find("%spolicy/%slimits" % (NAMESPACE, NAMESPACE))
        if limits is not None:
            self.state["outboxAge"] = period(limits.get("outboxAge", "PT720H"))
        self.state["schedule"] = dict(schedule.attrib)
        for kind in ("update", "download"):
            found = root.findall("%shosts/%s%s" % (NAMESPACE, NAMESPACE, kind))
            self.state["named"][kind] = [each.text or each.get("url", "") for each in found]

    def start(self):
        self.cycle()
        return "done", ""

    def cycle(self):
        """Sync and report, and when the next is due (PLT-LNK-040, PLT-LNK-041)."""
        try:
            self.sync()
        except Refused as refusal:
            print(refusal, file=sys.stderr)
        if self.state["out"]:
            self.state["due"] = self.now() + random.uniform(12, 24) * 3600
            self.save()
            return
        self.report()
        by = self.state["schedule"] or {
            "from": "05:00:00", "to": "19:00:00", "interval": "PT1H", "randomDelay": "PT10M"}
        interval = period(by["interval"])
        digest = hashlib.sha256(self.setup["device.id"].encode()).digest()
        phase = int.from_bytes(digest[:6], "big") % interval
        day = (self.now() // 86400 - 1) * 86400
        while True:
            slot, end = day + clock(by["from"]) + phase, day + clock(by["to"])
            end += 86400 if end <= day + clock(by["from"]) else 0
            while slot < end:
                if slot > self.now():
                    delay = random.uniform(0, min(period(by["randomDelay"]), end - slot))
                    self.state["due"] = slot + delay
                    self.save()
                    return
                slot += interval
            day += 86400

    def clock(self, seconds):
        """Time passes; cycles begin when they are due."""
        then = self.now() + seconds
        while self.state["due"] and self.state["due"] <= then:
            self.state["ahead"] += max(0, self.state["due"] - self.now())
            self.cycle()
        self.state["ahead"] += then - self.now()
        self.save()
        return "done", ""

    def drop(self):
        """What is too old goes, the oldest first, and is named (PLT-RPT-024, PLT-RPT-036)."""
        while self.state["waiting"]:
            sequence, _, created = self.state["waiting"][0]
            if self.now() - created <= self.state["outboxAge"]:
                return
            self.state["waiting"].pop(0)
            self.state["lost"].append(sequence)
            self.state["full"] = True

    def report(self):
        self.drop()
        if self.now() - self.state["told"] >= self.state["fullEvery"]:
            self.state["full"] = True
        sequence = self.state["last"] + 1
        kind = 'kind="full"' if self.state["full"] else 'kind="delta" base="%d"' % (sequence - 1)
        now = self.now() + self.state["offset"]
        quality = "server" if self.state["offset"] else "unset" if now < BUILT else "synchronised"
        now = self.told()
        lost = "".join('<lost first="%d" last="%d" reason="outbox-full"/>' % (each, each)
                       for each in self.state["lost"]) + self.obstacles()
        self.state["waiting"].append([sequence, (
            '<?xml version="1.0" encoding="UTF-8"?><report xmlns="urn:platen:protocol:1" v="1.0"'
            ' device="%s" epoch="%s" sequence="%d" %s created="%s" clock="%s">%s</report>'
            % (self.setup["device.id"], self.state["epoch"], sequence, kind, now, quality, lost)),
            self.now()])
        if self.state["full"]:
            self.state["told"] = self.now()
        self.state["last"], self.state["full"], self.state["lost"] = sequence, False, []
        self.save()
        while self.state["waiting"]:
            sequence, body, _ = self.state["waiting"][0]
            if self.now() < self.state["rest"]:
                return "failed", "a host has asked to wait"
            self.state["shown"] = body
            status, fields, content = self.send(
                "POST", "update", "/update/v1/reports", {"Content-Type": DOCUMENT}, body.encode())
            if not self.is_done_with(sequence, status, content):
                self.waits = self.wait(fields)
                self.save()
                return "failed", "no receipt for report %d: %d" % (sequence, status)
            self.state["waiting"].pop(0)
            self.state["fails"] = 0
            self.save()
        return "done", ""

    def show(self, file):
        """The last report that left, for somebody at the device (PLT-PRV-003)."""
        with open(file, "w", encoding="utf-8") as shown:
            shown.write(self.state["shown"])
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


def ask(link, target, login):
    link.sendall(("CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n" % (target, target, login)).encode())
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = link.recv(1)
        if not byte:
            break
        head += byte
    return head.decode("ascii", "replace")


def names(link):
    """Issuer and subject of what a host has shown, and the print of the topmost key."""
    chain = [each.public_bytes(2) for each in link._sslobj.get_unverified_chain()]
    body = Der(chain[0]).inside().inside().skip(3)
    issuer = body.whole()
    subject = body.skip(2).whole()
    key = Der(chain[-1]).inside().inside().skip(6).whole()
    return common_name(issuer), common_name(subject), hashlib.sha256(key).hexdigest()


def common_name(name):
    """Names of one common name only, which is short."""
    at = name.find(b"\x06\x03\x55\x04\x03")
    return "CN=" + name[at + 7:at + 7 + name[at + 6]].decode()


class Der:
    """As much of X.690 as it takes to find a field of a certificate."""
    def __init__(self, data):
        self.data = data

    def head(self):
        size = self.data[1]
        if size < 128:
            return 2, size
        return 2 + size - 128, int.from_bytes(self.data[2:2 + size - 128], "big")

    def inside(self):
        start, length = self.head()
        return Der(self.data[start:start + length])

    def whole(self):
        return self.data[:sum(self.head())]

    def skip(self, fields):
        return Der(self.data[sum(self.head()):]).skip(fields - 1) if fields else self


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()


def clock(text):
    """Seconds of 05:00 or 05:00:00 since midnight; the site is where UTC is."""
    return sum(int(part) * unit for part, unit in zip(text.split(":"), (3600, 60, 1)))


def period(text):
    """Seconds of PT1H30M; -1 of anything else."""
    parts = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?", text)
    if not parts:
        return -1
    hours, minutes, seconds = (int(each or 0) for each in parts.groups())
    return hours * 3600 + minutes * 60 + seconds


def run(command, session, argument):
    device = Device(session)
    if command == "clock":
        return device.clock(int(argument)) + ("",)
    if command == "show":
        return device.show(argument) + ("",)
    if command == "state":
        return "done", device.in_the_way(), ""
    if command not in ("init", "sync", "report", "start", "restart"):
        return "unsupported", "this device has the core only", ""
    if not device.is_itself():
        return "refused", "PLT-TLS-020: the certificate is another device's", ""
    try:
        return getattr(device, command)() + (device.waits,)
    except Refused as refusal:
        return "refused", str(refusal), ""


if __name__ == "__main__":
    outcome, detail, waits = run(sys.argv[1], sys.argv[2], (sys.argv + [""])[3])
    answer = {"outcome": outcome, "detail": detail, "waits": waits}
    if sys.argv[1] == "state":
        answer["obstacles"] = detail
    print(json.dumps(answer))
