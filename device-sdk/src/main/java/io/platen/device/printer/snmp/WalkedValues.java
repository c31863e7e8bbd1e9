package io.platen.device.printer.snmp;

import io.platen.protocol.live.CommandResult.WalkedObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.SMIConstants;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** [PLT-CMD-014] What a walk tells of an object: no more than reports may. */
final class WalkedValues {
  /** Tables that are of jobs, users and whom the printer talks to: nothing of them is told. */
  private static final List<OID> PASSED_OVER =
      oids(
          "1.3.6.1.4.1.2699.1.1", // RFC 2707: jobs
          "1.3.6.1.6.3.15", // RFC 3414: users
          "1.3.6.1.6.3.16", // RFC 3415: who may see what
          "1.3.6.1.6.3.18", // RFC 3584: communities
          "1.3.6.1.6.3.12", // RFC 3413: who is notified
          "1.3.6.1.6.3.13",
          "1.3.6.1.2.1.3", // RFC 1213: neighbours in the network
          "1.3.6.1.2.1.4.22",
          "1.3.6.1.2.1.4.35",
          "1.3.6.1.2.1.6.13", // connections, with the addresses of people's machines
          "1.3.6.1.2.1.6.19",
          "1.3.6.1.2.1.7.5",
          "1.3.6.1.2.1.7.7",
          "1.3.6.1.2.1.25.4"); // RFC 2790: what runs

  /** Single objects that name a person. */
  private static final List<OID> UNTOLD =
      oids(
          "1.3.6.1.2.1.1.4", // sysContact
          "1.3.6.1.2.1.43.5.1.1.4", // prtGeneralCurrentOperator
          "1.3.6.1.2.1.43.5.1.1.5"); // prtGeneralServicePerson

  /** Where texts are told: what they may say stands in an RFC, or with the PWG. */
  private static final List<OID> STANDARD = oids("1.3.6.1.2.1", "1.3.6.1.4.1.2699.1.2");

  private static final int LONGEST = 1024;

  private WalkedValues() {}

  private static List<OID> oids(String... names) {
    return Stream.of(names).map(OID::new).toList();
  }

  /** Where the walk goes on, when nothing of this object's table is told. */
  static Optional<OID> passedOver(OID oid) {
    return PASSED_OVER.stream()
        .filter(oid::startsWith)
        .findFirst()
        .map(
            table -> {
              OID beyond = new OID(table);
              beyond.append(Integer.MAX_VALUE);
              return beyond;
            });
  }

  static WalkedObject told(VariableBinding found) {
    OID oid = found.getOid();
    Variable value = found.getVariable();
    boolean text = value instanceof OctetString;
    boolean isStandard = STANDARD.stream().anyMatch(oid::startsWith);
    if (UNTOLD.stream().anyMatch(oid::startsWith) || (text && !isStandard)) {
      long octets = text ? ((OctetString) value).length() : value.toString().length();
      return new WalkedObject(oid.toDottedString(), type(value), null, octets);
    }
    return new WalkedObject(oid.toDottedString(), type(value), text(value), null);
  }

  private static String type(Variable value) {
    return switch (value.getSyntax()) {
      case SMIConstants.SYNTAX_INTEGER -> "integer";
      case SMIConstants.SYNTAX_OCTET_STRING -> "octet-string";
      case SMIConstants.SYNTAX_OBJECT_IDENTIFIER -> "oid";
      case SMIConstants.SYNTAX_IPADDRESS -> "ip-address";
      case SMIConstants.SYNTAX_COUNTER32 -> "counter32";
      case SMIConstants.SYNTAX_GAUGE32 -> "gauge32";
      case SMIConstants.SYNTAX_TIMETICKS -> "timeticks";
      case SMIConstants.SYNTAX_OPAQUE -> "opaque";
      case SMIConstants.SYNTAX_COUNTER64 -> "counter64";
      default -> "other";
    };
  }

  /** A text that can be read as it is; what else an octet string holds in hexadecimal. */
  private static String text(Variable value) {
    String text;
    if (value instanceof OctetString octets) {
      byte[] bytes = octets.getValue();
      boolean readable = true;
      for (byte each : bytes) {
        readable &= (each >= 0x20 && each < 0x7f) || each == '\n' || each == '\r' || each == '\t';
      }
      text =
          readable
              ? new String(bytes, StandardCharsets.US_ASCII)
              : "0x" + HexFormat.of().formatHex(bytes);
    } else {
      text =
          value.getSyntax() == SMIConstants.SYNTAX_TIMETICKS
              ? Long.toString(value.toLong())
              : value.toString();
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
