package io.platen.device.printer.snmp.usm;

import io.platen.protocol.sync.SnmpUser;
import java.util.Arrays;
import java.util.List;
import org.snmp4j.smi.OID;

/**
 * Messages of version 3 where a search begins: an agent's, one cut short, one whose length lies.
 */
public final class UsmSeeds {
  private static final OID UNKNOWN_ENGINE = new OID("1.3.6.1.6.3.15.1.1.4.0");
  private static final byte[] ENGINE = {(byte) 0x80, 0, 0x1f, (byte) 0x88, 1, 2, 3, 4};

  private UsmSeeds() {}

  public static List<byte[]> all(SnmpUser user) {
    FakeEngine engine = new FakeEngine(ENGINE, user);
    byte[] report = engine.report(UNKNOWN_ENGINE, 1);
    byte[] lying = report.clone();
    lying[1] = 0x7f;
    return List.of(
        report,
        engine.signedReport(UNKNOWN_ENGINE, 1),
        engine.response(1),
        engine.bareResponse(1),
        Arrays.copyOf(report, report.length / 2),
        lying);
  }
}
