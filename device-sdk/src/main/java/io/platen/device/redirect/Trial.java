package io.platen.device.redirect;

import io.platen.device.identity.EstClient;
import io.platen.device.identity.EstOutcome;
import io.platen.device.identity.LocalKey;
import io.platen.device.identity.OwnIdentity;
import io.platen.device.link.Answer;
import io.platen.device.link.Attempts;
import io.platen.device.link.Backoff;
import io.platen.device.link.DeviceClock;
import io.platen.device.link.Hosts;
import io.platen.device.link.Link;
import io.platen.device.link.LinkFailedException;
import io.platen.device.link.LinkFailure;
import io.platen.device.link.Uploads;
import io.platen.device.port.KeyVault;
import io.platen.device.port.Keys;
import io.platen.device.port.Scheduler;
import io.platen.device.port.Storage;
import io.platen.device.store.DeviceStore;
import io.platen.device.store.StoreException;
import io.platen.device.sync.Sync;
import io.platen.device.sync.SyncOutcome;
import io.platen.protocol.Limit;
import io.platen.protocol.command.CommandReason;
import io.platen.protocol.enrolment.KeyPrint;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tries another server out, beside the one that the device has and without touching what is kept of
 * that. The steps are those of chapter CMD, "Another server".
 */
public final class Trial {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int TRIES = 3;
  private static final String POLL = "/update/v1/live/poll?last=0&wait=0";

  private final Parts parts;
  private final RedirectOrder order;
  private final String place;
  private final Consumer<String> progress;

  /**
   * What it works with.
   *
   * @param storage of the whole device
   * @param vault that destroys no key meanwhile
   * @param links connections by keys and the authorities among them
   * @param clock that no new server puts right
   */
  public record Parts(
      Storage storage,
      LocalKey localKey,
      KeyVault vault,
      Function<Keys, Link> links,
      DeviceClock clock,
      Scheduler scheduler,
      SecureRandom random) {}

  /**
   * @param place that nothing is kept in yet
   * @param progress hears how far it is
   */
  public Trial(Parts parts, RedirectOrder order, String place, Consumer<String> progress) {
    this.parts = parts;
    this.order = order;
    this.place = place;
    this.progress = progress;
  }

  /**
   * When this returns the new server works with the device.
   *
   * @return the id that the device has there
   * @throws NotFollowedException when it does not
   * @throws InterruptedException when there is no more time for it
   */
  public UUID run() throws NotFollowedException, InterruptedException {
    try {
      Home.wipe(parts.storage(), place);
      return follow();
    } catch (IOException e) {
      throw new NotFollowedException(
          CommandReason.FAULT, "What the new server gives cannot be stored: " + e.getMessage());
    }
  }

  private UUID follow() throws NotFollowedException, InterruptedException, IOException {
    PlacedStorage placed = new PlacedStorage(parts.storage(), place);
    OwnIdentity identity = OwnIdentity.open(placed, parts.localKey(), parts.vault(), List.of());
    identity.trust(order.server().authority());
    KeyPair key = identity.prepareNext();
    Keys unknown = () -> new Keys.Material(key.getPrivate(), List.of(), identity.authorities());
    // Step 2: is it the server that the command means? [PLT-CMD-016]
    try (EstClient est = new EstClient(link(unknown), order.server().enrolment())) {
      contact(est);
      progress.accept("The new server has answered");
      // Step 3: a key and a certificate of their own there. [PLT-CMD-017]
      enrol(est, identity, key);
    }
    UUID device = identity.device().orElseThrow();
    progress.accept("The new server knows this device as " + device);
    // Step 4: do its hosts work with the device? [PLT-CMD-018]
    try (Link link = link(identity).mutual();
        DeviceStore store = DeviceStore.open(placed, parts.localKey(), parts.random())) {
      sync(link, store, device);
      reach(link);
    }
    identity.letIn();
    return device;
  }

  private Link link(Keys keys) {
    return parts.links().apply(keys);
  }

  private void contact(EstClient est) throws NotFollowedException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        est.authorities();
        return;
      } catch (LinkFailedException e) {
        if (tries == TRIES || isUntrusted(e.failure())) {
          throw notReached(e.failure());
        }
        est.reconnect();
        parts.scheduler().pause(PAUSE);
      }
    }
  }

  private static boolean isUntrusted(LinkFailure failure) {
    return failure.kind().obstacle().isPresent();
  }

  private static NotFollowedException notReached(LinkFailure failure) {
    return new NotFollowedException(
        isUntrusted(failure) ? CommandReason.UNTRUSTED : CommandReason.UNREACHABLE,
        failure.message());
  }

  private void enrol(EstClient est, OwnIdentity identity, KeyPair key)
      throws NotFollowedException, InterruptedException, IOException {
    int failures = 0;
    while (true) {
      EstOutcome outcome = est.enrol(key, "", Optional.of(order.code()), parts.clock().instant());
      if (outcome instanceof EstOutcome.Issued issued) {
        identity.accept(issued.chain());
        return;
      }
      if (outcome instanceof EstOutcome.Refused refused) {
        throw new NotFollowedException(
            CommandReason.TURNED_AWAY, "The new server refuses: " + refused.problem());
      }
      if (outcome instanceof EstOutcome.Pending pending) {
        // [PLT-ENR-045]
        progress.accept(
            "A person at the new server has to approve " + KeyPrint.of(key.getPublic()).words());
        parts.scheduler().pause(pending.retryAfter());
      } else if (outcome instanceof EstOutcome.Failed failed) {
        if (++failures == TRIES) {
          throw notReached(failed.why());
        }
        parts.scheduler().pause(failed.again());
      }
    }
  }

  private void sync(Link link, DeviceStore store, UUID device)
      throws NotFollowedException, InterruptedException, StoreException {
    Attempts attempts =
        new Attempts(
            new Hosts(order.server().download(), parts.random()),
            new Backoff(parts.random()),
            parts.scheduler(),
            parts.clock(),
            (host, failure) -> {});
    SyncOutcome outcome = new Sync(link, attempts, store, device, parts.clock()).run();
    Optional<NotFollowedException> why = outcome.match(new WhyNot());
    if (why.isPresent()) {
      throw why.get();
    }
  }

  private static final class WhyNot implements SyncOutcome.Cases<Optional<NotFollowedException>> {
    @Override
    public Optional<NotFollowedException> changed(SyncOutcome.Changed outcome) {
      return Optional.empty();
    }

    @Override
    public Optional<NotFollowedException> unchanged(SyncOutcome.Unchanged outcome) {
      return Optional.empty();
    }

    @Override
    public Optional<NotFollowedException> cutOff(SyncOutcome.CutOff outcome) {
      return Optional.of(
          new NotFollowedException(
              CommandReason.TURNED_AWAY, "The new server refuses: " + outcome.problem()));
    }

    @Override
    public Optional<NotFollowedException> invalid(SyncOutcome.Invalid outcome) {
      return Optional.of(
          new NotFollowedException(
              CommandReason.TURNED_AWAY,
              "The new server's first document is of no use: " + outcome.reason()));
    }

    @Override
    public Optional<NotFollowedException> failed(SyncOutcome.Failed outcome) {
      return Optional.of(notReached(outcome.why()));
    }
  }

  /** One update host is enough: the other may be down just now. */
  private void reach(Link link) throws NotFollowedException {
    NotFollowedException why = null;
    for (URI host : order.server().update()) {
      try {
        Answer answer = link.ask(host, POLL, (int) Limit.DOCUMENT_BYTES.value());
        if (answer.status() == 200 || answer.status() == 204) {
          return;
        }
        why = notReached(Uploads.failure(answer));
      } catch (LinkFailedException e) {
        why = notReached(e.failure());
      }
    }
    throw why == null
        ? new NotFollowedException(CommandReason.PARAMETERS, "No update host is named")
        : why;
  }
}
