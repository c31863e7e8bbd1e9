package io.platen.device.printer.ipp;

import io.platen.device.printer.profile.MakerNames;
import io.platen.device.snmp.DeviceId;
import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The printer's facts that a response holds. */
final class IppFacts {
  /** What makers leave in a serial number that nobody has written. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(.)\\1*|none|null|unknown|default|n/?a|not[ _-]?(?:available|set)|0?123456789a?",
          Pattern.CASE_INSENSITIVE);

  private IppFacts() {}

  static PrinterFacts of(IppAnswer answer, InetAddress printer, MakerNames makers) {
    return new PrinterFacts(
        identity(answer, printer, makers),
        IppConditions.status(answer),
        IppConditions.meters(answer),
        IppSupplies.of(answer),
        List.of(),
        IppConditions.alerts(answer));
  }

  private static PrinterIdentity identity(
      IppAnswer answer, InetAddress printer, MakerNames makers) {
    DeviceId id = DeviceId.parse(deviceId(answer).orElse(""));
    Optional<String> name = answer.text("printer-make-and-model", Texts.SHORT);
    return PrinterIdentity.builder()
        .address(printer.getHostAddress())
        .vendor(
            name.flatMap(makers::named)
                .or(() -> id.maker().flatMap(makers::named))
                .or(id::maker)
                .orElse(null))
        .model(name.or(id::model).map(makers::without).orElse(null))
        .serial(
            answer
                .text("printer-serial-number", Texts.SHORT)
                .filter(IppFacts::isReal)
                .or(() -> id.serial().filter(IppFacts::isReal))
                .orElse(null))
        .firmware(answer.text("printer-firmware-string-version", Texts.SHORT).orElse(null))
        .location(answer.text("printer-location", Texts.SHORT).orElse(null))
        .build();
  }

  private static boolean isReal(String serial) {
    return !PLACEHOLDER.matcher(serial).matches();
  }

  /** Its IEEE 1284 id as it gave it. */
  static Optional<String> deviceId(IppAnswer answer) {
    return answer.text("printer-device-id", Texts.LONG);
  }
}
