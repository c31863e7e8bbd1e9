package io.platen.conformance.peers;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveClose;
import io.platen.protocol.live.LiveMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How documents leave by one form of the channel. Whoever is gone hears nothing more. */
interface FakeSender {
  void send(LiveMessage message);

  /** Says why, and ends it. */
  void end(LiveClose why);

  static FakeSender frames(FakeFrames frames) {
    return new FakeSender() {
      @Override
      public void send(LiveMessage message) {
        quietly(() -> frames.text(LiveCodec.write(message)));
      }

      @Override
      public void end(LiveClose why) {
        quietly(() -> frames.close(why.code()));
      }
    };
  }

  static FakeSender events(OutputStream out) {
    return new FakeSender() {
      @Override
      public void send(LiveMessage message) {
        String data = Base64.getEncoder().encodeToString(LiveCodec.write(message));
        quietly(
            () -> {
              out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.US_ASCII));
              out.flush();
            });
      }

      @Override
      public void end(LiveClose why) {
        send(new LiveMessage.Bye(why.token()));
        quietly(out::close);
      }
    };
  }

  /** A long poll: the first document answers it. */
  final class Question implements FakeSender {
    /** Less than a server takes, since nobody looks at how long it is. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final BlockingQueue<LiveMessage> first = new LinkedBlockingQueue<>();

    @Override
    public void send(LiveMessage message) {
      if (!(message instanceof LiveMessage.Welcome)) {
        first.add(message);
      }
    }

    @Override
    public void end(LiveClose why) {
      first.add(new LiveMessage.Bye(why.token()));
    }

    Optional<byte[]> answer(boolean waits) {
      try {
        @Nullable LiveMessage found =
            first.poll(waits ? LONGEST.toMillis() : 0, TimeUnit.MILLISECONDS);
        return Optional.ofNullable(found).map(LiveCodec::write);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  private static void quietly(Writing work) {
    try {
      work.run();
    } catch (IOException | UncheckedIOException e) {
      System.getLogger(FakeSender.class.getName())
          .log(System.Logger.Level.TRACE, "A device has left", e);
    }
  }

  /** What may fail because nobody is there any more. */
  @FunctionalInterface
  interface Writing {
    void run() throws IOException;
  }
}
