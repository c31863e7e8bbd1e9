package io.platen.device.report;

import static io.platen.protocol.Requirement.PLT_RPT_028;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.identity.LocalKey;
import io.platen.device.link.DeviceClock;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.store.DeviceStore;
import io.platen.device.testing.TestPrinters;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.report.Report;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.Policy.MaskKind;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Two printers, one in each of two networks, that are silent in the second round. */
class WatchedTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final DeviceClock.Reading MADE =
      new DeviceClock.Reading(NOW, Report.ClockQuality.SYNCHRONISED);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String STAYS = "10.0.1.5";
  private static final String GOES = "10.0.2.5";

  private final TestStorage disk = new TestStorage();
  private final TestPrinters printers = new TestPrinters(new VirtualTime(NOW));
  private DeviceStore store;
  private Outbox outbox;
  private Reporter reporter;

  @BeforeEach
  void open() throws Exception {
    LocalKey key = LocalKey.load(disk, RANDOM);
    store = DeviceStore.open(disk, key, RANDOM);
    outbox = new Outbox(store, UUID.randomUUID(), UUID.randomUUID());
    reporter = new Reporter(outbox, key, "test", new ObstaclesMet(store, () -> NOW, List.of()));
    printers.put(STAYS, "SN-12345A", 100);
    printers.put(GOES, "SN-12345B", 100);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Policy masking(Map<String, MaskKind> masks) {
    return new Policy(false, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, masks);
  }

  private PrinterSnapshot read(String address) {
    return printers.read(TestPrinters.target(address));
  }

  private static Watched watched(String... addresses) throws Exception {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.getByName(addresses[i]);
    }
    return Watched.of(Arrays.asList(all));
  }

  private Set<String> left(Watched watched, Map<String, MaskKind> masks) throws Exception {
    reporter.capture(List.of(), watched, masking(masks), MADE);
    return outbox.captured().orElseThrow().printers().keySet();
  }

  @ParameterizedTest
  @EnumSource(value = MaskKind.class, mode = Mode.EXCLUDE, names = "OMIT")
  @Verifies(positive = PLT_RPT_028, negative = PLT_RPT_028)
  void removes_who_is_where_nobody_is_watched_and_keeps_who_is_silent(MaskKind mask)
      throws Exception {
    // given
    Map<String, MaskKind> masks = Map.of("network-address", mask);
    reporter.capture(List.of(read(STAYS), read(GOES)), watched(STAYS, GOES), masking(masks), MADE);

    // when, then
    assertThat(left(watched(STAYS, GOES), masks)).hasSize(2);
    assertThat(left(watched(STAYS), masks)).containsExactly("sn-SN12345A");
  }

  @Test
  @Verifies(negative = PLT_RPT_028)
  void removes_nobody_where_it_is_not_known_who_is_watched_or_where_they_were() throws Exception {
    // given
    Map<String, MaskKind> none = Map.of();
    Map<String, MaskKind> omit = Map.of("network-address", MaskKind.OMIT);
    reporter.capture(List.of(read(STAYS), read(GOES)), Watched.UNKNOWN, masking(omit), MADE);

    // when, then
    assertThat(left(watched(STAYS), omit)).hasSize(2);
    assertThat(left(watched(STAYS), none)).hasSize(2);
    assertThat(left(Watched.UNKNOWN, none)).hasSize(2);
  }

  @Test
  @Verifies(negative = PLT_RPT_028)
  void removes_nobody_because_a_mask_tells_more_now() throws Exception {
    // given
    for (MaskKind before : List.of(MaskKind.KEYED, MaskKind.TRUNCATE)) {
      Policy hiding = masking(Map.of("network-address", before));
      reporter.capture(List.of(read(STAYS), read(GOES)), Watched.UNKNOWN, hiding, MADE);

      // when, then
      assertThat(left(watched(STAYS, GOES), Map.of())).hasSize(2);
    }
  }

  @Test
  @Verifies(negative = PLT_RPT_028)
  void removes_no_printer_of_a_local_agent() throws Exception {
    // given
    PrinterSnapshot direct = read(GOES);
    PrinterFacts facts = direct.facts().orElseThrow();
    PrinterFacts local =
        new PrinterFacts(
            facts.identity().toBuilder().address(null).via("desk-7").build(),
            facts.status(),
            facts.meters(),
            facts.supplies(),
            facts.trays(),
            facts.alerts());
    PrinterSnapshot behind =
        new PrinterSnapshot(direct.target(), direct.read(), local, direct.traffic());
    reporter.capture(List.of(read(STAYS), behind), watched(STAYS), masking(Map.of()), MADE);

    // when, then
    assertThat(left(watched(STAYS), Map.of())).hasSize(2);
  }
}
