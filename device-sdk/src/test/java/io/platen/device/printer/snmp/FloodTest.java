package io.platen.device.printer.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A printer that is silent, and someone who sends without end. */
class FloodTest {
  private static final InetSocketAddress PRINTER = new InetSocketAddress("10.0.0.5", 161);
  private static final Patience PATIENCE = new Patience(Duration.ofMillis(500), 2);

  @Test
  void does_not_wait_longer_for_a_printer_because_others_send_to_it() throws Exception {
    // given
    Flood flood = new Flood();
    SnmpReader reader =
        new SnmpReader(() -> flood, InstantSource.system(), new SplittableRandom(1), PATIENCE);

    // when
    PrinterSnapshot snapshot = reader.read(new PrinterTarget(PRINTER, SnmpAccess.PUBLIC));

    // then
    assertThat(snapshot.isReachable()).isFalse();
    assertThat(flood.elapsed).isLessThan(Duration.ofSeconds(10));
  }

  /** One datagram a millisecond, for longer than anyone should listen. */
  private static final class Flood implements Datagrams.Endpoint {
    private Duration elapsed = Duration.ZERO;

    @Override
    public void send(ByteBuffer payload, InetSocketAddress to) {
      // nobody answers
    }

    @Override
    public Optional<Datagrams.Datagram> receive(Duration patience) {
      elapsed = elapsed.plusMillis(1);
      return elapsed.toHours() > 0
          ? Optional.empty()
          : Optional.of(new Datagrams.Datagram(PRINTER, ByteBuffer.wrap(new byte[] {0x30})));
    }

    @Override
    public Duration elapsed() {
      return elapsed;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
