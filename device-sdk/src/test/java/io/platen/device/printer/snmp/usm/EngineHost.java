package io.platen.device.printer.snmp.usm;

import io.platen.device.testing.SimulatedNetwork;
import io.platen.protocol.sync.SnmpUser;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.snmp4j.mp.SnmpConstants;

/** An SNMP v3 agent that tells its engine to everyone and knows no user; deaf to communities. */
public final class EngineHost implements SimulatedNetwork.Host {
  private static final byte[] ID = {(byte) 128, 0, 0, 2, 1, 9, (byte) 132, 3, 1};
  private static final SnmpUser NOBODY =
      new SnmpUser("x", SnmpUser.Auth.NONE, "", SnmpUser.Priv.NONE, "", "");

  private final FakeEngine engine = new FakeEngine(ID, NOBODY);
  private boolean tellsWhy = true;

  /** Does not say that it knows no such user. */
  public EngineHost curt() {
    tellsWhy = false;
    return this;
  }

  @Override
  public List<ByteBuffer> hear(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.duplicate().get(bytes);
    Optional<UsmMessage> asked = UsmMessage.decode(bytes);
    if (asked.isEmpty()) {
      return List.of();
    }
    int id = asked.get().id();
    if (!asked.get().security().engineId().hasRemaining()) {
      return List.of(ByteBuffer.wrap(engine.report(SnmpConstants.usmStatsUnknownEngineIDs, id)));
    }
    return tellsWhy
        ? List.of(ByteBuffer.wrap(engine.report(SnmpConstants.usmStatsUnknownUserNames, id)))
        : List.of();
  }
}
