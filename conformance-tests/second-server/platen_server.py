#!/usr/bin/env python3
"""A small Platen server of the profile core, written from the specification alone. See README.md.

    python3 platen_server.py server.ini
"""

import configparser
import hashlib
import re
import secrets
import signal
import socket
import sqlite3
import ssl
import sys
import threading
import time
import traceback
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

try:
    from lxml import etree
except ImportError:
    sys.exit("platen_server: this Python has no lxml; Debian: apt-get install python3-lxml, and /usr/bin/python3")

from documents import DOCUMENT, PROBLEM, PROTOCOL, Problem, Specification, check_report, read
from store import Store

ADMITTED = ("created", "pending", "active")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Server:
    """What it does with a request. Each listener has its own table of paths and methods (PLT-TLS-003)."""

    def __init__(self, file):
        config = configparser.ConfigParser()
        config.read_string(Path(file).read_text("utf-8"))
        self.config, self.folder = config["server"], Path(file).parent
        self.specification = Specification(self.file("specification"))
        self.limits = self.specification.limits
        self.store = Store(self.file("database"), self.limits["report-identity-days"])
        self.store.admit(config["devices"])
        files = (self.folder / self.config.get("profiles", "profiles")).glob("*.xml")
        self.profiles = [each.read_bytes() for each in sorted(files)]
        on_devices = {"/update/v1/reports": {"POST": self.take_report}, "/download/v1/sync": {"GET": self.sync, "HEAD": self.sync}}
        for profile in self.profiles:  # [PLT-SYN-040] every other name is not found
            on_devices["/download/v1/profiles/" + sha256(profile)] = {
                "GET": lambda request, device, profile=profile: request.answer(200, profile, DOCUMENT)}
        on_diagnosis = {"/.well-known/platen/diagnosis": {"GET": self.diagnose}}
        self.hosts = [self.listen(port, on_devices, self.admit) for port in self.config["device-ports"].split()]
        self.diagnosis = self.listen(self.config["diagnosis-port"], on_diagnosis, None)

    def file(self, key):
        return str(self.folder / self.config[key])

    def listen(self, port, routes, admit):
        """A listener; with `admit` it is one for devices only. Gives its address."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file("certificate"), self.file("key"))
        context.load_verify_locations(self.file("device-authority"))
        context.num_tickets = 0  # each connection shows its certificate anew
        context.minimum_version = ssl.TLSVersion.TLSv1_3  # [PLT-TLS-002] [PLT-TLS-057]
        if admit:
            context.verify_mode = ssl.CERT_REQUIRED  # [PLT-TLS-001] [PLT-TLS-004] [PLT-TLS-005]
        else:
            context.verify_mode = ssl.CERT_OPTIONAL
            context.verify_flags |= 0x200000  # X509_V_FLAG_NO_CHECK_TIME: to tell a device that its certificate is outdated
        http = Listener((self.config.get("address", "127.0.0.1"), int(port)), Handler)
        http.specification, http.routes, http.admit = self.specification, routes, admit
        http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=http.serve_forever, daemon=True).start()
        return f"https://{self.config.get('host', 'localhost')}:{http.server_port}"

    def admit(self, certificate):
        """[PLT-TLS-006] to [PLT-TLS-009], on every request: the id of the device, whose record is active from now on."""
        if is_outdated(certificate):
            raise EOFError  # a connection that outlived its certificate ends without an answer
        device = self.identify(certificate)
        self.store.activate(device)
        return device

    def identify(self, certificate):
        """The id of a device that may come in. `certificate` is as `ssl` gives it, {} for none."""
        subject = [pair for part in certificate.get("subject", ()) for pair in part]
        device = subject[0][1] if len(subject) == 1 and subject[0][0] == "commonName" else None
        state = self.store.state(device)
        if state is None:
            raise Problem("certificate-unknown", "This certificate belongs to no device of this server; ask its operator", "PLT-TLS-007")
        if state not in ADMITTED:
            raise Problem("device-inactive", f"The record of this device is {state}; ask the operator of the server", "PLT-TLS-008")
        return device

    def take_report(self, request, device):
        """The steps of chapter RPT; the first was taken by `admit`."""
        body = request.read_body(self.limits["document-bytes"])
        report = read(body, self.specification)
        check_report(report)
        if report.get("device") != device:
            raise Problem("device-mismatch", "The report names another device than the certificate", "PLT-RPT-003")
        self.store.take(report, body)
        identity = " ".join(f'{name}="{report.get(name)}"' for name in ("device", "epoch", "sequence"))
        request.answer(200, f'{DECLARATION}<receipt xmlns="{PROTOCOL}" v="1.0" {identity}/>'.encode(), DOCUMENT)

    def sync(self, request, device):
        body = self.sync_document(device).encode()
        tag = '"' + hashlib.sha256(body).hexdigest()[:32] + '"'  # [PLT-SYN-003]
        asked = [t.strip().removeprefix("W/") for t in request.headers.get("If-None-Match", "").split(",")]
        if tag in asked or "*" in asked:  # [PLT-SYN-004]
            request.answer(304, ETag=tag)
        else:
            request.answer(200, body, DOCUMENT, ETag=tag)

    def sync_document(self, device):
        """[PLT-SYN-002] All devices get the defaults of chapter SYN."""
        limits = self.limits
        hosts = "".join(f"<{kind}>{host}</{kind}>" for kind in ("update", "download") for host in self.hosts[:2])
        return f"""{DECLARATION}<sync xmlns="{PROTOCOL}" v="1.0" device="{device}">
  <hosts>{hosts}</hosts>
  <policy>
    <schedule from="05:00" to="19:00" interval="PT{limits['interval']}M" randomDelay="PT{limits['random-delay']}M"
        fullEvery="PT{limits['full-every']}M"/>
    <limits bodyBytes="{limits['document-bytes']}" printersPerReport="{limits['printers-per-report']}"
        outboxBytes="{limits['outbox-bytes']}" outboxAge="PT{limits['outbox-hours']}H" packetsPerSecond="{limits['packets-per-second']}"/>
    <privacy/>
  </policy>
  <discovery/>
  <profiles>{"".join(map(listed, self.profiles))}</profiles>
</sync>
"""

    def diagnose(self, request, _):
        """[PLT-TLS-034]"""
        certificate = request.certificate()
        try:
            if certificate and is_outdated(certificate):
                raise Problem("certificate-unknown", f"The certificate ended at {certificate['notAfter']}; renew it", "PLT-TLS-005")
            self.identify(certificate)
            request.answer(204)
        except Problem as problem:
            request.refuse(problem, 200)


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A handshake that failed, or a client that went away: no answer is due."""


class Handler(BaseHTTPRequestHandler):
    """HTTP of one connection."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True
    body_left = False  # whether a body of the request has not been read to its end

    def setup(self):
        self.request.settimeout(self.timeout)
        self.request.do_handshake()  # in the connection's own thread: a silent client must not hold up the others
        super().setup()

    def __getattr__(self, name):
        """[PLT-GEN-001] Any method is looked at, so that a wrong one too gets a problem."""
        if name.startswith("do_"):
            return self.handle_request
        raise AttributeError(name)

    def handle_request(self):
        self.body_left = "Transfer-Encoding" in self.headers or self.headers.get("Content-Length", "0").strip() != "0"
        try:
            device = self.server.admit(self.certificate()) if self.server.admit else None
            methods = self.server.routes.get(self.path.partition("?")[0])
            if not methods:
                raise Problem("not-found", "There is nothing here; look at the address and the port")
            if self.command not in methods:
                raise Problem("method-not-allowed", f"Only {' and '.join(methods)} will do here")
            methods[self.command](self, device)
        except Problem as problem:
            self.refuse(problem)
        except sqlite3.Error:
            self.log_message("%s", traceback.format_exc())
            self.refuse(Problem("unavailable", "Nothing can be stored now; send the same again", None, 30 + secrets.randbelow(90)))
        except (OSError, EOFError):
            self.close_connection = True
        except Exception:
            self.log_message("%s", traceback.format_exc())
            self.refuse(Problem("internal", "The server failed; send the same again later"))

    def certificate(self):
        return self.request.getpeercert() or {}

    def read_body(self, limit):
        """[PLT-LNK-001] to [PLT-LNK-005] The body, unpacked; nothing beyond the limit is read or inflated."""
        if self.headers.get("Content-Type", "").partition(";")[0].strip().lower() != DOCUMENT:
            raise Problem("unsupported-media-type", f"Send {DOCUMENT}", "PLT-LNK-005")
        coding = ", ".join(self.headers.get_all("Content-Encoding", [])).strip().lower()
        if coding not in ("", "gzip", "x-gzip"):
            raise Problem("unsupported-media-type", "Send the body as it is, or in gzip", "PLT-LNK-005")
        if "Transfer-Encoding" in self.headers:
            body = b"".join(self.read_chunks(limit))
        else:
            body = self.read_exactly(_size(self.headers.get("Content-Length", ""), 10, limit))
        self.body_left = False
        return inflate(body, limit) if coding else body

    def read_chunks(self, left):
        while size := _size(self.rfile.readline(1000).decode("latin-1").partition(";")[0], 16, left):
            left -= size
            yield self.read_exactly(size)
            self.rfile.readline(3)
        while self.rfile.readline(1000).strip():
            pass  # trailers

    def read_exactly(self, size):
        data = self.rfile.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def answer(self, status, body=b"", media=None, **headers):
        """[PLT-LNK-052] `send_response` writes Date. Where a body was left, the connection is of no more use."""
        self.close_connection = self.close_connection or self.body_left
        self.send_response(status)
        if media:
            headers["Content-Type"] = media
        if status not in (204, 304):
            headers["Content-Length"] = len(body)
        if self.close_connection:
            headers["Connection"] = "close"
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def refuse(self, problem, status=None):
        """[PLT-GEN-005] The log has the instance."""
        instance = secrets.token_hex(4)
        self.log_message("%s %s %s: %s", instance, self.certificate().get("subject"), problem.token, problem)
        headers = {"Retry-After": problem.retry_after} if problem.retry_after else {}
        if problem.token == "method-not-allowed":
            headers["Allow"] = ", ".join(self.server.routes[self.path.partition("?")[0]])
        status = status or int(self.server.specification.problems[problem.token].get("httpStatus"))
        self.answer(status, self.server.specification.write(problem, instance), PROBLEM, **headers)

    def send_error(self, code, message=None, explain=None):
        """What http.server itself refuses: a request that is no HTTP, or has too long a head."""
        self.close_connection = self.body_left = True
        self.request_version = self.protocol_version
        self.refuse(Problem("too-large" if code in (414, 431) else "malformed", "The request is not HTTP as it is read here"))

    def version_string(self):
        return "second-server"

    def finish(self):
        """A client that is refused early may still be sending: it hears the answer only where its bytes are taken for a while."""
        super().finish()
        until = time.monotonic() + 2
        try:
            if self.body_left:
                self.request.shutdown(socket.SHUT_WR)
                self.request.settimeout(0.5)
                while time.monotonic() < until and self.request.recv(65536):
                    pass
        except OSError:
            pass  # it went away


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def listed(profile):
    """A printer profile in a sync document."""
    root = etree.fromstring(profile, etree.XMLParser(resolve_entities=False, no_network=True))
    return f'<profile id="{root.get("id")}" version="{root.get("version")}" sha256="{sha256(profile)}" length="{len(profile)}"/>'


def is_outdated(certificate):
    return ssl.cert_time_to_seconds(certificate["notAfter"]) < time.time()


def _size(digits, base, limit):
    """The length of a body or of a chunk, which the limit on the wire allows."""
    digits = digits.strip()
    if not re.fullmatch("[0-9]+" if base == 10 else "[0-9A-Fa-f]+", digits):
        raise Problem("malformed", "The request does not say how long its body is")
    if len(digits) > 12 or int(digits, base) > limit:
        raise Problem("too-large", "The body is larger than the limit", "PLT-LNK-002")
    return int(digits, base)


def inflate(packed, limit):
    """One member of gzip, whole, and nothing behind it."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        body = unpacking.decompress(packed, limit + 1)
    except zlib.error as e:
        raise Problem("malformed", "The body says it is gzip, and is not", "PLT-LNK-004") from e
    if len(body) > limit:
        raise Problem("too-large", f"The body has more than {limit} bytes, unpacked", "PLT-LNK-003")
    if not unpacking.eof or unpacking.unused_data:
        raise Problem("malformed", "The body in gzip is cut off, or goes on after its end", "PLT-LNK-004")
    return body


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})  # inherited by all threads
    try:
        server = Server(sys.argv[1])
    except Exception as e:  # whatever is wrong with the configuration or the files that it names
        sys.exit(f"The server does not start with {sys.argv[1]}: {type(e).__name__}: {e}")
    print("ready", *(f"device={host}" for host in server.hosts), f"diagnosis={server.diagnosis}", flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    server.store.lock.acquire()  # who is committing has committed, and nobody begins


if __name__ == "__main__":
    main()
