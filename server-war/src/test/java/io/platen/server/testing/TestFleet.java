package io.platen.server.testing;

import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.report.Report;
import io.platen.server.audit.Audit;
import io.platen.server.command.control.CommandDelivery;
import io.platen.server.command.control.CommandOrders;
import io.platen.server.command.control.OrderKeys;
import io.platen.server.database.Database;
import io.platen.server.enrolment.control.ActivationCodes;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.enrolment.control.Devices;
import io.platen.server.enrolment.control.Enrolment;
import io.platen.server.enrolment.control.IssuingAuthority;
import io.platen.server.enrolment.control.OperationalAuthorities;
import io.platen.server.enrolment.control.Renewal;
import io.platen.server.fleet.control.AlertQueries;
import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.control.FleetQueries;
import io.platen.server.fleet.control.FleetWriter;
import io.platen.server.fleet.control.Merges;
import io.platen.server.fleet.control.MeterHistory;
import io.platen.server.fleet.control.OverviewQueries;
import io.platen.server.fleet.control.PrinterMatches;
import io.platen.server.fleet.control.UnmatchedModels;
import io.platen.server.ingest.control.Ingest;
import io.platen.server.live.control.Channels;
import io.platen.server.live.control.Presence;
import io.platen.server.operation.Revocations;
import io.platen.server.rollout.control.UpdateReports;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The server from its door for reports to its queries, over a real database. */
public final class TestFleet {
  public static final long TENANT = 1;
  public static final long OTHER_TENANT = 2;
  public static final UUID DEVICE = UUID.fromString("00000000-0000-4000-8000-000000000001");
  public static final UUID OTHER_DEVICE = UUID.fromString("00000000-0000-4000-8000-000000000002");

  private final TestDatabase test;
  private Instant now = Instant.parse("2026-11-22T06:00:05Z");

  public final Database database;
  public final FleetQueries queries;
  public final AlertQueries alerts;
  public final OverviewQueries overview;
  public final MeterHistory meters;
  public final UnmatchedModels unmatched;
  public final PrinterMatches matches;
  public final Merges merges;
  public final FleetChanges changes;
  public final IssuingAuthority authority;
  public final DeviceGate gate;
  public final Enrolment enrolment;
  public final Renewal renewal;
  public final Ingest ingest;
  public final OrderKeys orderKeys;
  public final CommandOrders orders;
  public final CommandDelivery delivery;

  public TestFleet(TestDatabase test) {
    this.test = test;
    InstantSource clock = () -> now;
    database = test.database();
    queries = new FleetQueries(database, clock);
    alerts = new AlertQueries(database);
    overview = new OverviewQueries(database, alerts, clock);
    meters = new MeterHistory(database);
    unmatched = new UnmatchedModels(database);
    changes = new FleetChanges(database);
    matches = new PrinterMatches(database, queries, clock);
    merges = new Merges(database, changes, clock);
    authority = TestEnrolment.authority();
    gate = new DeviceGate(database, authority, new OperationalAuthorities(Optional.empty()), clock);
    enrolment = new Enrolment(database, authority, clock);
    renewal = new Renewal(database, gate, authority, clock);
    ingest = new Ingest(database, gate, new FleetWriter(), new UpdateReports(), changes, clock);
    orderKeys = new OrderKeys(authority, "no-such-folder");
    orders = new CommandOrders(database, orderKeys, clock);
    delivery = new CommandDelivery(database, orderKeys, clock);
  }

  /** Those of one node. */
  public Channels channels() {
    return new Channels(
        gate,
        new Revocations(Optional.empty()),
        new Presence(database, this::now),
        new CommandDelivery(database, orderKeys, this::now),
        changes,
        this::now);
  }

  /** Records of devices, with codes by the authority of tests. */
  public Devices devices(Audit audit, InstantSource clock) {
    ActivationCodes codes = new ActivationCodes(test.entities(), authority, clock);
    return new Devices(test.entities(), audit, codes, clock);
  }

  /** Two tenants with a device each. */
  public TestFleet withTenants() {
    for (long tenant : new long[] {TENANT, OTHER_TENANT}) {
      test.execute("INSERT INTO tenant VALUES (" + tenant + ", 'Tenant " + tenant + "', now())");
    }
    device(TENANT, DEVICE);
    device(OTHER_TENANT, OTHER_DEVICE);
    return this;
  }

  public void device(long tenant, UUID id) {
    test.execute(
        "INSERT INTO device (id, tenant, name, state, created) VALUES ('"
            + id
            + "', "
            + tenant
            + ", 'Device "
            + id.toString().substring(30)
            + "', 'CREATED', '2026-11-01T00:00:00Z')");
  }

  public Instant now() {
    return now;
  }

  public void setTime(String time) {
    now = Instant.parse(time);
  }

  public byte[] send(TestReport report) {
    return send(new AdmittedDevice(TENANT, DEVICE), report.build());
  }

  public byte[] send(AdmittedDevice device, Report report) {
    return ingest.store(device, report, sha256(ReportCodec.write(report)), "192.0.2.1");
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
