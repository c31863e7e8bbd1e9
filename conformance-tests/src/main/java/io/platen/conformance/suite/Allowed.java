package io.platen.conformance.suite;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.subject.ServerUnderTest;
import io.platen.conformance.wire.Exchange;
import io.platen.conformance.wire.Request;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.xml.ProtocolException;

/** What the server allows the valid device, as its own sync document says. */
final class Allowed {
  private Allowed() {}

  /** Bytes of a document after inflation. */
  static int bytes(ServerUnderTest server, Checks checks) {
    Exchange exchange = server.send(Request.get(server.sync()));
    long bytes = exchange.outcome().answer().map(answer -> read(answer.body().bytes())).orElse(0L);
    checks.need(bytes > 0, "The server's sync document cannot be read, which states the limit");
    return Math.toIntExact(bytes);
  }

  private static long read(byte[] document) {
    try {
      return SyncCodec.read(document).policy().limits().bodyBytes();
    } catch (ProtocolException e) {
      return 0;
    }
  }
}
