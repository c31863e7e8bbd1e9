package io.platen.device.trap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.platen.device.printer.snmp.usm.NotificationEngine;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SnmpUser.Auth;
import io.platen.protocol.sync.SnmpUser.Priv;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Whatever bytes come to the port for traps, nothing is thrown, and what is answered is no longer
 * than it has to be. CONTRIBUTING tells how to search for more.
 */
class TrapsFuzzTest {
  private static final Duration NOW = Duration.ofHours(1);

  /** What our engine says beside what it was told: headers, its id, a code. */
  private static final int MORE = 300;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void opens_any_bytes_as_a_trap(byte[] datagram) {
    TrapOpener opener = new TrapOpener(new NotificationEngine(new byte[12], 1, Duration.ZERO));
    opener.know(
        List.of(
            SnmpAccess.PUBLIC,
            SnmpAccess.of(new SnmpUser("watch", Auth.NONE, "", Priv.NONE, "", ""), 161)));
    // when
    Opened opened = opener.open(ByteBuffer.wrap(datagram), NOW);
    // then
    assertThat(opened).isNotNull();
    opened
        .reply()
        .ifPresent(
            answer ->
                assertThat(answer.remaining()).isLessThanOrEqualTo(2 * datagram.length + MORE));
  }

  static List<byte[]> seeds() throws Exception {
    return List.of(
        TrapMessages.alert(),
        TrapMessages.inform(),
        TrapMessages.get(),
        TrapMessages.trap(
            TrapMessages.MAKERS_OWN,
            new VariableBinding(TrapMessages.TRAP_ADDRESS, new IpAddress("192.0.2.9"))),
        TrapMessages.v1(new OID("1.3.6.1.2.1.43.18.2"), 6, 1, InetAddress.getByName("192.0.2.7")),
        // SNMP v3: who is there?
        new byte[] {
          0x30,
          0x3a,
          2,
          1,
          3,
          0x30,
          0x0e,
          2,
          2,
          0x12,
          0x34,
          2,
          3,
          0,
          (byte) 0xff,
          (byte) 0xe3,
          4,
          1,
          4,
          2,
          1,
          3,
          4,
          0x10,
          0x30,
          0x0e,
          4,
          0,
          2,
          1,
          0,
          2,
          1,
          0,
          4,
          0,
          4,
          0,
          4,
          0,
          0x30,
          0x13,
          4,
          0,
          4,
          0,
          (byte) 0xa0,
          0x0d,
          2,
          2,
          0x43,
          0x21,
          2,
          1,
          0,
          2,
          1,
          0,
          0x30,
          0
        });
  }
}
