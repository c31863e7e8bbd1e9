package io.platen.device.discovery.mdns;

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
 * Against avahi-daemon, which knows nothing of us, on a link of a network of its own. Skipped where
 * it is not installed.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AvahiTest {
  @TempDir private Path folder;

  @Test
  void hears_a_printer_that_avahi_announces() throws Exception {
    // given
    ForeignProcess.demand("avahi-daemon", "avahi-daemon");
    ForeignProcess.demand("iproute2", "ip");
    OwnNetwork.lay(
        folder, "/io/platen/device/discovery/mdns/", "link.sh", "avahi.conf", "quill.service");

    // when
    String heard = OwnNetwork.read(folder, List.of("link.sh"), AvahiReading.class);

    // then
    assertThat(heard).isEqualTo("[Announcement[address=/192.0.2.5, byIpp=true]]");
  }
}
