"""What the server keeps, in SQLite: records of devices, identities of reports, printers with their parts, readings."""

import hashlib
import sqlite3
import threading
import time

from lxml import etree

from documents import Problem, parts

TABLES = """
CREATE TABLE IF NOT EXISTS device (id TEXT PRIMARY KEY, state TEXT NOT NULL, epoch TEXT, sequence INTEGER);
CREATE TABLE IF NOT EXISTS report (
  device TEXT, epoch TEXT, sequence INTEGER, digest BLOB NOT NULL, stored REAL NOT NULL, PRIMARY KEY (device, epoch, sequence));
CREATE INDEX IF NOT EXISTS report_stored ON report (stored);
CREATE TABLE IF NOT EXISTS printer (device TEXT, key TEXT, watched INTEGER NOT NULL, PRIMARY KEY (device, key));
CREATE TABLE IF NOT EXISTS part (device TEXT, key TEXT, name TEXT, xml TEXT NOT NULL, PRIMARY KEY (device, key, name));
CREATE TABLE IF NOT EXISTS reading (
  device TEXT, key TEXT, meter TEXT, marker TEXT, unit TEXT, value INTEGER, read TEXT,
  PRIMARY KEY (device, key, meter, marker, read));
CREATE VIEW IF NOT EXISTS use AS  -- [PLT-RPT-034] a meter that fell counts anew from there
  SELECT device, key, meter, marker, unit, read, max(0, value - lag(value, 1, value) OVER series) AS used FROM reading
  WINDOW series AS (PARTITION BY device, key, meter, marker ORDER BY read);
"""


class Store:
    def __init__(self, file, days):
        """`days`: how long the identity of a report is known."""
        self.lock, self.days = threading.Lock(), days
        self.database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")  # [PLT-RPT-004] each commit waits until the disk has it
        self.database.executescript(TABLES)

    def __enter__(self):
        """One transaction: committed at the end of the block, or nothing of it."""
        self.lock.acquire()
        try:
            self.database.execute("BEGIN IMMEDIATE")
        except BaseException:
            self.lock.release()
            raise
        return self.database

    def __exit__(self, failure, *_):
        try:
            self.database.execute("ROLLBACK" if failure else "COMMIT")
        except BaseException:
            if self.database.in_transaction:
                self.database.execute("ROLLBACK")
            raise
        finally:
            self.lock.release()

    def admit_devices(self, states):
        """The operator's word, except that a record that became active is not made new again."""
        with self as db:
            db.executemany(
                "INSERT INTO device (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state"
                " WHERE NOT (excluded.state = 'created' AND device.state = 'active')", states.items())

    def state(self, device):
        """The state of a record, or None where there is no record."""
        with self as db:
            row = db.execute("SELECT state FROM device WHERE id = ?", (device,)).fetchone()
        return row and row[0]

    def activate(self, device):
        """[PLT-TLS-009]"""
        with self as db:
            db.execute("UPDATE device SET state = 'active' WHERE id = ? AND state = 'created'", (device,))

    def take(self, report, body):
        """Steps 5 to 7 of chapter RPT. When this returns, the report is durable; when it raises, nothing of it is there."""
        device, epoch, sequence = report.get("device"), report.get("epoch"), int(report.get("sequence"))
        digest = hashlib.sha256(body).digest()
        with self as db:
            db.execute("DELETE FROM report WHERE stored < ?", (time.time() - (self.days + 1) * 86400,))  # [PLT-RPT-009]
            known = db.execute("SELECT digest FROM report WHERE (device, epoch, sequence) = (?, ?, ?)", (device, epoch, sequence)).fetchone()
            if known and known[0] == digest:
                return  # [PLT-RPT-007]
            if known:
                raise Problem("sequence-reused", f"Report {sequence} of this epoch is stored with another body; "
                              "a new body takes a new sequence", "PLT-RPT-008")
            state = db.execute("SELECT epoch, sequence FROM device WHERE id = ?", (device,)).fetchone()
            if report.get("kind") == "delta" and state != (epoch, int(report.get("base"))):
                raise Problem("base-unknown", f"The state after report {report.get('base')} is not what is known here; "
                              "send a full report", "PLT-RPT-013")
            db.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?)", (device, epoch, sequence, digest, time.time()))
            if state[0] != epoch or state[1] < sequence:  # a full report that was overtaken changes nothing but the readings
                db.execute("UPDATE device SET epoch = ?, sequence = ? WHERE id = ?", (epoch, sequence, device))
                _keep_state(db, device, report)
            _keep_readings(db, device, report)


def _keep_state(db, device, report):
    if report.get("kind") == "full":
        db.execute("UPDATE printer SET watched = 0 WHERE device = ?", (device,))
        db.execute("DELETE FROM part WHERE device = ?", (device,))
    for removed in report.iterfind("{*}removed"):  # [PLT-RPT-035] its readings stay
        db.execute("UPDATE printer SET watched = 0 WHERE device = ? AND key = ?", (device, removed.get("key")))
        db.execute("DELETE FROM part WHERE device = ? AND key = ?", (device, removed.get("key")))
    for printer in report.iterfind("{*}printer"):
        row = (device, printer.get("key"))
        db.execute("INSERT OR REPLACE INTO printer VALUES (?, ?, 1)", row)
        for name, part in parts(printer).items():  # [PLT-RPT-016] [PLT-RPT-017] a part is whole; one that is not there stays
            xml = etree.tostring(part, encoding="unicode", with_tail=False)
            db.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)", (*row, name, xml))


def _keep_readings(db, device, report):
    for printer in report.iterfind("{*}printer"):
        for meter in printer.iterfind("{*}meters/*"):
            db.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)", (
                device, printer.get("key"), meter.get("name"), meter.get("marker", ""), meter.get("unit"),
                int(meter.get("value")), printer.get("read")))
