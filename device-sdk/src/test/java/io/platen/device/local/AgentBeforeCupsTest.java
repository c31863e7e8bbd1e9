package io.platen.device.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.ForeignProcess;
import io.platen.device.testing.OwnNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * ippeveprinter, and a queue of CUPS, behind a local agent, in a network of its own. Skipped where
 * they are not installed.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AgentBeforeCupsTest {
  private static final String RESOURCES = "/io/platen/device/printer/ipp/";

  @TempDir private Path folder;

  @Test
  void a_printer_behind_an_agent_is_read_with_its_supplies() throws Exception {
    // given
    OwnNetwork.layPrinter(folder);

    // when
    String read = OwnNetwork.read(folder, List.of("printer.sh", "631"), AgentReading.class);

    // then
    assertThat(read)
        .contains("model=Acme Quill 300c, serial=QX-000417")
        .contains("address=null")
        .contains("via=127.0.0.1")
        .contains("colorant=cyan, description=Cyan toner")
        .contains("level=Measured[amount=54, capacity=100, unit=percent]")
        .contains("value=33810");
  }

  @Test
  void a_queue_of_cups_is_read_with_the_supplies_that_its_backend_has_told() throws Exception {
    // given
    ForeignProcess.demand("cups-daemon", "cupsd");
    ForeignProcess.demand("iproute2", "ss");
    OwnNetwork.lay(folder, RESOURCES, "cupsd.sh", "cupsd.conf", "cups-files.conf", "printers.conf");

    // when
    String read = OwnNetwork.read(folder, List.of("cupsd.sh"), AgentReading.class, "quill");

    // then
    assertThat(read)
        .contains("address=null")
        .contains("via=127.0.0.1")
        .contains("colorant=cyan, description=Cyan toner")
        .contains("level=Measured[amount=54, capacity=100, unit=percent]")
        .contains("description=Black toner");
  }
}
