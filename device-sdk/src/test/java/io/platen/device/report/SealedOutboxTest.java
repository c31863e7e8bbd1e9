package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_SEA_002;
import static io.platen.protocol.Requirement.PLT_SEA_005;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.port.FolderStorage;
import io.platen.device.port.Keys;
import io.platen.device.port.Storage;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestAuthority;
import io.platen.device.testing.TestOpener;
import io.platen.protocol.Verifies;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk of a device that seals. */
class SealedOutboxTest {
  private static final UUID DEVICE = UUID.fromString("0b7e3c1e-9f43-4d0a-8a55-5f3a7e1c2d01");
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final TestAuthority.Issued SERVER = AUTHORITY.sealing("test-server");
  private static final TestAuthority.Issued OWN = AUTHORITY.device(DEVICE);

  @TempDir private Path folder;

  private DeviceStore store;
  private Seals seals;
  private Outbox outbox;

  @BeforeEach
  void open() throws Exception {
    SecureRandom random = new SecureRandom();
    Storage storage = new FolderStorage(folder);
    store = DeviceStore.open(storage, LocalKey.load(storage, random), random);
    seals = new Seals(store, SealedOutboxTest::material, random);
    outbox = new Outbox(store, DEVICE, UUID.randomUUID(), DeviceClock.BUILT, seals);
  }

  private static Keys.Material material() {
    return new Keys.Material(OWN.key(), OWN.chain(), List.of(AUTHORITY.certificate()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Report report(long sequence) {
    return new Report(
        DEVICE,
        outbox.epoch(),
        sequence,
        sequence == 11 ? Report.Kind.FULL : Report.Kind.DELTA,
        sequence == 11 ? null : Long.valueOf(sequence - 1),
        NOW,
        Report.ClockQuality.SYNCHRONISED,
        "planted-marker",
        sequence == 11 ? List.of(new Report.Lost(7, 8, "x-test")) : List.of(),
        List.of(),
        List.of());
  }

  private void adopt() throws Exception {
    seals.adopt(new SyncDocument.Sealing(false, List.of(SERVER.certificate())));
  }

  @Test
  @Verifies(positive = PLT_SEA_002)
  void holds_envelopes_that_the_server_alone_can_open() throws Exception {
    // given
    adopt();
    Report report = report(11);

    // when
    outbox.add(List.of(report), Policy.Limits.DEFAULT, NOW);

    // then: even with the device's own key
    Entry entry = Entry.parse(store.findReport(11).orElseThrow());
    assertThat(entry.isSealed()).isTrue();
    assertThat(entry.lost()).isEqualTo(report.lost());
    assertThatThrownBy(entry::report).isInstanceOf(IllegalStateException.class);
    assertThat(new TestOpener(SERVER).read(entry.body(), DEVICE, OWN.certificate()))
        .isEqualTo(report);
    assertThat(Entry.parse(entry.bytes()).body()).isEqualTo(entry.body());
  }

  @Test
  @Verifies(negative = PLT_SEA_002)
  void keeps_nothing_unsealed_once_it_has_a_key() throws Exception {
    // given
    outbox.add(List.of(report(11), report(12)), Policy.Limits.DEFAULT, NOW);
    assertThat(Entry.parse(store.findReport(11).orElseThrow()).isSealed()).isFalse();

    // when
    adopt();
    outbox.sealWaiting();

    // then: also for a device that starts anew
    assertThat(new Seals(store, SealedOutboxTest::material, new SecureRandom()).areOn()).isTrue();
    for (long sequence : store.sequences()) {
      Entry entry = Entry.parse(store.findReport(sequence).orElseThrow());
      assertThat(new TestOpener(SERVER).read(entry.body(), DEVICE, OWN.certificate()))
          .isEqualTo(report(sequence));
    }
  }

  @Test
  @Verifies(positive = PLT_SEA_005, negative = PLT_SEA_005)
  void leaves_no_word_of_a_report_on_the_disk_without_the_devices_own_key() throws Exception {
    // given
    adopt();

    // when
    outbox.add(List.of(report(11)), Policy.Limits.DEFAULT, NOW);

    // then
    assertThat(outbox.head(Policy.Limits.DEFAULT).orElseThrow().packed()).isPresent();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("planted-marker", "<report", DEVICE.toString());
      }
    }
  }
}
