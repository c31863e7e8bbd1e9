package io.platen.device.printer.ipp;

import io.platen.device.port.JdkStreams;
import io.platen.device.printer.CommandSets;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.web.Pins;
import io.platen.device.printer.web.WebClient;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Reads the printer at loopback: what the test starts within the printer's network. */
final class EverywhereReading {
  private EverywhereReading() {}

  /**
   * @param arguments the file that the facts and the pinned hosts go to
   */
  public static void main(String[] arguments) throws Exception {
    Pins pins = Pins.inMemory();
    InstantSource clock = InstantSource.system();
    WebClient web = new WebClient(new JdkStreams(), clock, pins, IppReader.LIMITS);
    IppReader reader = new IppReader(web, pins, clock, new CommandSets());
    PrinterTarget target =
        new PrinterTarget(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 161), SnmpAccess.PUBLIC);
    reader.read(target);
    String read = reader.read(target) + "\n" + pins.all().keySet();
    Files.writeString(Path.of(arguments[0]), read);
  }
}
