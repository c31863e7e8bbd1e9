package io.platen.protocol.attack;

import com.sun.management.ThreadMXBean;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plays the corpus to the reader in a process of its own, so that the heap that it is given bounds
 * the memory. One line a body: name, answer, requirement, microseconds of CPU, bytes allocated.
 */
final class AttackRun {
  private static final int LIMIT = (int) Limit.DOCUMENT_BYTES.value();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int TURNS = 3;

  /** In microseconds: what costs less needs no second turn. */
  private static final long PLENTY = 100_000;

  private AttackRun() {}

  /**
   * @param arguments where a reader ends up that fetches what a document names
   */
  public static void main(String[] arguments) throws IOException {
    Stage stage =
        new Stage(Stage.WRITTEN.device(), Stage.WRITTEN.epoch(), URI.create(arguments[0]));
    // The first turn loads classes and warms the code up; what it costs is not the documents'
    // doing.
    for (boolean measured : new boolean[] {false, true}) {
      for (Attack attack : Attacks.onDocuments()) {
        for (byte[] body : bodies(attack, stage)) {
          String line = play(attack, body);
          if (measured) {
            System.out.println(line);
          }
        }
      }
    }
  }

  private static List<byte[]> bodies(Attack attack, Stage stage) throws IOException {
    try (InputStream wire = attack.open(stage)) {
      byte[] whole = wire.readNBytes(LIMIT + 1); // as a server does
      return attack.sending() == Attack.Sending.WHOLE
          ? List.of(whole)
          : IntStream.range(0, whole.length).mapToObj(end -> Arrays.copyOf(whole, end)).toList();
    }
  }

  /** The best of three: what else the machine does is not the documents' doing either. */
  private static String play(Attack attack, byte[] body) {
    Cost best = cost(attack, body);
    for (int turn = 1; turn < TURNS && best.microseconds() > PLENTY; turn++) {
      Cost again = cost(attack, body);
      best = again.microseconds() < best.microseconds() ? again : best;
    }
    return String.join(
        "\t",
        attack.name(),
        best.answer(),
        Long.toString(best.microseconds()),
        Long.toString(best.bytes()));
  }

  private static Cost cost(Attack attack, byte[] body) {
    long thread = Thread.currentThread().getId();
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long started = THREADS.getCurrentThreadCpuTime();
    String answer = answer(attack, body);
    long microseconds = (THREADS.getCurrentThreadCpuTime() - started) / 1_000;
    return new Cost(answer, microseconds, THREADS.getThreadAllocatedBytes(thread) - allocated);
  }

  private record Cost(String answer, long microseconds, long bytes) {}

  private static String answer(Attack attack, byte[] body) {
    try {
      ReportCodec.read(attack.coding().isPresent() ? BoundedGzip.inflate(body, LIMIT) : body);
      return "accepted\t-";
    } catch (ProtocolException e) {
      return e.type() + "\t" + e.requirement();
    }
  }
}
