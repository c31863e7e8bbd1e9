package io.platen.device.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.ForeignProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    ForeignProcess.demand("cups-ipp-utils", "ippeveprinter");
    ForeignProcess.demand("avahi-daemon", "avahi-daemon");
    ForeignProcess.demand("dbus", "dbus-daemon");
    ForeignProcess.demand("iproute2", "ss");
    for (String name : List.of("printer.sh", "quill.conf", "bus.conf", "avahi.conf")) {
      copy(name);
    }

    // when
    String read = readInItsNetwork("printer.sh");

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
    for (String name : List.of("cupsd.sh", "cupsd.conf", "cups-files.conf", "printers.conf")) {
      copy(name);
    }

    // when
    String read = readInItsNetwork("cupsd.sh", "quill");

    // then
    assertThat(read)
        .contains("address=null")
        .contains("via=127.0.0.1")
        .contains("colorant=cyan, description=Cyan toner")
        .contains("level=Measured[amount=54, capacity=100, unit=percent]")
        .contains("description=Black toner");
  }

  private void copy(String name) throws IOException {
    try (InputStream file = AgentBeforeCupsTest.class.getResourceAsStream(RESOURCES + name)) {
      Files.copy(Objects.requireNonNull(file), folder.resolve(name));
    }
  }

  private String readInItsNetwork(String script, String... queue) throws Exception {
    Path facts = folder.resolve("facts");
    List<String> command = new ArrayList<>();
    command.add(ForeignProcess.demand("util-linux", "unshare").toString());
    boolean root = "root".equals(System.getProperty("user.name"));
    command.addAll(root ? List.of() : List.of("--map-root-user"));
    command.addAll(List.of("--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"));
    command.addAll(List.of("sh", folder.resolve(script).toString(), folder.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(AgentReading.class.getName(), facts.toString()));
    command.addAll(List.of(queue));
    try (ForeignProcess all = ForeignProcess.start(folder, Map.of(), command)) {
      all.await();
    }
    assertThat(facts).as(Files.readString(folder.resolve("log"))).exists();
    return Files.readString(facts);
  }
}
