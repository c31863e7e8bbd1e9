package io.platen.protocol.live;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One document of the live channel. */
public sealed interface LiveMessage
    permits LiveMessage.Hello,
        LiveMessage.Welcome,
        LiveMessage.Commands,
        LiveMessage.Cancel,
        LiveMessage.Taken,
        LiveMessage.Bye,
        LiveMessage.Envelope,
        CommandResult {

  /**
   * The device's first word.
   *
   * @param last the highest counter of a command that it has taken; 0 where it has taken none
   */
  record Hello(UUID device, long last, @Nullable String software) implements LiveMessage {}

  /**
   * The server's first word.
   *
   * @param ping after so long a silence a side gives a sign of life
   * @param idle after so long a silence the other side is taken to be gone
   */
  record Welcome(Instant time, Duration ping, Duration idle) implements LiveMessage {}

  /**
   * What the server asks for.
   *
   * @param certificates of the keys that have signed
   * @param files signed, in the order of their counters
   */
  record Commands(List<X509Certificate> certificates, List<SignedBytes> files)
      implements LiveMessage {
    public Commands {
      certificates = List.copyOf(certificates);
      files = List.copyOf(files);
    }
  }

  /** The server wants this one no more. */
  record Cancel(UUID command) implements LiveMessage {}

  /** The server has this piece of a result, durably. */
  record Taken(UUID command, long number) implements LiveMessage {}

  /**
   * The server ends the channel.
   *
   * @param reason a token of the registry {@code live-closes}
   */
  record Bye(String reason) implements LiveMessage {}

  /**
   * A sealed piece of a result. [PLT-CMD-030]
   *
   * @param content of the form of chapter SEA
   */
  record Envelope(UUID command, long number, SignedBytes content) implements LiveMessage {}

  /** What was signed, untouched. */
  final class SignedBytes {
    private final byte[] bytes;

    public SignedBytes(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SignedBytes same && Arrays.equals(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
