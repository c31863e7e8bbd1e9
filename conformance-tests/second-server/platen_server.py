#!/usr/bin/env python3
"""A small Platen server of the profile core, written from the specification alone. See README.md.

    python3 platen_server.py server.ini
"""

import configparser
import hashlib
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
from xml.sax.saxutils import quoteattr

from documents import DOCUMENT, PROBLEM, PROTOCOL, Problem, Specification, check_report, read
from store import Store

ADMITTED = ("created", "pending", "active")
DIAGNOSIS = "/.well-known/platen/diagnosis"


class Handler(BaseHTTPRequestHandler):
    """HTTP of one connection. What it does with a request stands in `routes` of its listener."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True

    def setup(self):
        # The handshake belongs to the connection's own thread: a silent client must not hold up the others.
        self.request.settimeout(self.timeout)
        self.request.do_handshake()
        super().setup()

    def answer_request(self):
        self.body_left = self.has_body()
        try:
            self.listener.look_at_client(self)
            path = self.path.partition("?")[0]
            if path not in self.listener.routes:
                raise Problem("not-found", "There is nothing here; look at the address and the port")
            methods = self.listener.routes[path]
            if self.command not in methods:
                raise Problem("method-not-allowed", f"Only {' and '.join(methods)} will do here")
            methods[self.command](self)
        except Problem as problem:
            self.send_problem(problem)
        except (sqlite3.Error, MemoryError):
            self.log_message("%s", traceback.format_exc())
            self.send_problem(Problem("unavailable", "Nothing can be stored now; send the same again", retry_after=30 + secrets.randbelow(90)))
        except (OSError, EOFError):
            self.close_connection = True
        except Exception:
            self.log_message("%s", traceback.format_exc())
            self.send_problem(Problem("internal", "The server failed; send the same again later"))

    def __getattr__(self, name):
        """[PLT-GEN-001] Any method is looked at, so that a wrong one too gets a problem."""
        if name.startswith("do_"):
            return self.answer_request
        raise AttributeError(name)

    @property
    def listener(self):
        return self.server.listener

    def certificate(self):
        """The certificate of the TLS connection, {} where the client showed none."""
        return self.request.getpeercert() or {}

    # Bodies

    def has_body(self):
        return "Transfer-Encoding" in self.headers or self.headers.get("Content-Length", "0").strip() != "0"

    def read_body(self):
        """[PLT-LNK-001] to [PLT-LNK-005] The body, unpacked; nothing beyond the limit is read or inflated."""
        limit = self.listener.specification.limits["document-bytes"]
        media, *parameters = [p.strip().lower() for p in self.headers.get("Content-Type", "").split(";")]
        if media != DOCUMENT or any(p.startswith("charset=") and p[8:].strip('"') != "utf-8" for p in parameters):
            raise Problem("unsupported-media-type", f"Send {DOCUMENT}", "PLT-LNK-005")
        coding = ", ".join(self.headers.get_all("Content-Encoding", [])).strip().lower()
        if coding not in ("", "gzip", "x-gzip"):
            raise Problem("unsupported-media-type", "Send the body as it is, or in gzip", "PLT-LNK-005")
        body = b"".join(self.chunks(limit))
        self.body_left = False
        return inflate(body, limit) if coding else body

    def chunks(self, limit):
        """The parts of the body as they come, up to the limit on the wire."""
        left = limit
        if "Transfer-Encoding" not in self.headers:
            length = self.headers.get("Content-Length", "").strip()
            if not (length.isascii() and length.isdigit()):
                raise Problem("malformed", "The request says no length", "PLT-LNK-002")
            if len(length) > 12 or int(length) > limit:
                raise _too_large(limit)
            yield self.read_exactly(int(length))
            return
        while True:
            try:
                size = int(self.rfile.readline(1000).split(b";")[0], 16)
            except ValueError:
                raise Problem("malformed", "The body is not chunked as it says") from None
            left -= size
            if size < 0 or left < 0:
                raise _too_large(limit)
            if size == 0:
                while self.rfile.readline(1000) not in (b"\r\n", b"\n", b""):
                    pass
                return
            yield self.read_exactly(size)
            self.rfile.readline(3)

    def read_exactly(self, size):
        data = self.rfile.read(size)
        if len(data) < size:
            raise EOFError
        return data

    # Answers

    def send(self, status, body=b"", media=None, **headers):
        """[PLT-LNK-052] `send_response` writes Date."""
        if self.body_left:
            self.close_connection = True
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if media:
            self.send_header("Content-Type", media)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_problem(self, problem, status=None):
        instance = secrets.token_hex(4)
        self.log_message("%s %s %s: %s", instance, self.certificate().get("subject", "no certificate"), problem.token, problem)
        kind = self.listener.specification.problems[problem.token]
        headers = {"Retry_After": problem.retry_after} if problem.retry_after else {}
        if problem.token == "method-not-allowed":
            headers["Allow"] = ", ".join(self.listener.routes[self.path.partition("?")[0]])
        self.send(status or int(kind.get("httpStatus")), self.listener.specification.write(problem, instance), PROBLEM, **headers)

    def send_error(self, code, message=None, explain=None):
        """What http.server itself refuses: a request that is no HTTP, or is too long."""
        self.close_connection, self.body_left = True, True
        self.request_version = self.protocol_version
        token = "too-large" if code in (413, 414, 431) else "malformed"
        self.send_problem(Problem(token, "The request is not HTTP as it is read here"))

    def version_string(self):
        return "second-server"

    def finish(self):
        """A client that is refused early may still be sending: it hears the answer only where its bytes are taken for a while."""
        super().finish()
        if getattr(self, "body_left", False):
            until = time.monotonic() + 2
            try:
                self.request.shutdown(socket.SHUT_WR)
                self.request.settimeout(0.5)
                while time.monotonic() < until and self.request.recv(65536):
                    pass
            except OSError:
                pass


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


def is_outdated(certificate):
    return ssl.cert_time_to_seconds(certificate["notAfter"]) < time.time()


def _too_large(limit):
    return Problem("too-large", f"The body has more than {limit} bytes", "PLT-LNK-002")


class DeviceListener:
    """Update and download hosts."""

    def __init__(self, server):
        self.server, self.specification = server, server.specification
        self.routes = {"/update/v1/reports": {"POST": self.take_report}, "/download/v1/sync": {"GET": self.sync, "HEAD": self.sync}}

    def look_at_client(self, request):
        """[PLT-TLS-005] to [PLT-TLS-009], on every request."""
        certificate = request.certificate()
        if is_outdated(certificate):
            raise EOFError  # a connection that outlived its certificate
        request.device = self.server.identify(certificate)
        self.server.store.activate(request.device)

    def take_report(self, request):
        """The steps of chapter RPT; the first was taken by `look_at_client`."""
        body = request.read_body()
        report = read(body, self.specification)
        check_report(report)
        if report.get("device") != request.device:
            raise Problem("device-mismatch", "The report names another device than the certificate", "PLT-RPT-003")
        self.server.store.take(report, body)
        receipt = "".join(f" {n}={quoteattr(report.get(n))}" for n in ("device", "epoch", "sequence"))
        request.send(200, f'<?xml version="1.0" encoding="UTF-8"?>\n<receipt xmlns="{PROTOCOL}" v="1.0"{receipt}/>'.encode(), DOCUMENT)

    def sync(self, request):
        body = self.server.sync_document(request.device).encode()
        tag = '"' + hashlib.sha256(body).hexdigest()[:32] + '"'  # [PLT-SYN-003]
        asked = [t.strip().removeprefix("W/") for t in request.headers.get("If-None-Match", "").split(",")]
        if tag in asked or "*" in asked:
            request.send(304, ETag=tag)
        else:
            request.send(200, body, DOCUMENT, ETag=tag)


class DiagnosisListener:
    """Says what is wrong with a certificate."""

    def __init__(self, server):
        self.server, self.specification = server, server.specification
        self.routes = {DIAGNOSIS: {"GET": self.diagnose}}

    def look_at_client(self, request):
        pass

    def diagnose(self, request):
        certificate = request.certificate()
        try:
            if certificate and is_outdated(certificate):
                raise Problem("certificate-unknown", f"The certificate is valid until {certificate['notAfter']} only; renew it", "PLT-TLS-005")
            self.server.identify(certificate)
        except Problem as problem:
            request.send_problem(problem, 200)
        else:
            request.send(204)


class Server:
    def __init__(self, file):
        config = configparser.ConfigParser()
        with open(file, encoding="utf-8") as lines:
            config.read_file(lines)
        self.config, self.folder = config["server"], Path(file).parent
        self.specification = Specification(self.file("specification"))
        self.store = Store(self.file("database"), self.specification.limits["report-identity-days"])
        self.store.admit_devices(config["devices"])
        self.devices = [self.listen(DeviceListener(self), port, True) for port in self.config["device-ports"].split()]
        self.diagnosis = self.listen(DiagnosisListener(self), self.config["diagnosis-port"], False)

    def file(self, key):
        return str(self.folder / self.config[key])

    def listen(self, listener, port, devices_only):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file("certificate"), self.file("key"))
        context.load_verify_locations(self.file("device-authority"))
        context.num_tickets = 0  # each connection shows its certificate anew
        if devices_only:
            context.minimum_version = ssl.TLSVersion.TLSv1_3  # [PLT-TLS-002]
        else:
            context.verify_flags |= 0x200000  # X509_V_FLAG_NO_CHECK_TIME: to tell a device that its certificate is outdated
        context.verify_mode = ssl.CERT_REQUIRED if devices_only else ssl.CERT_OPTIONAL
        http = QuietServer((self.config.get("address", "127.0.0.1"), int(port)), Handler)
        http.listener = listener
        http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=http.serve_forever, daemon=True).start()
        return f"https://{self.config.get('host', 'localhost')}:{http.server_port}"

    def identify(self, certificate):
        """[PLT-TLS-006] to [PLT-TLS-008] The id of an admitted device."""
        subject = certificate.get("subject", ())
        names = [value for part in subject for key, value in part]
        state = self.store.state(names[0]) if subject == ((("commonName", names[0] if names else ""),),) else None
        if state is None:
            raise Problem("certificate-unknown", "This certificate belongs to no device of this server; ask its operator", "PLT-TLS-007")
        if state not in ADMITTED:
            raise Problem("device-inactive", f"The record of this device is {state}; ask the operator of the server", "PLT-TLS-008")
        return names[0]

    def sync_document(self, device):
        hosts = "".join(f"<{k}>{host}</{k}>" for k in ("update", "download") for host in self.devices[:2])
        limit = self.specification.limits
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<sync xmlns="{PROTOCOL}" v="1.0" device="{device}">
  <hosts>{hosts}</hosts>
  <policy>
    <schedule from="05:00" to="19:00" interval="PT{limit['interval']}M" randomDelay="PT{limit['random-delay']}M" fullEvery="PT{limit['full-every']}M"/>
    <limits bodyBytes="{limit['document-bytes']}" printersPerReport="{limit['printers-per-report']}" outboxBytes="{limit['outbox-bytes']}"
        outboxAge="PT{limit['outbox-hours']}H" packetsPerSecond="{limit['packets-per-second']}"/>
    <privacy/>
  </policy>
  <discovery/>
</sync>
"""


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A handshake that failed, or a client that went away: no answer is due."""


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})  # inherited by all threads
    server = Server(sys.argv[1])
    print("ready", *(f"device={host}" for host in server.devices), f"diagnosis={server.diagnosis}", flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    with server.store:  # whoever is committing has committed, and nobody begins
        pass


if __name__ == "__main__":
    main()
