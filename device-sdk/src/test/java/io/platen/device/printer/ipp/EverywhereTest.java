package io.platen.device.printer.ipp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.OwnNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against ippeveprinter of CUPS, which knows nothing of us: at its real port, with TLS, in a
 * network of its own. Skipped where it is not installed.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EverywhereTest {
  @TempDir private Path folder;

  @Test
  void reads_a_printer_that_others_wrote_over_tls() throws Exception {
    // given
    OwnNetwork.layPrinter(folder);

    // when
    String read = OwnNetwork.read(folder, List.of("printer.sh", "631"), EverywhereReading.class);

    // then
    assertThat(read)
        .contains("vendor=Acme, model=Acme Quill 300c, serial=QX-000417, firmware=2.81.4")
        .contains("state=IDLE")
        .contains("colorant=cyan, description=Cyan toner")
        .contains("level=Measured[amount=54, capacity=100, unit=percent]")
        .contains("colorant=black, description=Black toner")
        .contains("level=SomeRemaining[]")
        .contains("name=total-impressions")
        .contains("value=33810")
        .endsWith("[127.0.0.1:631]");
  }
}
