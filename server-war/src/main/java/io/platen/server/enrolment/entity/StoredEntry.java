package io.platen.server.enrolment.entity;

import io.platen.protocol.sync.DiscoveryEntry;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** A discovery entry of a device as a row; lists are kept as lines. */
@Entity
@Table(name = "discovery_entry")
@SuppressWarnings("NullAway.Init")
public class StoredEntry {
  @Id
  @SequenceGenerator(name = "platen", sequenceName = "platen_seq", allocationSize = 50)
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "platen")
  private long id;

  private long tenant;
  private UUID device;

  @Enumerated(EnumType.STRING)
  private DiscoveryEntry.Kind kind;

  private String target;
  private String exclusions;
  private String access;
  private String readers;
  private boolean mdns;
  private Instant created;

  protected StoredEntry() {}

  public StoredEntry(long tenant, UUID device, CheckedEntry entry, Instant created) {
    this.tenant = tenant;
    this.device = device;
    this.created = created;
    change(entry);
  }

  public long id() {
    return id;
  }

  public long tenant() {
    return tenant;
  }

  public UUID device() {
    return device;
  }

  public Instant created() {
    return created;
  }

  public void change(CheckedEntry entry) {
    kind = entry.kind();
    target = entry.target();
    exclusions = String.join("\n", entry.exclusions());
    access = entry.access().stream().map(AccessLine::write).collect(Collectors.joining("\n"));
    boolean usual = entry.readers().equals(DiscoveryEntry.DEFAULT_READERS);
    readers = usual ? "" : String.join(" ", new TreeSet<>(entry.readers()));
    mdns = entry.mdns();
  }

  /** As the sync document names it. */
  public DiscoveryEntry entry() {
    return new DiscoveryEntry(
        "e" + id,
        kind,
        target,
        exclusions.lines().toList(),
        access.lines().map(AccessLine::read).toList(),
        readers.isEmpty() ? DiscoveryEntry.DEFAULT_READERS : Set.of(readers.split(" ")),
        mdns);
  }
}
