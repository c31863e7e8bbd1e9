package io.platen.server.live.boundary;

import io.platen.server.testing.Stub;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** What goes out to a device, until somebody cuts it. */
final class TestWire extends ServletOutputStream {
  final ByteArrayOutputStream written = new ByteArrayOutputStream();
  boolean ready = true;
  boolean cut;

  /**
   * An answer that goes out here.
   *
   * @param done takes what is called on it, as {@link Stub} names it
   */
  HttpServletResponse response(List<String> done) {
    return Stub.of(
        HttpServletResponse.class,
        call -> {
          done.add(call);
          return call.equals("getOutputStream") ? this : null;
        });
  }

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
