package io.platen.server.enrolment.control;

import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.enrolment.entity.DeviceState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a device's record on every request: TLS sessions are resumed and connections are kept,
 * so a certificate alone proves nothing about now.
 */
@ApplicationScoped
public class DeviceGate {
  private static final String[] ADMITTED = DeviceState.admitted();

  private Database database;
  private IssuingAuthority authority;
  private OperationalAuthorities others;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected DeviceGate() {}

  @Inject
  public DeviceGate(
      Database database,
      IssuingAuthority authority,
      OperationalAuthorities others,
      InstantSource clock) {
    this.database = database;
    this.authority = authority;
    this.others = others;
    this.clock = clock;
  }

  /** What record and certificate say; changes nothing. */
  public Admission look(UUID id, X509Certificate certificate) {
    return find(id, certificate).admission();
  }

  /**
   * Those of these devices that their certificates let in no more: one statement, however many.
   *
   * @param shown devices, each with the certificate that it came with
   */
  public Out out(Map<UUID, X509Certificate> shown) {
    List<UUID> ids = new ArrayList<>();
    List<byte[]> prints = new ArrayList<>();
    List<Boolean> own = new ArrayList<>();
    Set<UUID> inactive = new HashSet<>();
    Set<UUID> outdated = new HashSet<>();
    shown.forEach(
        (id, certificate) -> {
          ids.add(id);
          prints.add(DeviceCertificates.print(certificate));
          own.add(authority.hasIssued(certificate));
          if (hasEnded(certificate)
              || (!authority.hasIssued(certificate) && !others.haveIssued(certificate))) {
            outdated.add(id);
          }
        });
    database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT shown.id, coalesce(d.state = ANY (?), false)"
                      + " FROM unnest(?::uuid[], ?::bytea[], ?::boolean[])"
                      + " AS shown (id, print, own) LEFT JOIN device d ON d.id = shown.id"
                      + " LEFT JOIN device_certificate c ON c.tenant = d.tenant"
                      + " AND c.device = d.id AND c.print = shown.print"
                      + " WHERE d.id IS NULL OR d.state <> ALL (?)"
                      + " OR (shown.own AND (c.print IS NULL OR c.superseded IS NOT NULL))")) {
            query.setArray(1, connection.createArrayOf("text", ADMITTED));
            query.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            query.setArray(3, connection.createArrayOf("bytea", prints.toArray(byte[][]::new)));
            query.setArray(4, connection.createArrayOf("boolean", own.toArray()));
            query.setArray(5, connection.createArrayOf("text", ADMITTED));
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                (row.getBoolean(2) ? outdated : inactive).add(row.getObject(1, UUID.class));
              }
              return inactive;
            }
          }
        });
    outdated.removeAll(inactive);
    return new Out(inactive, outdated);
  }

  /**
   * Devices that are let in no more.
   *
   * @param inactive whatever they show
   * @param outdated with what they have shown, and perhaps with a newer certificate
   */
  public record Out(Set<UUID> inactive, Set<UUID> outdated) {
    public Out {
      inactive = Set.copyOf(inactive);
      outdated = Set.copyOf(outdated);
    }
  }

  /**
   * The same for a device that comes to a host for devices. The first time that it comes with a
   * certificate shows that it has it, and the one before counts no more.
   *
   * @param tls12 whether it came by TLS 1.2, which is noted when it changes
   */
  public Admission enter(UUID id, X509Certificate certificate, boolean tls12) {
    Found found = find(id, certificate);
    Came came = new Came(tls12, !authority.hasIssued(certificate));
    if (!found.before().equals(came)) {
      known(found.admission()).ifPresent(device -> note(device, came));
    }
    if (found.isFirstUse() && found.admission() instanceof Admission.Admitted admitted) {
      database.inTransaction(
          connection -> {
            new DeviceCertificates(connection, admitted.device(), clock.instant())
                .used(DeviceCertificates.print(certificate));
            return found;
          });
    }
    if (found.isFirstOfCopy() && found.admission() instanceof Admission.Superseded superseded) {
      noteCopy(superseded.id(), certificate);
    }
    return found.admission();
  }

  /** Whose way of coming is noted: also who comes with what has ended. */
  private static Optional<AdmittedDevice> known(Admission admission) {
    if (admission instanceof Admission.Admitted admitted) {
      return Optional.of(admitted.device());
    }
    return admission instanceof Admission.Ended ended
        ? Optional.of(new AdmittedDevice(ended.tenant(), ended.id()))
        : Optional.empty();
  }

  private void note(AdmittedDevice device, Came came) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE device SET tls12 = ?, others_certificate = ? WHERE tenant = ? AND id = ?")) {
            update.setBoolean(1, came.tls12());
            update.setBoolean(2, came.others());
            update.setLong(3, device.tenant());
            update.setObject(4, device.id());
            return update.executeUpdate();
          }
        });
  }

  /**
   * The device has come with its next certificate before: who shows this one is a copy, or was put
   * back from a backup. It is noted once a certificate.
   */
  private void noteCopy(UUID id, X509Certificate certificate) {
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          Optional<Long> tenant = DeviceCertificates.shownAfter(connection, id, certificate, now);
          if (tenant.isPresent()) {
            Audit.record(
                connection,
                new Audit.Entry(
                    now, tenant.get(), "device " + id, "device.copy-seen", id.toString()));
          }
          return tenant;
        });
  }

  /**
   * How a device came.
   *
   * @param others with a certificate of another authority than the server's own
   */
  private record Came(boolean tls12, boolean others) {}

  /**
   * @param isFirstOfCopy whether the certificate was replaced and is shown for the first time since
   * @param before how the device came the last time
   */
  private record Found(
      Admission admission, boolean isFirstUse, boolean isFirstOfCopy, Came before) {}

  private Found find(UUID id, X509Certificate certificate) {
    boolean own = authority.hasIssued(certificate);
    return database.read(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT d.tenant, d.state, d.tls12, d.others_certificate, c.print, c.first_used,"
                      + " c.superseded, c.shown_after"
                      + " FROM device d"
                      + " LEFT JOIN device_certificate c"
                      + " ON c.tenant = d.tenant AND c.device = d.id AND c.print = ?"
                      + " WHERE d.id = ?")) {
            query.setBytes(1, DeviceCertificates.print(certificate));
            query.setObject(2, id);
            try (ResultSet row = query.executeQuery()) {
              if (!row.next()) {
                return new Found(new Admission.Unknown(id), false, false, new Came(false, false));
              }
              boolean counts =
                  own
                      ? row.getObject("print") != null && row.getObject("superseded") == null
                      // [PLT-ENR-020] What a factory gave counts only where its authority does.
                      : others.haveIssued(certificate);
              boolean first = own && row.getObject("first_used") == null;
              boolean copy =
                  own
                      && row.getObject("superseded") != null
                      && row.getObject("shown_after") == null;
              return new Found(
                  judge(id, row, counts, certificate),
                  first,
                  copy,
                  new Came(row.getBoolean("tls12"), row.getBoolean("others_certificate")));
            }
          }
        });
  }

  private Admission judge(UUID id, ResultSet row, boolean counts, X509Certificate certificate)
      throws SQLException {
    long tenant = row.getLong("tenant");
    DeviceState state = DeviceState.valueOf(row.getString("state"));
    boolean ended = hasEnded(certificate);
    if (!state.isAdmitted()) {
      return new Admission.Inactive(tenant, id, state, counts && !ended);
    }
    if (!counts) {
      return new Admission.Superseded(id);
    }
    return ended
        ? new Admission.Ended(tenant, id, certificate.getNotAfter().toInstant())
        : new Admission.Admitted(new AdmittedDevice(tenant, id));
  }

  /** [PLT-TLS-005] TLS has looked when the connection began, and that may be long ago. */
  private boolean hasEnded(X509Certificate certificate) {
    return clock.instant().isAfter(certificate.getNotAfter().toInstant());
  }

  /** Notes a contact that brings no report; the first one makes the device active. */
  public void touch(AdmittedDevice device, @Nullable String address) {
    database.inTransaction(
        connection -> touch(connection, device, clock.instant(), null, address, null));
  }

  /**
   * Notes a contact in the transaction of a report, and locks the record until its end.
   *
   * @param software null keeps what was known, as does a null clock
   * @return false when the device has been cut off meanwhile
   */
  public boolean touch(
      Connection connection,
      AdmittedDevice device,
      Instant now,
      @Nullable String software,
      @Nullable String address,
      @Nullable String clockQuality)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE device SET last_contact = ?, activated = coalesce(activated, ?),"
                + " state = 'ACTIVE', software = coalesce(?, software),"
                + " address = coalesce(?, address), clock = coalesce(?, clock)"
                + " WHERE tenant = ? AND id = ? AND state IN ('CREATED', 'PENDING', 'ACTIVE')")) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setObject(2, now.atOffset(ZoneOffset.UTC));
      update.setString(3, software);
      update.setString(4, address);
      update.setString(5, clockQuality);
      update.setLong(6, device.tenant());
      update.setObject(7, device.id());
      return update.executeUpdate() == 1;
    }
  }
}
