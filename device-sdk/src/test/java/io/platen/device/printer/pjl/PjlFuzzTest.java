package io.platen.device.printer.pjl;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.snmp.Texts;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come from a print port, answers are found in them or not; and what is found fits a
 * report. In a build the seeds and all that was ever found are played.
 */
class PjlFuzzTest {
  private static final String ECHO = PjlRequest.echoed(1);
  private static final InetAddress PRINTER = InetAddress.getLoopbackAddress();

  @MethodSource("answers")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_answers(byte[] received) {
    read(received);
    // Searching would seldom hit upon the echo itself.
    ByteArrayOutputStream echoed = new ByteArrayOutputStream();
    echoed.writeBytes(ECHO.getBytes(StandardCharsets.US_ASCII));
    echoed.writeBytes(received);
    read(echoed.toByteArray());
  }

  private static void read(byte[] received) {
    PjlFacts.of(PjlAnswers.of(received, ECHO), PRINTER, ProfileSet.bundled().makers())
        .ifPresent(
            facts -> {
              assertThat(facts.meters())
                  .allSatisfy(each -> assertThat(each.value()).isNotNegative());
              assertThat(facts.status().panel())
                  .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Texts.SHORT));
            });
  }

  static List<byte[]> answers() {
    return List.of(
        bytes(""),
        bytes("@PJL ECHO " + ECHO + "\r\n\f"),
        bytes(
            "\r\n\f@PJL INFO ID\r\n\"Brother HL-Invented:84E-211:Ver.1.07\"\r\n\f"
                + "@PJL INFO STATUS\r\nCODE=10006\r\nDISPLAY=\"Toner low\"\r\nONLINE=TRUE\r\n\f"
                + "@PJL INFO PAGECOUNT\r\nPAGECOUNT=18421\r\n\f"),
        bytes(
            "@PJL USTATUS DEVICE\r\nCODE=40021\r\n\f@pjl info  id\n\"Quill\"\n@PJL INFO PAGECOUNT\n"
                + "?\n\f@PJL INFO PAGECOUNT\n7"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
