package io.platen.server.policy.control;

import io.platen.protocol.sync.Policy;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Tenant;
import io.platen.server.audit.Audit;
import io.platen.server.policy.entity.StoredPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How a tenant's devices work. A change reaches each device with its next sync. */
@ApplicationScoped
public class Policies {
  /**
   * The protocol's defaults, and each value names its source: people ask where a figure is from.
   */
  public static final Policy USUAL =
      new Policy(true, Policy.DEFAULT.schedule(), Policy.DEFAULT.limits(), Policy.DEFAULT.masks());

  private EntityManager entities;
  private Audit audit;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Policies() {}

  @Inject
  public Policies(EntityManager entities, Audit audit, InstantSource clock) {
    this.entities = entities;
    this.audit = audit;
    this.clock = clock;
  }

  /** The usual one until the tenant has said something else. */
  @Transactional
  public Policy of(long tenant) {
    StoredPolicy row = entities.find(StoredPolicy.class, tenant);
    return row == null ? USUAL : row.policy();
  }

  /** Puts this policy, which {@link PolicyCheck} has passed, in the place of the one before. */
  @Transactional
  public Policy change(Caller caller, Policy policy) {
    // Two first changes at the same time would both insert.
    entities.find(Tenant.class, caller.tenant(), LockModeType.PESSIMISTIC_WRITE);
    Policy before = of(caller.tenant());
    if (policy.equals(before)) {
      return before;
    }
    StoredPolicy row = entities.find(StoredPolicy.class, caller.tenant());
    if (row == null) {
      entities.persist(new StoredPolicy(caller.tenant(), policy, clock.instant()));
    } else {
      row.change(policy, clock.instant());
    }
    audit.record(caller.tenant(), caller.name(), "policy.change", difference(before, policy));
    return policy;
  }

  /** In words, so that the audit tells what devices were told from then on. */
  private static String difference(Policy before, Policy after) {
    List<String> parts = new ArrayList<>();
    if (!after.schedule().equals(before.schedule())) {
      Policy.Schedule schedule = after.schedule();
      parts.add(
          "schedule "
              + schedule.from()
              + "-"
              + schedule.to()
              + (schedule.zone() == null ? "" : " " + schedule.zone())
              + " every "
              + schedule.interval()
              + " delay "
              + schedule.randomDelay()
              + " full "
              + schedule.fullEvery()
              + " search "
              + schedule.discoveryEvery());
    }
    if (after.sources() != before.sources()) {
      parts.add("sources " + after.sources());
    }
    if (!after.masks().equals(before.masks())) {
      parts.add("masks " + new TreeMap<>(after.masks()));
    }
    if (!after.limits().equals(before.limits())) {
      parts.add(
          "packetsPerSecond "
              + after.limits().packetsPerSecond()
              + " bytesPerMinute "
              + after.limits().bytesPerMinute());
    }
    if (!after.alerts().equals(before.alerts())) {
      Policy.Alerts alerts = after.alerts();
      parts.add(
          "alerts traps "
              + alerts.traps()
              + " severities "
              + alerts.severities().stream().sorted().toList()
              + " except "
              + alerts.except().stream().sorted().toList()
              + " always "
              + alerts.always());
    }
    return String.join("; ", parts);
  }
}
