package io.platen.device.printer.ipp;

import io.platen.device.printer.profile.MakerNames;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.profile.Traits;
import io.platen.device.snmp.DeviceId;
import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.profile.PrinterProfile.Quirks;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The printer's facts that a response holds. */
final class IppFacts {
  private IppFacts() {}

  static PrinterFacts of(IppAnswer answer, InetAddress printer, ProfileSet profiles) {
    return new PrinterFacts(
        identity(answer, printer, profiles),
        IppConditions.status(answer),
        IppConditions.meters(answer),
        IppSupplies.of(answer),
        List.of(),
        IppConditions.alerts(answer));
  }

  private static PrinterIdentity identity(
      IppAnswer answer, InetAddress printer, ProfileSet profiles) {
    DeviceId id = DeviceId.parse(deviceId(answer).orElse(""));
    MakerNames makers = profiles.makers();
    Optional<String> name = answer.text("printer-make-and-model", Texts.SHORT);
    Optional<String> vendor =
        name.flatMap(makers::named).or(() -> id.maker().flatMap(makers::named)).or(id::maker);
    Quirks quirks =
        profiles
            .match(new Traits(null, null, vendor.orElse(null), name.or(id::model).orElse(null)))
            .quirks();
    return PrinterIdentity.builder()
        .address(printer.getHostAddress())
        .vendor(vendor.orElse(null))
        .model(name.or(id::model).map(makers::without).orElse(null))
        .serial(
            answer
                .text("printer-serial-number", Texts.SHORT)
                .flatMap(quirks::onLabel)
                .or(() -> id.serial().flatMap(quirks::onLabel))
                .orElse(null))
        .firmware(answer.text("printer-firmware-string-version", Texts.SHORT).orElse(null))
        .location(answer.text("printer-location", Texts.SHORT).orElse(null))
        .build();
  }

  /** Its IEEE 1284 id as it gave it. */
  static Optional<String> deviceId(IppAnswer answer) {
    return answer.text("printer-device-id", Texts.LONG);
  }
}
