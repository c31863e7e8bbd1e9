package io.platen.device.update;

import io.platen.device.port.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The probes that every device has; a firmware adds its own. */
public final class Probes {
  private static final String FILE = "update-probe";
  private static final int OCTETS = 4096;

  private Probes() {}

  /** Whether the device's own service does its work, as the firmware sees it. */
  public static Probe service(BooleanSupplier works) {
    return new Simple(
        "service",
        () -> works.getAsBoolean() ? Probe.Finding.GOOD : Probe.Finding.bad("it does not work"));
  }

  /** Whether there is a network, as the firmware sees it: an interface with an address at least. */
  public static Probe network(BooleanSupplier works) {
    return new Simple(
        "network",
        () -> works.getAsBoolean() ? Probe.Finding.GOOD : Probe.Finding.bad("there is none"));
  }

  /**
   * Whether the server was reached since the start. [PLT-UPD-212] An outage of it must not send a
   * fleet back: where the network is well, a known reason excuses.
   *
   * @param reached whether it answered this device, by its certificate
   * @param trouble what it or the way to it has, where no release can have done that, or it was so
   *     before; empty else
   */
  public static Probe server(
      BooleanSupplier reached, Supplier<Optional<String>> trouble, BooleanSupplier network) {
    return new Simple(
        "server",
        () -> {
          if (reached.getAsBoolean()) {
            return Probe.Finding.GOOD;
          }
          Optional<String> known = trouble.get();
          return known.isPresent() && network.getAsBoolean()
              ? Probe.Finding.excused(known.get())
              : Probe.Finding.bad(known.orElse("it was not reached, and nobody knows why"));
        });
  }

  /** Whether the data folder can be written to and gives back what was written. */
  public static Probe disk(Storage storage) {
    return new Simple("disk", () -> writeAndRead(storage));
  }

  private static Probe.Finding writeAndRead(Storage storage) throws IOException {
    byte[] written = new byte[OCTETS];
    Arrays.fill(written, (byte) 0x5a);
    storage.write(FILE, written);
    byte[] read = storage.read(FILE).orElse(new byte[0]);
    storage.delete(FILE);
    return Arrays.equals(read, written)
        ? Probe.Finding.GOOD
        : Probe.Finding.bad("it gives back something else than was written");
  }

  private record Simple(String name, Look act) implements Probe {
    @Override
    public Finding look() throws IOException {
      return act.look();
    }
  }

  private interface Look {
    Probe.Finding look() throws IOException;
  }
}
