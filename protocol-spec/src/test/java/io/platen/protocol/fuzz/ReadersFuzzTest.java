package io.platen.protocol.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.platen.protocol.Limit;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.codec.ReportCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import io.platen.protocol.xml.SafeXml;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come, a reader takes them or refuses them with a ProtocolException; and what a
 * codec has taken, it writes, and reads as the same. In a build, the seeds and all that was ever
 * found are played; CONTRIBUTING tells how to search for more.
 */
class ReadersFuzzTest {
  private static final int LIMIT = (int) Limit.DOCUMENT_BYTES.value();

  @MethodSource("documents")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_xml(byte[] document) {
    read(document, bytes -> SafeXml.DEFAULT.read(bytes, reader -> reader));
  }

  @MethodSource("documents")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_a_report(byte[] document) {
    readTwice(document, ReportCodec::read, ReportCodec::write);
  }

  @MethodSource("documents")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_a_sync_document(byte[] document) {
    readTwice(document, SyncCodec::read, SyncCodec::write);
  }

  @MethodSource("documents")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_a_receipt(byte[] document) {
    readTwice(document, ReceiptCodec::read, ReceiptCodec::write);
  }

  @MethodSource("documents")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_a_problem(byte[] document) {
    readTwice(document, ProblemCodec::read, ProblemCodec::write);
  }

  @MethodSource("packed")
  @FuzzTest(maxDuration = "10m")
  void unpacks_any_bytes(byte[] packed) {
    readTwice(
        packed,
        bytes -> new String(BoundedGzip.inflate(bytes, LIMIT), ISO_8859_1),
        body -> BoundedGzip.deflate(body.getBytes(ISO_8859_1)));
  }

  static List<byte[]> documents() {
    return Seeds.documents();
  }

  static List<byte[]> packed() {
    return Seeds.packed();
  }

  private static <T> void readTwice(byte[] bytes, Reading<T> reading, Function<T, byte[]> writing) {
    T taken = read(bytes, reading);
    if (taken != null) {
      assertThat(read(writing.apply(taken), reading)).isEqualTo(taken);
    }
  }

  /** Null for what is refused. */
  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try {
      return reading.read(bytes);
    } catch (ProtocolException e) {
      assertThat(e.type()).isNotNull();
      assertThat(e.requirement()).isNotNull();
      return null;
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read(byte[] bytes) throws ProtocolException;
  }
}
