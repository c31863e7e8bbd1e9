package io.platen.device.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.ForeignProcess;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against avahi-daemon, which knows nothing of us, on a link of a network of its own. Skipped where
 * it is not installed.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AvahiTest {
  private static final List<String> FILES = List.of("link.sh", "avahi.conf", "quill.service");

  @TempDir private Path folder;

  @Test
  void hears_a_printer_that_avahi_announces() throws Exception {
    // given
    ForeignProcess.demand("avahi-daemon", "avahi-daemon");
    ForeignProcess.demand("iproute2", "ip");
    for (String name : FILES) {
      try (InputStream file = AvahiTest.class.getResourceAsStream(name)) {
        Files.copy(file, folder.resolve(name));
      }
    }
    // when
    String heard = hearInItsNetwork();
    // then
    assertThat(heard).isEqualTo("[Announcement[address=/192.0.2.5, byIpp=true]]");
  }

  private String hearInItsNetwork() throws Exception {
    Path file = folder.resolve("heard");
    List<String> command = new ArrayList<>();
    command.add(ForeignProcess.demand("util-linux", "unshare").toString());
    boolean root = "root".equals(System.getProperty("user.name"));
    command.addAll(root ? List.of() : List.of("--map-root-user"));
    command.addAll(List.of("--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"));
    command.addAll(List.of("sh", folder.resolve("link.sh").toString(), folder.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(AvahiReading.class.getName(), file.toString()));
    try (ForeignProcess all = ForeignProcess.start(folder, Map.of(), command)) {
      all.await();
    }
    assertThat(file).as(Files.readString(folder.resolve("log"))).exists();
    return Files.readString(file);
  }
}
