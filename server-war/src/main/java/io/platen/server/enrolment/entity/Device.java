package io.platen.server.enrolment.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of a device. A person makes it; the device's first authenticated request activates it;
 * a person may deactivate it, and its next request is refused, whatever its certificate says.
 */
@Entity
@SuppressWarnings("NullAway.Init")
public class Device {
  @Id private UUID id;
  private long tenant;
  private String name;

  @Enumerated(EnumType.STRING)
  private DeviceState state;

  private Instant created;
  private @Nullable Instant activated;

  @Column(name = "factory_serial")
  private @Nullable String factorySerial;

  // Written by ingest and sync with each request, so never from here.
  @Column(name = "last_contact", insertable = false, updatable = false)
  private @Nullable Instant lastContact;

  @Column(insertable = false, updatable = false)
  private @Nullable String software;

  @Column(insertable = false, updatable = false)
  private @Nullable String address;

  @Column(insertable = false, updatable = false)
  private @Nullable String clock;

  protected Device() {}

  public Device(UUID id, long tenant, String name, Instant created) {
    this.id = id;
    this.tenant = tenant;
    this.name = name;
    this.state = DeviceState.CREATED;
    this.created = created;
  }

  /** The CN of its certificate. */
  public UUID id() {
    return id;
  }

  public long tenant() {
    return tenant;
  }

  public String name() {
    return name;
  }

  public DeviceState state() {
    return state;
  }

  public Instant created() {
    return created;
  }

  public @Nullable Instant activated() {
    return activated;
  }

  public @Nullable Instant lastContact() {
    return lastContact;
  }

  public @Nullable String software() {
    return software;
  }

  public @Nullable String address() {
    return address;
  }

  /** How good its clock is: SYNCHRONISED, SERVER or UNSET. */
  public @Nullable String clock() {
    return clock;
  }

  /** The serial number that its factory certificate must have; empty for any, or none. */
  public void expectFactorySerial(String serial) {
    factorySerial = serial.isEmpty() ? null : serial;
  }

  public @Nullable String factorySerial() {
    return factorySerial;
  }

  public void deactivate() {
    refuseWhenRetired();
    state = DeviceState.DEACTIVATED;
  }

  /**
   * Puts it aside: it may renew its certificate and nothing else, so that it can wake by itself.
   */
  public void hibernate() {
    refuseWhenRetired();
    state = DeviceState.HIBERNATING;
  }

  /** For good: no way leads back. */
  public void retire() {
    state = DeviceState.RETIRED;
  }

  /** Lets a device in again; one that never came waits for its first request as before. */
  public void activate() {
    refuseWhenRetired();
    state = activated == null ? DeviceState.CREATED : DeviceState.ACTIVE;
  }

  private void refuseWhenRetired() {
    if (state == DeviceState.RETIRED) {
      throw new IllegalStateException("The device is retired; make a new record for it");
    }
  }
}
