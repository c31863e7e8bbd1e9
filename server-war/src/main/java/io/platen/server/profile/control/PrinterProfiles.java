package io.platen.server.profile.control;

import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Tenant;
import io.platen.server.audit.Audit;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.profile.entity.StoredProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a tenant's devices are told to read by. A change reaches a device with its next sync. */
@ApplicationScoped
public class PrinterProfiles {
  /** As many as a sync document may list. */
  static final int MOST = 64;

  private static final String FIELD = "profile";

  private EntityManager entities;
  private Audit audit;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected PrinterProfiles() {}

  @Inject
  public PrinterProfiles(EntityManager entities, Audit audit, InstantSource clock) {
    this.entities = entities;
    this.audit = audit;
    this.clock = clock;
  }

  /** In the order of their ids. */
  @Transactional
  public List<StoredProfile> list(long tenant) {
    return listed(tenant, "").getResultList();
  }

  /** As a sync document lists them; the documents themselves are not read. */
  @Transactional
  public List<ListedProfile> ofDevices(long tenant) {
    return entities
        .createQuery(
            "SELECT p.name, p.version, p.sha256, p.length FROM StoredProfile p"
                + " WHERE p.tenant = :tenant AND p.withdrawn IS NULL ORDER BY p.name",
            Object[].class)
        .setParameter("tenant", tenant)
        .getResultStream()
        .map(row -> new ListedProfile((String) row[0], (int) row[1], (String) row[2], (int) row[3]))
        .toList();
  }

  /** [PLT-SYN-040] The bytes with this digest, where devices are told of them. */
  @Transactional
  public Optional<byte[]> document(long tenant, String sha256) {
    return listed(tenant, " AND p.sha256 = :sha256")
        .setParameter("sha256", sha256)
        .getResultStream()
        .findFirst()
        .map(StoredProfile::document);
  }

  /** The edition that devices are told of. */
  @Transactional
  public StoredProfile get(long tenant, String id) {
    return listed(tenant, " AND p.name = :name")
        .setParameter("name", id)
        .getResultStream()
        .findFirst()
        .orElseThrow(() -> RefusedException.notFound("printer profile " + id));
  }

  private TypedQuery<StoredProfile> listed(long tenant, String condition) {
    return entities
        .createQuery(
            "SELECT p FROM StoredProfile p WHERE p.tenant = :tenant AND p.withdrawn IS NULL"
                + condition
                + " ORDER BY p.name",
            StoredProfile.class)
        .setParameter("tenant", tenant);
  }

  /**
   * Takes an edition in place of the one before. [PLT-SYN-042] One that was withdrawn and is the
   * newest comes back when it is uploaded again.
   *
   * @throws InvalidException with line and reason where no device could understand it, or it is not
   *     newer than all that were here
   */
  @Transactional
  public StoredProfile upload(Caller caller, byte[] document) {
    PrinterProfile profile = read(document);
    // Two at the same time would both be the newest.
    entities.find(Tenant.class, caller.tenant(), LockModeType.PESSIMISTIC_WRITE);
    StoredProfile row =
        new StoredProfile(caller.tenant(), profile, document, caller.name(), clock.instant());
    StoredProfile newest = newest(caller.tenant(), profile.id());
    if (newest != null && newest.isWithdrawn() && newest.sha256().equals(row.sha256())) {
      demandRoom(caller.tenant(), profile.id());
      newest.restore(caller.name(), clock.instant());
      row = newest;
    } else {
      demandNewer(newest, profile);
      demandRoom(caller.tenant(), profile.id());
      replace(newest, row);
    }
    audit.record(
        caller.tenant(),
        caller.name(),
        "printer-profile.upload",
        profile.id() + " " + profile.version() + " sha256 " + row.sha256());
    return row;
  }

  private static PrinterProfile read(byte[] document) {
    try {
      return ProfileCodec.read(document);
    } catch (ProtocolException e) {
      Long line = e.line() < 1 ? null : (long) e.line();
      String reason = String.valueOf(e.getMessage());
      throw new InvalidException(
          List.of(new FieldError(FIELD, reason, "a printer profile", null, line)));
    }
  }

  private @Nullable StoredProfile newest(long tenant, String name) {
    return entities
        .createQuery(
            "SELECT p FROM StoredProfile p WHERE p.tenant = :tenant AND p.name = :name"
                + " ORDER BY p.version DESC",
            StoredProfile.class)
        .setParameter("tenant", tenant)
        .setParameter("name", name)
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .orElse(null);
  }

  private static void demandNewer(@Nullable StoredProfile newest, PrinterProfile profile) {
    if (newest != null && profile.version() <= newest.version()) {
      throw new InvalidException(
          List.of(
              new FieldError(
                  "version",
                  "Version "
                      + profile.version()
                      + " is not newer than "
                      + newest.version()
                      + ", which was here",
                  Integer.toString(newest.version() + 1),
                  Integer.toString(profile.version()),
                  null)));
    }
  }

  private void demandRoom(long tenant, String name) {
    List<StoredProfile> there = list(tenant);
    if (there.size() >= MOST && there.stream().noneMatch(each -> each.name().equals(name))) {
      throw new InvalidException("count", "There are " + MOST + " profiles", "at most " + MOST);
    }
  }

  private void replace(@Nullable StoredProfile before, StoredProfile row) {
    if (before != null && !before.isWithdrawn()) {
      before.withdraw(clock.instant());
      entities.flush(); // it makes room first: a unique key allows one that is listed
    }
    entities.persist(row);
  }

  /** Devices go back to the profile that is built in, where there is one. */
  @Transactional
  public void withdraw(Caller caller, String id) {
    StoredProfile row = get(caller.tenant(), id);
    row.withdraw(clock.instant());
    audit.record(
        caller.tenant(), caller.name(), "printer-profile.withdraw", id + " " + row.version());
  }
}
