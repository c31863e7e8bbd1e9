package io.platen.conformance.peers;

import io.platen.conformance.wire.Identity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificates of a fake device that has enrolled, and whom it trusts. */
final class FakeIdentity {
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;

  private final FakeEnrolment enrolment;
  private final Optional<DeviceFault> fault;
  private final InstantSource clock;
  private FakeDeviceSetup setup;
  private @Nullable Identity before;
  private Instant asked;

  FakeIdentity(
      FakeDeviceSetup setup,
      FakeEnrolment enrolment,
      Optional<DeviceFault> fault,
      InstantSource clock) {
    this.setup = setup;
    this.enrolment = enrolment;
    this.fault = fault;
    this.clock = clock;
    this.asked = clock.instant();
  }

  FakeDeviceSetup setup() {
    return setup;
  }

  /**
   * A host has answered a device that shows what this says.
   *
   * @return whether it is worth another try, with the certificate before
   */
  boolean answered(int status) {
    Identity old = before;
    if (old != null && status == FORBIDDEN && !has(DeviceFault.FORGETS_ITS_OLD_CERTIFICATE)) {
      setup = setup.as(old);
      before = null;
      return true;
    }
    if (status == OK || status == 304) {
      before = null;
    }
    renew();
    trust();
    return false;
  }

  /** [PLT-ENR-048] */
  private void renew() {
    Identity own = setup.own().orElseThrow();
    X509Certificate certificate = own.chain().get(0);
    Instant from = certificate.getNotBefore().toInstant();
    Duration life = Duration.between(from, certificate.getNotAfter().toInstant());
    boolean due = clock.instant().isAfter(from.plus(life.multipliedBy(2).dividedBy(3)));
    if (!due || before != null || has(DeviceFault.NEVER_RENEWS)) {
      return;
    }
    enrolment
        .renew(own)
        .got()
        .ifPresent(
            next -> {
              before = own;
              setup = setup.as(next);
            });
  }

  /** [PLT-ENR-051] [PLT-ENR-052] */
  private void trust() {
    if (clock.instant().isBefore(asked.plus(Duration.ofDays(1)))
        || has(DeviceFault.NEVER_ASKS_FOR_AUTHORITIES)) {
      return;
    }
    asked = clock.instant();
    List<X509Certificate> named = enrolment.authorities(setup.own().orElse(null));
    boolean vouched =
        named.stream().anyMatch(each -> setup.authorities().stream().anyMatch(each::equals));
    if (has(DeviceFault.KEEPS_ITS_AUTHORITIES)) {
      return;
    }
    if (!named.isEmpty() && (vouched || has(DeviceFault.TAKES_ANY_AUTHORITIES))) {
      setup = setup.trusting(named);
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
