"""What the server keeps, in SQLite: records of devices, identities of reports, printers with their parts, readings."""

import hashlib
import sqlite3
import threading
import time
from contextlib import contextmanager

from lxml import etree

from documents import Problem

TABLES = """
CREATE TABLE IF NOT EXISTS device (id TEXT PRIMARY KEY, state TEXT NOT NULL, epoch TEXT, sequence INTEGER);
CREATE TABLE IF NOT EXISTS report (
  device TEXT, epoch TEXT, sequence INTEGER, digest BLOB NOT NULL, stored REAL NOT NULL, PRIMARY KEY (device, epoch, sequence));
CREATE INDEX IF NOT EXISTS report_stored ON report (stored);
CREATE TABLE IF NOT EXISTS part (device TEXT, printer TEXT, name TEXT, xml TEXT NOT NULL, PRIMARY KEY (device, printer, name));
CREATE TABLE IF NOT EXISTS reading (
  device TEXT, printer TEXT, meter TEXT, marker TEXT, unit TEXT, value INTEGER, read TEXT,
  PRIMARY KEY (device, printer, meter, marker, read));
"""


class Store:
    def __init__(self, file, days):
        """`days`: how long the identity of a report is known."""
        self.lock, self.days = threading.Lock(), days
        self.database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")  # [PLT-RPT-004] each commit waits until the disk has it
        self.database.executescript(TABLES)

    @contextmanager
    def transaction(self):
        """All of the block, or nothing of it."""
        with self.lock:
            self.database.execute("BEGIN IMMEDIATE")
            with self.database:
                yield self.database

    def admit(self, states):
        """The operator's word, except that a record that became active is not made new again."""
        with self.transaction() as db:
            db.executemany(
                "INSERT INTO device (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state"
                " WHERE NOT (excluded.state = 'created' AND device.state = 'active')", states.items())

    def state(self, device):
        """The state of a record, or None where there is no record."""
        with self.lock:
            row = self.database.execute("SELECT state FROM device WHERE id = ?", (device,)).fetchone()
        return row and row[0]

    def activate(self, device):
        """[PLT-TLS-009]"""
        with self.transaction() as db:
            db.execute("UPDATE device SET state = 'active' WHERE id = ? AND state = 'created'", (device,))

    def take(self, report, body):
        """Steps 5 to 7 of chapter RPT. When this returns, the report is durable; when it raises, nothing of it is there."""
        device, epoch, sequence = report.get("device"), report.get("epoch"), int(report.get("sequence"))
        identity, digest = (device, epoch, sequence), hashlib.sha256(body).digest()
        with self.transaction() as db:
            db.execute("DELETE FROM report WHERE stored < ?", (time.time() - (self.days + 1) * 86400,))  # [PLT-RPT-009]
            known = db.execute("SELECT digest FROM report WHERE (device, epoch, sequence) = (?, ?, ?)", identity).fetchone()
            if known and known[0] == digest:
                return  # [PLT-RPT-007]
            if known:
                raise Problem("sequence-reused", f"Report {sequence} of this epoch is stored with another body; "
                              "a new body takes a new sequence", "PLT-RPT-008")
            state = db.execute("SELECT epoch, sequence FROM device WHERE id = ?", (device,)).fetchone()
            if report.get("kind") == "delta" and state != (epoch, int(report.get("base"))):
                raise Problem("base-unknown", f"The state after report {report.get('base')} is not what is known here; "
                              "send a full report", "PLT-RPT-013")
            seen = db.execute("SELECT 1 FROM report WHERE device = ? AND epoch = ?", (device, epoch)).fetchone()
            db.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?)", (*identity, digest, time.time()))
            if state[1] < sequence if state[0] == epoch else not seen:  # a full report that comes late brings its readings only
                db.execute("UPDATE device SET epoch = ?, sequence = ? WHERE id = ?", (epoch, sequence, device))
                _keep_parts(db, device, report)
            _keep_readings(db, device, report)


def _keep_parts(db, device, report):
    """[PLT-RPT-016] [PLT-RPT-017] A part is whole; one that a delta does not have stays as it was."""
    if report.get("kind") == "full":
        db.execute("DELETE FROM part WHERE device = ?", (device,))
    for removed in report.iterfind("{*}removed"):  # [PLT-RPT-035] its readings stay
        db.execute("DELETE FROM part WHERE device = ? AND printer = ?", (device, removed.get("key")))
    for part in report.iterfind("{*}printer/*"):
        xml = etree.tostring(part, encoding="unicode", with_tail=False)
        name = etree.QName(part).localname
        db.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", (device, part.getparent().get("key"), name, xml))


def _keep_readings(db, device, report):
    for printer in report.iterfind("{*}printer"):
        for meter in printer.iterfind("{*}meters/*"):
            db.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)", (
                device, printer.get("key"), meter.get("name"), meter.get("marker", ""), meter.get("unit"),
                int(meter.get("value")), printer.get("read")))
