package io.platen.conformance.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One open channel, in whatever form; what comes waits here. */
public final class LiveChannel implements AutoCloseable {
  private final BlockingQueue<Came> waiting = new LinkedBlockingQueue<>();
  private volatile Sender sender =
      document -> {
        throw new IllegalStateException("This form of the channel goes one way");
      };
  private final AtomicInteger answers = new AtomicInteger();
  private volatile Runnable pinging = () -> {};
  private volatile Runnable end = () -> {};

  LiveChannel() {}

  /** One thing that came. */
  public sealed interface Came {}

  /** A document, as it came. */
  public record Document(Body body) implements Came {}

  /**
   * Nothing more comes.
   *
   * @param code of the WebSocket's close (RFC 6455 section 7.4), or the HTTP status of a refusal; 0
   *     where there is neither
   */
  public record Ended(int code, String how) implements Came {}

  /** How documents leave. */
  @FunctionalInterface
  interface Sender {
    void send(byte[] document);
  }

  void opened(Sender by, Runnable ping, Runnable ending) {
    sender = by;
    pinging = ping;
    end = ending;
  }

  void came(Came next) {
    waiting.add(next);
  }

  /** Empty where nothing came in time. */
  public Optional<Came> next(Duration within) {
    try {
      return Optional.ofNullable(waiting.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  public void send(byte[] document) {
    sender.send(document);
  }

  void answered() {
    answers.incrementAndGet();
  }

  /** How many signs of life were answered. */
  public int answers() {
    return answers.get();
  }

  /** A sign of life, where this form has one. */
  public void ping() {
    pinging.run();
  }

  @Override
  public void close() {
    end.run();
  }
}
