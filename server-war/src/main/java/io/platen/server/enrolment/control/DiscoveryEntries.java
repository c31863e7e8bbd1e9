package io.platen.server.enrolment.control;

import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.enrolment.entity.StoredEntry;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Where devices look for printers. A change reaches a device with its next sync. */
@ApplicationScoped
public class DiscoveryEntries {
  /** A document stays well below what a device takes. */
  static final int MAX_ENTRIES = 500;

  private EntityManager entities;
  private Devices devices;
  private Audit audit;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected DiscoveryEntries() {}

  @Inject
  public DiscoveryEntries(
      EntityManager entities, Devices devices, Audit audit, InstantSource clock) {
    this.entities = entities;
    this.devices = devices;
    this.audit = audit;
    this.clock = clock;
  }

  /** As the device's sync document carries them. */
  @Transactional
  public List<DiscoveryEntry> ofDevice(AdmittedDevice device) {
    return rows(device.tenant(), device.id()).stream().map(StoredEntry::entry).toList();
  }

  /** In the order in which they were made. */
  @Transactional
  public List<StoredEntry> list(Caller caller, UUID device) {
    devices.get(caller, device);
    return rows(caller.tenant(), device);
  }

  private List<StoredEntry> rows(long tenant, UUID device) {
    return entities
        .createQuery(
            "SELECT e FROM StoredEntry e WHERE e.tenant = :tenant AND e.device = :device"
                + " ORDER BY e.id",
            StoredEntry.class)
        .setParameter("tenant", tenant)
        .setParameter("device", device)
        .getResultList();
  }

  @Transactional
  public StoredEntry add(Caller caller, UUID device, CheckedEntry entry) {
    return addAll(caller, device, List.of(entry)).get(0);
  }

  /** All of them or, when one does not fit, none. */
  @Transactional
  public List<StoredEntry> addAll(Caller caller, UUID device, List<CheckedEntry> checked) {
    devices.get(caller, device);
    int there = rows(caller.tenant(), device).size();
    if (there + checked.size() > MAX_ENTRIES) {
      throw new InvalidException(
          "entries",
          "The device would have " + (there + checked.size()) + " entries",
          "at most " + MAX_ENTRIES);
    }
    List<StoredEntry> added = new ArrayList<>();
    for (CheckedEntry entry : checked) {
      StoredEntry row = new StoredEntry(caller.tenant(), device, entry, clock.instant());
      entities.persist(row);
      added.add(row);
      audit.record(
          caller.tenant(), caller.name(), "discovery-entry.add", device + " " + entry.target());
    }
    return added;
  }

  @Transactional
  public StoredEntry change(Caller caller, UUID device, long id, CheckedEntry entry) {
    StoredEntry row = get(caller, device, id);
    row.change(entry);
    audit.record(
        caller.tenant(), caller.name(), "discovery-entry.change", device + " " + entry.target());
    return row;
  }

  @Transactional
  public void remove(Caller caller, UUID device, long id) {
    StoredEntry row = get(caller, device, id);
    entities.remove(row);
    audit.record(
        caller.tenant(),
        caller.name(),
        "discovery-entry.remove",
        device + " " + row.entry().target());
  }

  @Transactional
  public StoredEntry get(Caller caller, UUID device, long id) {
    StoredEntry row = entities.find(StoredEntry.class, id);
    if (row == null || row.tenant() != caller.tenant() || !row.device().equals(device)) {
      throw RefusedException.notFound("discovery entry " + id + " of device " + device);
    }
    return row;
  }
}
