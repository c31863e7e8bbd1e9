package io.platen.conformance.peers;

import io.platen.protocol.Limit;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Documents between a device and a local agent, each behind its length in four bytes. */
final class LocalFrame {
  private LocalFrame() {}

  static void write(OutputStream out, byte[] document) throws IOException {
    out.write(
        ByteBuffer.allocate(Integer.BYTES + document.length)
            .putInt(document.length)
            .put(document)
            .array());
    out.flush();
  }

  /**
   * @throws IOException also where it is longer than documents may be
   */
  static byte[] read(InputStream in) throws IOException {
    return read(in, Limit.DOCUMENT_BYTES.value());
  }

  static byte[] read(InputStream in, long most) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = data.readInt();
    if (length < 0 || length > most) {
      throw new IOException("A document of " + length + " bytes");
    }
    byte[] document = new byte[length];
    data.readFully(document);
    return document;
  }
}
