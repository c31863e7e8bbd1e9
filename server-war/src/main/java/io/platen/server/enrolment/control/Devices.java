package io.platen.server.enrolment.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.enrolment.entity.Device;
import io.platen.server.enrolment.entity.DeviceState;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes records of devices, and lets devices in or keeps them out. */
@ApplicationScoped
public class Devices {
  private static final int MAX_NAME = 100;

  private EntityManager entities;
  private Audit audit;
  private ActivationCodes codes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Devices() {}

  @Inject
  public Devices(EntityManager entities, Audit audit, ActivationCodes codes, InstantSource clock) {
    this.entities = entities;
    this.audit = audit;
    this.codes = codes;
    this.clock = clock;
  }

  /** Its name is unique in the tenant. */
  @Transactional
  public Device create(Caller caller, String typedName) {
    String name = typedName.strip();
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new InvalidException(
          "name", "It is empty or too long", "1 to " + MAX_NAME + " characters");
    }
    if (isTaken(caller.tenant(), name)) {
      throw new InvalidException(
          "name", "There is a device '" + name + "' already", "a name that is not in use");
    }
    Device device = new Device(UUID.randomUUID(), caller.tenant(), name, clock.instant());
    entities.persist(device);
    audit.record(caller.tenant(), caller.name(), "device.create", device.id() + " " + name);
    return device;
  }

  /**
   * What somebody wants of a new record.
   *
   * @param approval whether a person must approve the device's key
   * @param serial of the factory certificate that the device must show; empty for any or none
   */
  public record Wanted(String name, boolean approval, String serial) {}

  /** A record with the code for its device; null where devices cannot enrol here. */
  public record Registered(Device device, ActivationCodes.@Nullable Issued code) {}

  /** Makes a record and the activation code for its device, both or none. */
  @Transactional
  public Registered register(Caller caller, Wanted wanted) {
    Device device = create(caller, wanted.name());
    String serial = wanted.serial().strip();
    if (serial.length() > MAX_NAME) {
      throw new InvalidException("serial", "It is too long", "at most " + MAX_NAME + " characters");
    }
    device.expectFactorySerial(serial);
    return new Registered(device, codes.issue(device, wanted.approval()).orElse(null));
  }

  /** Makes many records, all or none. */
  @Transactional
  public List<Registered> registerAll(Caller caller, List<Wanted> wanted) {
    return wanted.stream().map(each -> register(caller, each)).toList();
  }

  /** Makes a new code for a device; the one before does not work any more. */
  @Transactional
  public Registered newCode(Caller caller, UUID id, boolean approval) {
    Device device = get(caller, id);
    if (device.state() == DeviceState.DEACTIVATED || device.state() == DeviceState.RETIRED) {
      throw new RefusedException(
          409, "The device is kept out; activate it before a code is made for it");
    }
    audit.record(caller.tenant(), caller.name(), "device.new-code", id.toString());
    return new Registered(device, codes.issue(device, approval).orElse(null));
  }

  private boolean isTaken(long tenant, String name) {
    return entities
            .createQuery(
                "SELECT count(d) FROM Device d WHERE d.tenant = :tenant AND d.name = :name",
                Long.class)
            .setParameter("tenant", tenant)
            .setParameter("name", name)
            .getSingleResult()
        > 0;
  }

  @Transactional
  public Optional<Device> find(Caller caller, UUID id) {
    return Optional.ofNullable(entities.find(Device.class, id))
        .filter(device -> device.tenant() == caller.tenant());
  }

  /** Throws when there is none of this tenant. */
  @Transactional
  public Device get(Caller caller, UUID id) {
    return find(caller, id).orElseThrow(() -> RefusedException.notFound("device " + id));
  }

  /** Its next request is refused, also on an open connection. */
  @Transactional
  public Device deactivate(Caller caller, UUID id) {
    Device device = get(caller, id);
    change(device::deactivate);
    audit.record(caller.tenant(), caller.name(), "device.deactivate", id.toString());
    return device;
  }

  /** Puts it aside until it is activated; its certificate is renewed meanwhile. */
  @Transactional
  public Device hibernate(Caller caller, UUID id) {
    Device device = get(caller, id);
    change(device::hibernate);
    audit.record(caller.tenant(), caller.name(), "device.hibernate", id.toString());
    return device;
  }

  /** Ends its record for good. */
  @Transactional
  public Device retire(Caller caller, UUID id) {
    Device device = get(caller, id);
    change(device::retire);
    audit.record(caller.tenant(), caller.name(), "device.retire", id.toString());
    return device;
  }

  /** Lets it in again. */
  @Transactional
  public Device activate(Caller caller, UUID id) {
    Device device = get(caller, id);
    change(device::activate);
    audit.record(caller.tenant(), caller.name(), "device.activate", id.toString());
    return device;
  }

  private static void change(Runnable transition) {
    try {
      transition.run();
    } catch (IllegalStateException e) {
      throw new RefusedException(409, String.valueOf(e.getMessage()));
    }
  }
}
