package io.platen.reference.simulate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * Many printers of one model, each with a serial number, a hardware address and an address of
 * loopback of its own, for benches. Their time stands still; alerts are put in by hand.
 */
public final class PrinterCopies implements AutoCloseable {
  private static final OID PHYS_ADDRESS = new OID("1.3.6.1.2.1.2.2.1.6");
  private static final int MAC_OCTETS = 6;
  private static final int LAST_OCTETS = 2;

  private final Simulator simulator;

  private PrinterCopies(Simulator simulator) {
    this.simulator = simulator;
  }

  /**
   * @param first the address of the first one, the others follow; at most 200
   * @param port where all of them answer
   */
  public static PrinterCopies start(InetAddress first, int port, int count) {
    Recording model =
        Recordings.shipped().stream()
            .filter(each -> each.behaviour().equals(Behaviour.GOOD))
            .filter(each -> serial(each).length() >= 6)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No shipped printer is a plain one"));
    List<Recording> copies = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      copies.add(copy(model, i));
    }
    SimulatorOptions options =
        new SimulatorOptions(
            List.of(new InetSocketAddress(first, port)),
            SimulatorOptions.Next.ADDRESS,
            0,
            0,
            1,
            InstantSource.system());
    return new PrinterCopies(Simulator.start(copies, options));
  }

  private static String serial(Recording recording) {
    return recording
        .objects()
        .subMap(Mib.GENERAL_SERIAL, Mib.GENERAL_SERIAL.nextPeer())
        .values()
        .stream()
        .map(Variable::toString)
        .findFirst()
        .orElse("");
  }

  /** The serial number stands in other objects, too; its last digits become the copy's. */
  private static Recording copy(Recording model, int number) {
    String serial = serial(model);
    String digits = String.format(Locale.ROOT, "%04d", number);
    String own = serial.substring(0, serial.length() - digits.length()) + digits;
    NavigableMap<OID, Variable> objects = new TreeMap<>();
    model.objects().forEach((oid, value) -> objects.put(oid, own(oid, value, serial, own, number)));
    return new Recording(model.name() + "-" + digits, model.behaviour(), objects);
  }

  private static Variable own(OID oid, Variable value, String serial, String own, int number) {
    if (!(value instanceof OctetString octets)) {
      return value;
    }
    if (oid.startsWith(PHYS_ADDRESS) && octets.length() == MAC_OCTETS) {
      byte[] mac = octets.getValue().clone();
      mac[mac.length - LAST_OCTETS] = (byte) (number >> 8);
      mac[mac.length - 1] = (byte) number;
      return new OctetString(mac);
    }
    String text = new String(octets.getValue(), StandardCharsets.ISO_8859_1);
    return text.contains(serial)
        ? new OctetString(text.replace(serial, own).getBytes(StandardCharsets.ISO_8859_1))
        : value;
  }

  /** Where they answer, in the order of their numbers. */
  public List<InetSocketAddress> addresses() {
    return simulator.addresses();
  }

  /** Puts an alert into the table of the printer at a place from 0, and takes all others away. */
  public void raise(int place, int code) {
    IntPredicate all = each -> true;
    SimulatedPrinter printer = simulator.endpoints().get(place).printer();
    printer.clear(all);
    printer.raise(code, null);
  }

  @Override
  public void close() {
    simulator.close();
  }
}
