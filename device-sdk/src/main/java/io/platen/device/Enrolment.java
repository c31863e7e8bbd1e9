package io.platen.device;

import io.platen.device.identity.EstClient;
import io.platen.device.identity.EstOutcome;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.protocol.enrolment.ActivationCode;
import io.platen.protocol.enrolment.KeyPrint;
import io.platen.protocol.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gets a device its first certificate, for the activation code that somebody typed. It is done
 * before a {@link Device} is opened. Whatever cuts it off, it can be run again: the same key then
 * gets the same certificate.
 */
public final class Enrolment implements AutoCloseable {
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(15);

  private final DeviceConfig config;
  private final OwnIdentity identity;
  private final Activation activation;
  private final Listener listener;
  private final DeviceClock clock;
  private final Scheduler scheduler;
  private volatile @Nullable EstClient client;

  private Enrolment(
      DeviceConfig config, OwnIdentity identity, Activation activation, Listener listener) {
    this.config = config;
    this.identity = identity;
    this.activation = activation;
    this.listener = listener;
    this.clock = DeviceClock.alone(config.clock(), config.built());
    this.scheduler = config.newScheduler();
  }

  /** Hears how it goes. */
  public interface Listener {
    /**
     * A person must approve the device's key at the server.
     *
     * @param words four words that both sides show, and that must be the same
     * @param again when the device asks again
     */
    default void waiting(String words, Instant again) {}

    /** It did not work this time; the device tries again. */
    default void failed(String message, Instant again) {}
  }

  /**
   * How it ended.
   *
   * @param device the id that the device has now; null where it was not enrolled
   * @param refusal why not; null where it was
   */
  public record Result(@Nullable UUID device, @Nullable Problem refusal) {}

  /**
   * Whether the device has to enrol before it is opened: it has no certificate, or one whose time
   * is over and a code for another. [PLT-ENR-049]
   */
  public static boolean isNeeded(DeviceConfig config) {
    Optional<OwnIdentity> own = config.identity();
    boolean has = own.flatMap(OwnIdentity::device).isPresent();
    boolean good = own.filter(each -> each.isGoodAt(config.clock().instant())).isPresent();
    return own.isPresent() && (!has || (!good && config.activation().isPresent()));
  }

  /**
   * Makes it ready; nothing is sent yet.
   *
   * @throws IOException when the configuration has nothing to enrol with; the message says what
   */
  public static Enrolment of(DeviceConfig config, Listener listener) throws IOException {
    OwnIdentity identity =
        config
            .identity()
            .orElseThrow(() -> new IOException("The device has a certificate from files"));
    Activation activation =
        config
            .activation()
            .orElseThrow(
                () -> new IOException("The device has no certificate, and no activation code"));
    return new Enrolment(config, identity, activation, listener);
  }

  /**
   * Asks until there is an answer that stays.
   *
   * @throws IOException when what came cannot be stored
   * @throws InterruptedException when it is closed meanwhile
   */
  public Result run() throws IOException, InterruptedException {
    Duration patience = Duration.ofSeconds(5);
    while (true) {
      // [PLT-ENR-049] The clock may have been put right meanwhile, and nothing ended.
      if (identity.isGoodAt(clock.instant())) {
        return new Result(identity.device().orElseThrow(), null);
      }
      // [PLT-ENR-043] The key is durable before anything is asked for it.
      KeyPair key = identity.prepareNext();
      EstOutcome outcome = ask(key);
      if (outcome instanceof EstOutcome.Issued issued) {
        identity.accept(issued.chain());
        return new Result(identity.device().orElseThrow(), null);
      }
      if (outcome instanceof EstOutcome.Refused refused) {
        identity.forgetNext();
        return new Result(null, refused.problem());
      }
      if (outcome instanceof EstOutcome.Pending pending) {
        // [PLT-ENR-045] [PLT-ENR-046]
        Instant again = clock.instant().plus(pending.retryAfter());
        listener.waiting(KeyPrint.of(key.getPublic()).words(), again);
        scheduler.pause(pending.retryAfter());
      } else if (outcome instanceof EstOutcome.Failed failed) {
        Duration wait = failed.again().compareTo(patience) > 0 ? failed.again() : patience;
        listener.failed(failed.why().message(), clock.instant().plus(wait));
        scheduler.pause(wait);
        patience = shorter(patience.multipliedBy(2));
      }
    }
  }

  private static Duration shorter(Duration wait) {
    return wait.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : wait;
  }

  private EstOutcome ask(KeyPair key) throws IOException {
    try (EstClient est = open(key)) {
      client = est;
      return est.enrol(key, "", Optional.of(activation.code()), clock.instant());
    } catch (LinkFailedException e) {
      return new EstOutcome.Failed(e.failure(), Duration.ZERO);
    }
  }

  /** [PLT-ENR-042] To a server that the device trusts, pinned or vouched for by the string. */
  private EstClient open(KeyPair key) throws IOException {
    Link link = new Link(bootstrap(key), config.proxy(), config.connector(), clock);
    URI host = activation.host();
    if (activation.pin() == null || !identity.authorities().isEmpty()) {
      return new EstClient(link, host);
    }
    try (Link first = link.trustingPin(activation.pin());
        EstClient est = new EstClient(first, host)) {
      est.authorities();
      identity.trust(
          first
              .foundAuthority()
              .orElseThrow(() -> new IOException("The server's authority was not seen")));
      return new EstClient(link, host);
    }
  }

  /** The factory certificate, or none. */
  private Keys bootstrap(KeyPair unused) {
    return () -> {
      List<X509Certificate> trusted = identity.authorities();
      Keys factory = config.factory();
      if (factory == null) {
        return new Keys.Material(unused.getPrivate(), List.of(), trusted);
      }
      Keys.Material made = factory.load();
      return new Keys.Material(made.key(), made.chain(), trusted);
    };
  }

  /** Ends what runs. */
  @Override
  public void close() {
    EstClient open = client;
    if (open != null) {
      open.close();
    }
    scheduler.close();
  }

  /**
   * What somebody typed at the device.
   *
   * @param pin of the server's authority; null where that is pinned already
   */
  record Activation(URI host, @Nullable String pin, ActivationCode code) {}
}
