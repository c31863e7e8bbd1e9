package io.platen.device.printer.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.Supply;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a printer answers, they are taken or refused with a place and a reason; and what
 * is taken fits a report. In a build the seeds and all that was ever found are played.
 */
class IppFuzzTest {
  private static final InetAddress PRINTER = InetAddress.getLoopbackAddress();

  @MethodSource("answers")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_an_answer(byte[] response) {
    try {
      PrinterFacts facts = IppFacts.of(IppAnswer.decode(response), PRINTER, ProfileSet.bundled());
      assertThat(facts.supplies()).allSatisfy(IppFuzzTest::fitsAReport);
      assertThat(facts.meters()).allSatisfy(meter -> assertThat(meter.value()).isNotNegative());
      assertFits(facts.identity().model());
      assertFits(facts.identity().serial());
    } catch (MalformedIppException e) {
      assertThat(e.position()).isBetween(0, response.length);
    }
  }

  private static void fitsAReport(Supply supply) {
    assertThat(supply.type()).matches("[a-z][a-z0-9-]{0,63}");
    assertFits(supply.description());
    assertFits(supply.colorant());
  }

  private static void assertFits(String text) {
    assertThat(text == null ? "" : text).hasSizeLessThanOrEqualTo(Texts.LONG);
  }

  static List<byte[]> answers() {
    return List.of(
        new byte[0],
        IppBytes.of(0x0406, 1).end(),
        IppBytes.successful(1)
            .text("printer-make-and-model", "Acme Quill 300c")
            .text("printer-device-id", "MFG:Acme;MDL:Quill 300c;CMD:PCL,PJL;SN:QX-000417;")
            .state(5)
            .keywords("printer-state-reasons", "media-jam-error", "toner-low-warning")
            .octets(
                "printer-supply",
                "index=1;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=92;"
                    + "colorantname=cyan;,index=2;type=wasteToner;level=-3;",
                "type=opc;unit=impressions;maxcapacity=6000;level=1500")
            .text("printer-supply-description", "Cyan", "Waste", "Drum")
            .octets(
                "printer-alert",
                "code=jam;index=5;severity=critical;training=trained;group=mediaPath;groupindex=1;"
                    + "location=3;time=4711;")
            .text("printer-alert-description", "Jam")
            .integers("printer-impressions-completed", 33_810)
            .end(),
        IppBytes.successful(1)
            .text("marker-names", "Yellow, 2,000 pages", "Waste")
            .keywords("marker-types", "toner", "waste-toner")
            .text("marker-colors", "#FFFF00", "none")
            .integers("marker-levels", -1, 80)
            .value(IppTag.TEXT_WITH_LANGUAGE, "printer-location", new byte[] {0, 1, 'd', 0, 1, 'B'})
            .value(IppTag.BEGIN_COLLECTION, "media-col-ready", "")
            .value(IppTag.MEMBER_NAME, "", "media-size")
            .value(IppTag.INTEGER, "", new byte[4])
            .value(IppTag.END_COLLECTION, "", "")
            .end());
  }
}
