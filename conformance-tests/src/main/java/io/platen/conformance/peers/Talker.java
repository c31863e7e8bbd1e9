package io.platen.conformance.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Goes on where an answer has changed the protocol, until the connection ends. */
@FunctionalInterface
interface Talker {
  void talk(InputStream in, OutputStream out) throws IOException;
}
