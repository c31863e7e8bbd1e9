package io.platen.device.heartbeat;

import io.platen.device.port.Datagrams;
import io.platen.device.port.Streams;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.sync.Heartbeat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Sends one heartbeat after the other; its counter is durable before it is used. */
public final class HeartbeatSender {
  private final HeartbeatMemory memory;
  private final DnsQuestions questions;

  public HeartbeatSender(
      HeartbeatMemory memory,
      Datagrams datagrams,
      Streams streams,
      Resolvers resolvers,
      RandomGenerator random) {
    this.memory = memory;
    this.questions = new DnsQuestions(datagrams, streams, resolvers, random);
  }

  /**
   * Sends the next heartbeat and waits for its answer, some seconds at most.
   *
   * @throws IOException when the counter cannot be kept; nothing was sent then
   */
  public HeartbeatOutcome send(Heartbeat by) throws IOException, InterruptedException {
    HeartbeatKeys keys = by.keys();
    long counter = next(keys);
    if (counter > HeartbeatKeys.LAST) {
      return HeartbeatOutcome.UNANSWERED; // in some million years, or after a server's mistake
    }
    // [PLT-HBT-004] A counter that was sent and is not remembered would be sent twice.
    keep(keys, counter + 1);
    DnsQuestions.Answer answer =
        questions.ask(
            keys.name(counter, by.zone()).text(),
            text -> HeartbeatAnswer.read(text, counter, keys));
    Optional<HeartbeatAnswer> said = answer.said();
    if (said.isEmpty()) {
      return answer.noSuchName() ? HeartbeatOutcome.UNKNOWN : HeartbeatOutcome.UNANSWERED;
    }
    return switch (said.get().kind()) {
      case FINE -> HeartbeatOutcome.HEARD;
      case SYNC -> HeartbeatOutcome.SYNC;
      case STALE -> {
        // [PLT-HBT-009]
        keep(keys, Math.max(counter, said.get().last()) + 1);
        yield HeartbeatOutcome.STALE;
      }
    };
  }

  /** With another secret, which is another server's, it begins anew. */
  private long next(HeartbeatKeys keys) throws IOException {
    Optional<byte[]> kept = memory.find();
    byte[] mark = mark(keys);
    boolean same =
        kept.isPresent()
            && kept.get().length == Long.BYTES + mark.length
            && Arrays.equals(kept.get(), Long.BYTES, kept.get().length, mark, 0, mark.length);
    return same ? ByteBuffer.wrap(kept.get()).getLong() : 0;
  }

  private void keep(HeartbeatKeys keys, long next) throws IOException {
    byte[] mark = mark(keys);
    byte[] value = ByteBuffer.allocate(Long.BYTES + mark.length).putLong(next).put(mark).array();
    memory.keep(value);
  }

  /** Tells one secret from another. */
  private static byte[] mark(HeartbeatKeys keys) {
    return keys.id(0).getBytes(StandardCharsets.US_ASCII);
  }
}
