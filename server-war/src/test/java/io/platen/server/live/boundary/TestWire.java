package io.platen.server.live.boundary;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** What goes out to a device, until somebody cuts it. */
final class TestWire extends ServletOutputStream {
  final ByteArrayOutputStream written = new ByteArrayOutputStream();
  boolean ready = true;
  boolean cut;

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void setWriteListener(WriteListener listener) {}

  @Override
  public void write(int octet) throws IOException {
    if (cut) {
      throw new IOException("Broken pipe");
    }
    written.write(octet);
  }
}
