package io.platen.server.console;

import io.platen.server.console.view.Badge;
import io.platen.server.console.view.DeviceRow;
import io.platen.server.console.view.DeviceView;
import io.platen.server.console.view.Fact;
import io.platen.server.console.view.Form;
import io.platen.server.console.view.State;
import io.platen.server.console.view.Words;
import io.platen.server.fleet.entity.DevicePresence;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Devices of an invented fleet. */
final class DeviceSamples {
  private final Words words;
  private final PrinterSamples printers;

  DeviceSamples(Words words) {
    this.words = words;
    this.printers = new PrinterSamples(words);
  }

  List<DeviceRow> devices() {
    return List.of(
        new DeviceRow(
            "d1",
            Samples.badge(words, State.OK, "word.online"),
            "Graz-01",
            14,
            false,
            Samples.NOW.minusSeconds(120),
            Samples.NOW.minusSeconds(120)),
        new DeviceRow(
            "d2",
            new Badge(State.SILENT, words.t("word.silent", words.t("age.hours", 26))),
            "Wien-3",
            31,
            true,
            Samples.NOW.minusSeconds(93600),
            Samples.NOW.minusSeconds(93600)),
        new DeviceRow(
            "d3",
            Samples.badge(words, State.UNKNOWN, "word.waiting"),
            "Leipzig-02",
            0,
            false,
            null,
            null));
  }

  /** Behind a firewall that lets its names be looked up, and nothing else. */
  static io.platen.server.fleet.entity.DeviceRow heartbeatOnly() {
    return new io.platen.server.fleet.entity.DeviceRow(
        UUID.fromString("3f0e2a3c-7a1b-4f5e-9a51-0d2f4b6c8e11"),
        "Linz-04",
        "ACTIVE",
        DevicePresence.HEARTBEAT_ONLY,
        Samples.NOW.minusSeconds(864_000),
        Samples.NOW.minusSeconds(863_000),
        Samples.NOW.minusSeconds(172_800),
        Samples.NOW.minusSeconds(600),
        Samples.NOW.minusSeconds(172_800),
        "0.1.0",
        "10.8.4.2",
        "SYNCHRONISED",
        false,
        0,
        7,
        1);
  }

  DeviceView cutOff() {
    DeviceViews views = new DeviceViews(words);
    return new DeviceView(
        views.row(heartbeatOnly()),
        DeviceViews.moves("ACTIVE"),
        words.t("device.deactivateHint"),
        false,
        views.facts(heartbeatOnly(), List.of()),
        new DeviceView.Activation(null, null, words.t("activation.none"), null, true),
        List.of(),
        List.of(),
        Form.EMPTY,
        Form.EMPTY);
  }

  DeviceView device(boolean right) {
    Form entry =
        right
            ? Form.EMPTY
            : new Form(
                Map.of(
                    "target",
                    "10.8.2.41/24",
                    "version",
                    "3",
                    "port",
                    "70000",
                    "user",
                    "fleet",
                    "auth",
                    "sha-512",
                    "authPassword",
                    "never-again"),
                Map.of(
                    "authPassword",
                    words.t("entry.wrongAuthPassword"),
                    "target",
                    words.t("entry.hostBits", "10.8.2.41/24", "10.8.2.0/24"),
                    "port",
                    words.t("entry.wrongPort", "70000")));
    return new DeviceView(
        devices().get(right ? 0 : 2),
        DeviceViews.moves(right ? "ACTIVE" : "HIBERNATING"),
        words.t(right ? "device.deactivateHint" : "device.hibernatingHint"),
        !right,
        List.of(
            new Fact(words.t("device.id"), "3f0e2a3c-7a1b-4f5e-9a51-0d2f4b6c8e10", true),
            new Fact(words.t("device.software"), right ? "0.1.0" : null, false)),
        right
            ? new DeviceView.Activation(
                "7KQ2-9F3M-T8WX-R5VN-5",
                "platen://fleet.example.org:8445/7ZZZZZZZZZZZZG000000000000/7KQ2-9F3M-T8WX-R5VN-5",
                words.t("activation.until", "28 Nov, 12:00"),
                null,
                true)
            : new DeviceView.Activation(
                null, null, words.t("activation.waits"), "lusab babad gutih tugad", true),
        right
            ? List.of(
                new DeviceView.EntryLine(
                    "9",
                    "Network",
                    "10.8.2.0/24",
                    "10.8.2.1, 10.8.2.10-10.8.2.20",
                    "SNMP v2c, port 161",
                    254))
            : List.of(),
        right ? printers.rows() : List.of(),
        entry,
        Form.EMPTY);
  }
}
