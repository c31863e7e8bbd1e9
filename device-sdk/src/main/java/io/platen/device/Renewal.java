package io.platen.device;

import io.platen.device.identity.EstClient;
import io.platen.device.identity.EstOutcome;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.identity.RenewalTime;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.Link;
import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.device.sync.SyncOutcome;
import io.platen.protocol.problem.ProblemType;
import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the device's certificate good: asks for the next one in time, and goes over to it once a
 * host has let the device in with it. Keeps whom it trusts up to date, too. Does nothing for a
 * device that has its certificate from files.
 */
final class Renewal implements AutoCloseable {
  private final Optional<OwnIdentity> identity;
  private final Optional<EstClient> client;
  private final Optional<EstClient> factory;
  private final Link link;
  private final String tag;
  private final DeviceClock clock;
  private final DeviceListener listener;
  private final Optional<NamedAuthorities> authorities;
  private final AskingAgain again;

  /**
   * @param link to the hosts for devices, which connects anew with other keys
   * @param tag the device's own, which spreads renewals
   */
  Renewal(
      DeviceConfig config,
      Link link,
      String tag,
      DeviceClock clock,
      Scheduler scheduler,
      DeviceListener listener) {
    this.again = new AskingAgain(scheduler, config.random(), this::ask);
    this.identity = config.identity();
    this.link = link;
    this.tag = tag;
    this.clock = clock;
    this.listener = listener;
    // What time the enrolment host says corrects nothing (PLT-LNK-054).
    DeviceClock deaf = new DeviceClock(clock, config.built(), by -> {}, clock::elapsed);
    this.client =
        identity.flatMap(
            own ->
                config
                    .enrolmentHost()
                    .map(
                        host ->
                            new EstClient(
                                new Link(own, config.proxy(), config.connector(), deaf), host)));
    this.authorities = NamedAuthorities.of(identity, client, clock, listener);
    Keys given = config.factory();
    this.factory =
        given == null
            ? Optional.empty()
            : identity.flatMap(
                own ->
                    config
                        .enrolmentHost()
                        .map(
                            host ->
                                new EstClient(
                                    new Link(
                                        withAuthorities(given, own),
                                        config.proxy(),
                                        config.connector(),
                                        deaf),
                                    host)));
  }

  private static Keys withAuthorities(Keys given, OwnIdentity own) {
    return () -> {
      Keys.Material made = given.load();
      return new Keys.Material(made.key(), made.chain(), own.authorities());
    };
  }

  /** A host for devices has answered well: what the device used is what it has. */
  void letIn() {
    try {
      if (identity.isPresent()) {
        identity.get().letIn();
      }
    } catch (IOException e) {
      listener.problem("The new certificate cannot be stored: " + e.getMessage());
    }
  }

  /**
   * Whether the hosts refuse the pair in use, and there is another one; the next connection shows
   * that one. Between two certificates a device tries both before it believes that it is cut off.
   */
  boolean hasOther(SyncOutcome outcome) {
    boolean refused =
        outcome instanceof SyncOutcome.CutOff cutOff
            ? cutOff.problem().type() == ProblemType.CERTIFICATE_UNKNOWN
            : outcome instanceof SyncOutcome.Failed failed && failed.why().isLikeRefusal();
    boolean other = refused && identity.filter(OwnIdentity::useOther).isPresent();
    if (other) {
      link.reconnect();
    }
    return other;
  }

  /** From now on it asks by itself where a cycle has asked in vain. */
  void start() {
    again.start();
  }

  private void ask() {
    try {
      renew();
    } catch (RuntimeException e) { // the next cycle asks
      listener.problem("The certificate is not renewed yet: " + e);
    }
  }

  /** Asks for the next certificate, and for the authorities, when it is time. */
  void run() {
    renew();
    if (authorities.filter(NamedAuthorities::run).isPresent()) {
      link.reconnect();
    }
  }

  private void renew() {
    again.forget();
    Instant now = clock.instant();
    Optional<X509Certificate> own = identity.flatMap(OwnIdentity::certificate);
    if (own.isEmpty() || now.isBefore(RenewalTime.of(own.get(), tag))) {
      return;
    }
    boolean ended = now.isAfter(own.get().getNotAfter().toInstant());
    if (ended ? factory.isEmpty() : client.isEmpty()) {
      listener.problem(
          ended
              ? "The device's certificate has ended; have a new activation code made for it"
              : "The device's certificate should be renewed, and no enrolment host is set");
      return;
    }
    try {
      KeyPair next = identity.orElseThrow().prepareNext();
      String subject = own.get().getSubjectX500Principal().getName();
      understand(
          ended
              ? factory.orElseThrow().enrol(next, subject, Optional.empty(), now)
              : client.orElseThrow().renew(next, subject, now));
    } catch (IOException e) {
      listener.problem("The next certificate cannot be stored: " + e.getMessage());
    }
  }

  private void understand(EstOutcome outcome) throws IOException {
    OwnIdentity own = identity.orElseThrow();
    if (outcome instanceof EstOutcome.Issued issued) {
      own.accept(issued.chain());
      link.reconnect();
      client.ifPresent(EstClient::reconnect); // else the next renewal shows what counts no more
      again.settled();
      listener.renewed(issued.chain().get(0).getNotAfter().toInstant());
    } else if (outcome instanceof EstOutcome.Refused refused) {
      own.forgetNext();
      again.settled(); // the next cycle asks with another key
      listener.problem("The certificate is not renewed: " + refused.problem());
    } else if (outcome instanceof EstOutcome.Failed failed) {
      listener.problem("The certificate is not renewed yet: " + failed.why().message());
      again.failed(failed);
    } else if (outcome instanceof EstOutcome.Pending pending) {
      listener.problem("The certificate is not renewed yet: somebody has to approve it");
      again.waits(pending.retryAfter());
    }
  }

  @Override
  public void close() {
    again.forget();
    client.ifPresent(EstClient::close);
    factory.ifPresent(EstClient::close);
  }
}
