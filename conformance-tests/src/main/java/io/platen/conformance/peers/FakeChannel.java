package io.platen.conformance.peers;

import io.platen.conformance.wire.LiveChannel;
import io.platen.conformance.wire.LiveChannel.Came;
import io.platen.conformance.wire.LiveClient;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The WebSocket of the fake device (chapter LIV), and what it gets wrong. */
final class FakeChannel {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int NOT_LET_THROUGH = 404;

  private final SplittableRandom random = new SplittableRandom();
  private final FakeDeviceSetup setup;
  private final FakeOrders orders;
  private final FakeTime time;
  private final Optional<DeviceFault> fault;
  private @Nullable LiveChannel channel;
  private Instant notBefore = Instant.MIN;
  private Instant heard = Instant.MIN;
  private Instant said = Instant.MIN;
  private Duration ping = Duration.ofDays(1);
  private Duration idle = Duration.ofDays(1);
  private int failures;
  private int answers;
  private boolean stopped;
  private boolean gone;

  FakeChannel(
      FakeDeviceSetup setup, FakeOrders orders, FakeTime time, Optional<DeviceFault> fault) {
    this.setup = setup;
    this.orders = orders;
    this.time = time;
    this.fault = fault;
  }

  /** A cycle has found that the server wants the device. */
  void goOn() {
    stopped = false;
  }

  /** The device was started anew. */
  void restart() {
    leave();
    failures = 0;
    notBefore = Instant.MIN;
  }

  private void leave() {
    LiveChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Does what is due now.
   *
   * @return whether this form is let through; else another one is to be used
   */
  boolean work() {
    hear();
    LiveChannel open = channel;
    if (open != null) {
      keep(open);
    } else if (!gone && !stopped && !time.instant().isBefore(notBefore)) {
      open();
    }
    return !gone;
  }

  /** [PLT-LIV-006] */
  private void keep(LiveChannel open) {
    Instant now = time.instant();
    if (open.answers() > answers) {
      answers = open.answers();
      heard = now;
    }
    if (!now.isBefore(heard.plus(idle)) && !has(DeviceFault.STAYS_WITH_A_SILENT_HOST)) {
      leave();
      ended(true);
    } else if (!now.isBefore(said.plus(ping)) && !has(DeviceFault.GIVES_NO_SIGN)) {
      open.ping();
      said = now;
    }
  }

  /** [PLT-LIV-005] */
  private void ended(boolean good) {
    failures = good ? 0 : failures + 1;
    long cap = Limit.LIVE_BACK_OFF_CAP.duration().toMillis();
    long most = Math.min(cap, 1000L << Math.min(failures, 20));
    long wait = has(DeviceFault.OPENS_IN_STEP) ? most : random.nextLong(most + 1);
    notBefore = time.instant().plusMillis(has(DeviceFault.OPENS_AT_ONCE) ? 0 : wait);
    notBefore = notBefore.plusMillis(has(DeviceFault.OPENS_LATE) ? cap : 0);
  }

  private void open() {
    URI host = setup.updates().get(failures % setup.updates().size());
    LiveChannel next =
        new LiveClient(setup.authorities(), PATIENCE)
            .webSocket(
                setup.own().orElseThrow(), host.resolve(GroundOrders.LIVE), LiveClose.SUBPROTOCOL);
    Optional<Came> refused = next.next(Duration.ZERO);
    if (refused.isPresent()) {
      gone = refused.get() instanceof LiveChannel.Ended ended && ended.code() == NOT_LET_THROUGH;
      ended(false);
      return;
    }
    answers = 0;
    // [PLT-LIV-001]
    long last = has(DeviceFault.NAMES_NO_COUNTER) ? 0 : orders.last();
    LiveMessage hello = new LiveMessage.Hello(setup.device(), last, "fake");
    next.send(
        LiveCodec.write(has(DeviceFault.SAYS_NO_HELLO) ? new LiveMessage.Bye("leaving") : hello));
    channel = next;
    heard = time.instant();
    said = heard;
    next.next(PATIENCE).ifPresent(this::hear);
  }

  private void hear() {
    for (Optional<Came> next = came(); next.isPresent(); next = came()) {
      hear(next.get());
    }
  }

  private Optional<Came> came() {
    return Optional.ofNullable(channel).flatMap(each -> each.next(Duration.ZERO));
  }

  private void hear(Came came) {
    heard = time.instant();
    if (came instanceof LiveChannel.Ended ended) {
      channel = null;
      // [PLT-LIV-008]
      stopped =
          ended.code() == LiveClose.INACTIVE.code() && !has(DeviceFault.OPENS_WHEN_IT_IS_INACTIVE);
      ended(true);
      return;
    }
    byte[] document = ((LiveChannel.Document) came).body().bytes();
    // [PLT-LIV-010]
    boolean large =
        document.length > Limit.DOCUMENT_BYTES.value() && !has(DeviceFault.TAKES_LARGE_MESSAGES);
    if (large || !read(document)) {
      leave();
      ended(true);
    }
  }

  /** Whether the channel goes on. */
  private boolean read(byte[] document) {
    try {
      LiveMessage message = LiveCodec.read(document);
      if (message instanceof LiveMessage.Welcome welcome) {
        ping = welcome.ping();
        idle = welcome.idle();
      } else {
        orders.hear(message);
      }
      return true;
    } catch (ProtocolException e) {
      return has(DeviceFault.OVERHEARS_ODD_MESSAGES) || has(DeviceFault.TAKES_LARGE_MESSAGES);
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
