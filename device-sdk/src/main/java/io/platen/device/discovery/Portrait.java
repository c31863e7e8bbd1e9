package io.platen.device.discovery;

import io.platen.device.printer.profile.MakerNames;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.snmp.Mib;
import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.PrinterIdentity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/** What one answer tells: whether it is a printer, and which. */
record Portrait(boolean isPrinter, PrinterIdentity identity) {

  /** A printer has a row in hrPrinterTable or anything of the Printer MIB. */
  static Portrait of(Candidate candidate, List<? extends VariableBinding> answer) {
    MakerNames makers = ProfileSet.bundled().makers();
    OID objectId = candidate.sysObjectId;
    Optional<String> descr = text(answer, Mib.SYS_DESCR);
    Optional<String> device = deviceOf(answer);
    PrinterIdentity identity =
        PrinterIdentity.builder()
            .address(candidate.address.getHostAddress())
            .vendor(
                descr
                    .flatMap(makers::named)
                    .or(() -> device.flatMap(makers::named))
                    .or(
                        () ->
                            Optional.ofNullable(objectId)
                                .flatMap(id -> makers.numbered(id.toDottedString())))
                    .orElse(null))
            .model(device.map(makers::without).orElse(null))
            .serial(text(answer, Mib.GENERAL_SERIAL).orElse(null))
            .sysObjectId(objectId == null ? null : objectId.toDottedString())
            .sysDescr(descr.orElse(null))
            .build();
    return new Portrait(
        has(answer, Mib.HR_PRINTER_ENTRY) || has(answer, Mib.PRINTER_MIB), identity);
  }

  private static boolean has(List<? extends VariableBinding> answer, OID parent) {
    return answer.stream().anyMatch(got -> !got.isException() && got.getOid().startsWith(parent));
  }

  /** hrDeviceDescr, when its first row is the printer's: elsewhere it names a processor. */
  private static Optional<String> deviceOf(List<? extends VariableBinding> answer) {
    for (VariableBinding got : answer) {
      if (!got.isException() && got.getOid().startsWith(Mib.HR_PRINTER_ENTRY)) {
        return text(answer, Mib.at(Mib.HR_DEVICE_DESCR, got.getOid().last()));
      }
    }
    return text(answer, Mib.at(Mib.HR_DEVICE_DESCR, 1));
  }

  private static Optional<String> text(List<? extends VariableBinding> answer, OID parent) {
    for (VariableBinding got : answer) {
      if (got.getOid().startsWith(parent) && got.getVariable() instanceof OctetString octets) {
        return new Texts(OptionalLong.empty()).read(octets.getValue(), Texts.LONG);
      }
    }
    return Optional.empty();
  }
}
