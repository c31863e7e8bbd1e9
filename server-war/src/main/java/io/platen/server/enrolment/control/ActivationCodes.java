package io.platen.server.enrolment.control;

import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.ActivationString;
import io.platen.server.enrolment.entity.Device;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;

/** Makes the codes that people carry to devices. */
@ApplicationScoped
public class ActivationCodes {
  /** [PLT-ENR-012] */
  static final Duration LIFE = Duration.ofDays(3);

  /** Tries at a code are remembered longer than any code lives. */
  static final Duration LONGEST_LIFE = Duration.ofDays(7);

  private static final SecureRandom RANDOM = new SecureRandom();

  private EntityManager entities;
  private IssuingAuthority authority;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected ActivationCodes() {}

  @Inject
  public ActivationCodes(EntityManager entities, IssuingAuthority authority, InstantSource clock) {
    this.entities = entities;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * A code as it is shown, once: only its hash is kept.
   *
   * @param approval whether a person must approve the key of the device that uses it
   */
  public record Issued(ActivationCode code, Instant expires, boolean approval) {}

  /** Whether devices can enrol here. */
  public boolean arePossible() {
    return authority.isThere();
  }

  /**
   * What a device needs that knows nothing of this server; empty where its authority is unknown.
   */
  public Optional<ActivationString> string(ActivationCode code) {
    return authority
        .serverPin()
        .map(pin -> new ActivationString(authority.enrolmentHost(), pin, code));
  }

  /**
   * In the transaction of the caller. What codes the device had before do not work any more. Empty
   * where devices cannot enrol here.
   */
  public Optional<Issued> issue(Device device, boolean approval) {
    if (!authority.isThere()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    entities
        .createNativeQuery("DELETE FROM activation_code WHERE tenant = ? AND device = ?")
        .setParameter(1, device.tenant())
        .setParameter(2, device.id())
        .executeUpdate();
    entities.flush(); // the device may be new
    ActivationCode code = ActivationCode.draw(RANDOM);
    while (!insert(code, device, approval, now)) {
      code = ActivationCode.draw(RANDOM);
    }
    return Optional.of(new Issued(code, now.plus(LIFE), approval));
  }

  /** False where another code has the selector, which is no error: there are a million. */
  private boolean insert(ActivationCode code, Device device, boolean approval, Instant now) {
    return entities
            .createNativeQuery(
                "INSERT INTO activation_code"
                    + " (selector, tenant, device, hash, created, expires, approval)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (selector) DO NOTHING")
            .setParameter(1, code.selector())
            .setParameter(2, device.tenant())
            .setParameter(3, device.id())
            .setParameter(4, CodeHash.of(code, authority.secret()))
            .setParameter(5, now.atOffset(ZoneOffset.UTC))
            .setParameter(6, now.plus(LIFE).atOffset(ZoneOffset.UTC))
            .setParameter(7, approval)
            .executeUpdate()
        == 1;
  }
}
