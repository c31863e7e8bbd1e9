package io.platen.protocol.codec;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.printer.SupplyClass;
import io.platen.protocol.printer.SupplyLevel;
import io.platen.protocol.printer.Tray;
import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.report.Report;
import io.platen.protocol.report.UpdateState;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.sync.SyncDocument;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Documents that use all that their schema has. */
final class Documents {
  static final UUID DEVICE = UUID.fromString("0e7c1f6a-52b7-4d0c-9a39-6f5f6b1f2a01");
  static final UUID EPOCH = UUID.fromString("5b0a4a0e-1f0f-4f43-8f7e-21c0a7f3c902");
  static final Instant CREATED = Instant.parse("2026-11-22T05:04:03.125Z");

  private Documents() {}

  static Report full() {
    return new Report(
        DEVICE,
        EPOCH,
        7,
        Report.Kind.FULL,
        null,
        CREATED,
        Report.ClockQuality.SYNCHRONISED,
        "reference 0.1",
        List.of(new Report.Lost(2, 4, "outbox-full")),
        List.of(PrinterReport.whole("sn-A1", CREATED, facts())),
        List.of());
  }

  static Report delta() {
    PrinterReport changed =
        new PrinterReport("sn-A1", CREATED, null, null, null, List.of(), null, null);
    return new Report(
        DEVICE,
        EPOCH,
        8,
        Report.Kind.DELTA,
        7L,
        CREATED,
        Report.ClockQuality.UNSET,
        null,
        List.of(),
        List.of(changed),
        List.of("sn-B2"));
  }

  static UpdateState updates() {
    return new UpdateState(
        "acme",
        "pl-100",
        3,
        List.of(
            new UpdateState.Component(ComponentName.BOOTLOADER, null, 0, null, 'A'),
            new UpdateState.Component(
                ComponentName.APPLICATION, "2.4.1", 17, "0b".repeat(32), 'B')),
        new UpdateState.Attempt(
            "2026.4",
            UpdateState.Stage.DOWNLOADING,
            ComponentName.OPERATING_SYSTEM,
            7L,
            4_000_000_000L,
            "network"),
        new UpdateState.Result(
            "2026.3", UpdateState.Outcome.RETURNED, "It did not start", CREATED));
  }

  static PrinterFacts facts() {
    PrinterIdentity identity =
        PrinterIdentity.builder()
            .address("192.0.2.17")
            .hostName("floor-3")
            .mac("00:00:5e:00:53:01")
            .vendor("Inkwell")
            .model("C 400")
            .serial("A1")
            .firmware("2.17")
            .assetNumber("4711")
            .location("3rd floor, \u00fcber <the> \"kitchen\" & hall")
            .sysObjectId("1.3.6.1.4.1.32473.1")
            .sysDescr("Inkwell C 400\r\nnetwork\tcard")
            .deviceId("MFG:Inkwell;MDL:C 400;")
            .profile(new UsedProfile(UsedProfile.GENERIC, 3))
            .source("1.3.6.1.2.1.43.5.1.1.17.1")
            .build();
    PrinterStatus status =
        new PrinterStatus(
            PrinterStatus.State.IDLE,
            List.of("low-toner"),
            List.of("Ready", "Toner low"),
            "1.3.6.1.2");
    return new PrinterFacts(
        identity,
        status,
        List.of(
            new Meter("total-impressions", "1.1", "impressions", 33_810, "Total", "1.3.6.1"),
            new Meter("total-impressions", "1.2", "impressions", 0, null, null),
            new Meter("colour-impressions", null, "impressions", 7, null, "ipp:a#2+ipp:b")
                .by("ipp")
                .since(CREATED.minusSeconds(90))
                .asOf(CREATED.minusSeconds(60))),
        List.of(
            supply("1.1", new SupplyLevel.Measured(54, null, "percent")),
            supply("1.2", new SupplyLevel.Measured(1_200, 5_000L, "impressions")),
            supply("1.3", new SupplyLevel.SomeRemaining()),
            supply("1.4", new SupplyLevel.Unknown()),
            supply("1.5", new SupplyLevel.Unlimited()).asOf(CREATED)),
        List.of(
            new Tray(
                "1.1",
                "Tray 1",
                "A4",
                new SupplyLevel.Measured(250, 500L, "sheets"),
                "web:/tray%20s#1",
                CREATED.minusSeconds(3))),
        List.of(
            new PrinterAlert(
                "1.12",
                1104,
                PrinterAlert.Severity.WARNING,
                "untrained",
                "supplies",
                1,
                -2,
                "Toner low",
                123_456L,
                "1.3.6.1.2.1.43.18.1.1.7.1.12")));
  }

  static Supply supply(String index, SupplyLevel level) {
    return new Supply(
        index, "toner", SupplyClass.CONSUMED, "black", "Toner black", "X-1", "1.3.6.1", level);
  }

  static SyncDocument sync() {
    Policy policy =
        new Policy(
            true,
            new Policy.Schedule(
                LocalTime.of(5, 0),
                LocalTime.of(19, 30),
                ZoneId.of("Europe/Berlin"),
                Duration.ofHours(2),
                Duration.ofMinutes(20),
                Duration.ofDays(7),
                Duration.ofDays(1)),
            new Policy.Limits(262_144, 500, 67_108_864, Duration.ofDays(30), 100, 90_000),
            Map.of("location", Policy.MaskKind.OMIT, "asset", Policy.MaskKind.KEYED),
            new Policy.Alerts(true, Set.of(PrinterAlert.Severity.CRITICAL), Set.of(23, 24), false));
    DiscoveryEntry.SnmpAccess old =
        new DiscoveryEntry.SnmpAccess(DiscoveryEntry.SnmpAccess.Version.V1, "read", 1161);
    return new SyncDocument(
        DEVICE,
        new SyncDocument.Hosts(
            List.of(
                URI.create("https://update1.example:8443"), URI.create("https://update2.example")),
            List.of(URI.create("https://download.example"))),
        policy,
        List.of(
            entry("net", DiscoveryEntry.Kind.NETWORK, "192.0.2.0/24", List.of(old)),
            entry("some", DiscoveryEntry.Kind.RANGE, "192.0.2.1-192.0.2.9", List.of()),
            entry("one", DiscoveryEntry.Kind.HOST, "printer.example", List.of()),
            new DiscoveryEntry(
                "by-print-port",
                DiscoveryEntry.Kind.HOST,
                "old.printer.example",
                List.of(),
                List.of(),
                Set.of("snmp", "pjl")),
            new DiscoveryEntry(
                "announced",
                DiscoveryEntry.Kind.NETWORK,
                "198.51.100.0/24",
                List.of(),
                List.of(),
                Set.of("ipp"),
                true)),
        List.of(new ListedProfile("example", 4, "0a".repeat(32), 3217)));
  }

  private static DiscoveryEntry entry(
      String id, DiscoveryEntry.Kind kind, String target, List<DiscoveryEntry.SnmpAccess> access) {
    return new DiscoveryEntry(id, kind, target, List.of("192.0.2.128/25"), access);
  }
}
