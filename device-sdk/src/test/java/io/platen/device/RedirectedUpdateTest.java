package io.platen.device;

import static io.platen.protocol.Requirement.PLT_UPD_303;
import static io.platen.protocol.release.ComponentName.APPLICATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.SlotName;
import io.platen.device.port.StorageBootControl;
import io.platen.device.testing.MemorySlots;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestDirector;
import io.platen.device.testing.TestMaker;
import io.platen.device.testing.VirtualTime;
import io.platen.device.update.Firmware;
import io.platen.device.update.Installed;
import io.platen.device.update.UpdateSettings;
import io.platen.protocol.Verifies;
import io.platen.protocol.assignment.AssignmentSigner;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.Order;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device that was taken to another server is updated by that one, and by the one before no more.
 */
class RedirectedUpdateTest {
  private static final int SLOT = 128 * 1024;
  private static final TestAuthority.Issued BEFORE = EnrolmentBench.AUTHORITY.documents();
  private static final TestAuthority.Issued NOW = RedirectBench.NEXT.documents();

  @TempDir private static Path folder;
  private final VirtualTime time = RedirectBench.young();
  private final TestMaker maker = new TestMaker(EnrolmentBench.YOUNG);
  private final MemorySlots slots =
      new MemorySlots()
          .with(SlotName.A.of(APPLICATION), SLOT, image(1))
          .with(SlotName.B.of(APPLICATION), SLOT, new byte[0]);
  private final List<Set<ComponentName>> restarts = new ArrayList<>();
  private RedirectBench bench;

  @BeforeEach
  void redirect() throws Exception {
    bench = new RedirectBench(folder);
    assertThat(bench.redirect(bench.storage, RedirectBench.young(), Duration.ofMinutes(10)).after())
        .isNotNull();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static byte[] image(int version) {
    byte[] image = new byte[SLOT];
    new Random(version).nextBytes(image);
    return image;
  }

  /** Lets the device live for a while with its new server, which assigns a release. */
  private void live(TestAuthority.Issued signer, TestAuthority.Issued... named) throws Exception {
    maker.sign(maker.release("r2", maker.component(APPLICATION, "2", 7, image(2))));
    TestDirector director =
        new TestDirector(
            RedirectBench.THERE,
            maker,
            time,
            new AssignmentSigner(signer.certificate(), signer.key()));
    director.order = Order.Install.of("r2");
    DiscoveryEntry entry =
        new DiscoveryEntry("one", DiscoveryEntry.Kind.HOST, "10.0.0.5", List.of(), List.of());
    bench.hosts.with(
        new SyncDocument(RedirectBench.THERE, null, Policy.DEFAULT, List.of(entry))
            .updated(
                new SyncDocument.Updates(
                    Stream.of(named).map(TestAuthority.Issued::certificate).toList(), null)));
    bench.serve(exchange -> director.handle(exchange) || bench.nextServer.handle(exchange));
    DeviceConfig config =
        bench.old.builder(bench.storage, time).mayLeave(true).updates(settings()).build();
    try (Device device = Device.open(config, bench.old.heard)) {
      device.start();
      for (int i = 0; i < 60; i++) {
        time.advance(Duration.ofSeconds(30));
      }
    }
    assertThat(director.asked).isNotEmpty();
  }

  private UpdateSettings settings() throws Exception {
    StorageBootControl boot =
        new StorageBootControl(bench.storage, "boot-application", Set.of(APPLICATION), null);
    boot.start();
    return new UpdateSettings(
        TestMaker.REPOSITORY,
        maker::root,
        new Firmware(TestMaker.MODEL, 2, 0, Map.of(APPLICATION, Installed.atFactory("1", 5))),
        slots,
        List.of(boot),
        restarts::add);
  }

  @Test
  @Verifies(positive = PLT_UPD_303)
  void installs_what_its_new_server_assigns() throws Exception {
    // when
    live(NOW, NOW);

    // then
    assertThat(bench.old.heard.problems()).isEmpty();
    assertThat(restarts).containsExactly(Set.of(APPLICATION));
    assertThat(slots.bytes(SlotName.B.of(APPLICATION))).isEqualTo(image(2));
  }

  @Test
  @Verifies(negative = PLT_UPD_303)
  void refuses_what_the_server_before_assigns_though_the_new_one_names_its_key() throws Exception {
    // when
    live(BEFORE, NOW, BEFORE);

    // then
    assertThat(bench.old.heard.problems())
        .anySatisfy(line -> assertThat(line).contains("PLT-UPD-303"));
    assertThat(restarts).isEmpty();
    assertThat(Arrays.equals(slots.bytes(SlotName.B.of(APPLICATION)), new byte[SLOT])).isTrue();
  }
}
