package io.platen.device.printer.local;

import io.platen.protocol.Limit;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Documents over a connection: four bytes of length, the highest first, before each. */
public final class LocalFrames {
  /** [PLT-LPA-007] As for every document. */
  private static final int LONGEST = (int) Limit.DOCUMENT_BYTES.value();

  private LocalFrames() {}

  public static void write(OutputStream out, byte[] document) throws IOException {
    out.write(
        ByteBuffer.allocate(Integer.BYTES + document.length)
            .putInt(document.length)
            .put(document)
            .array());
    out.flush();
  }

  /**
   * @throws IOException when the other side ends, or announces more than a document may have
   */
  public static byte[] read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = data.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException(
          "It announces a document of "
              + Integer.toUnsignedString(length)
              + " bytes; at most "
              + LONGEST
              + " are read");
    }
    byte[] document = new byte[length];
    data.readFully(document);
    return document;
  }
}
