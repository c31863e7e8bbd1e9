package io.platen.reference.simulate;

import io.platen.reference.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Opaque;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * Reads the format snmprec: a line an object, {@code OID|type|value}. A type is the tag of the
 * value; {@code x} behind it says that the value is hexadecimal, {@code e} that it has escapes as
 * Python writes them. Lines are octets, one char each (ISO 8859-1): an agent's strings have any
 * charset.
 */
final class RecordingReader {
  private final String name;
  private final NavigableMap<OID, Variable> objects = new TreeMap<>();
  private Behaviour behaviour = Behaviour.GOOD;

  private RecordingReader(String name) {
    this.name = name;
  }

  static Recording read(String name, List<String> lines) {
    RecordingReader reader = new RecordingReader(name);
    for (int i = 0; i < lines.size(); i++) {
      reader.readLine(i + 1, lines.get(i));
    }
    if (reader.objects.isEmpty()) {
      throw new CommandFailure(
          "The recording " + name + " has no object: a line looks like 1.3.6.1.2.1.1.1.0|4|text");
    }
    return new Recording(name, reader.behaviour, reader.objects);
  }

  private void readLine(int number, String line) {
    try {
      if (line.startsWith("#")) {
        readHead(line.substring(1).strip());
      } else if (!line.isBlank()) {
        readObject(line);
      }
    } catch (RuntimeException e) {
      throw new CommandFailure(
          "Line " + number + " of the recording " + name + " is not understood: " + e.getMessage(),
          e);
    }
  }

  private void readHead(String text) {
    String[] part = text.split("=", 2);
    behaviour = behaviour.with(part[0].strip(), part.length == 2 ? part[1].strip() : "");
  }

  private void readObject(String line) {
    String[] part = line.split("\\|", 3);
    if (part.length != 3) {
      throw new IllegalArgumentException("it has not the form OID|type|value");
    }
    // A walk of a looping agent names objects again; the first answer is the one that counts.
    objects.putIfAbsent(oid(part[0].strip()), variable(part[1].strip(), part[2]));
  }

  private static OID oid(String text) {
    if (!text.matches("\\.?\\d{1,10}(\\.\\d{1,10})*")) {
      throw new IllegalArgumentException("'" + text + "' is not an object identifier");
    }
    return new OID(text.startsWith(".") ? text.substring(1) : text);
  }

  private static Variable variable(String type, String value) {
    return switch (type) {
      case "2" -> new Integer32(Integer.parseInt(value.strip()));
      case "4" -> new OctetString(value.getBytes(StandardCharsets.ISO_8859_1));
      case "4x" -> new OctetString(hex(value));
      case "4e" -> new OctetString(unescape(value));
      case "5" -> Null.instance;
      case "6" -> value.isBlank() ? new OID("0.0") : oid(value.strip());
      case "64" -> new IpAddress(value.strip());
      case "64x" -> new IpAddress(hex(value));
      case "65" -> new Counter32(Long.parseLong(value.strip()));
      case "66" -> new Gauge32(Long.parseLong(value.strip()));
      case "67" -> new TimeTicks(Long.parseLong(value.strip()));
      case "68" -> new Opaque(value.getBytes(StandardCharsets.ISO_8859_1));
      case "68x" -> new Opaque(hex(value));
      case "70" -> new Counter64(Long.parseUnsignedLong(value.strip()));
      default ->
          throw new IllegalArgumentException(
              "'" + type + "' is no type: 2, 4, 4x, 4e, 5, 6, 64, 64x, 65, 66, 67, 68, 68x or 70");
    };
  }

  private static byte[] hex(String value) {
    return HexFormat.of().parseHex(value.strip().replace(" ", ""));
  }

  private static byte[] unescape(String value) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\\') {
        octets.write(c);
      } else if (++i == value.length()) {
        throw new IllegalArgumentException("a backslash ends the value");
      } else if (value.charAt(i) == 'x') {
        octets.write(HexFormat.fromHexDigits(value, i + 1, Math.min(i + 3, value.length())));
        i += 2;
      } else {
        octets.write(escaped(value.charAt(i)));
      }
    }
    return octets.toByteArray();
  }

  private static int escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> 0;
      case '\\', '\'', '"' -> c;
      default -> throw new IllegalArgumentException("\\" + c + " is no escape");
    };
  }
}
