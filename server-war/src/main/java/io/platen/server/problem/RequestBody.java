package io.platen.server.problem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/**
 * What a client sends. Where it does not come to its end that is told apart from faults of the
 * server: whoever goes away, or trickles, must not fill the log.
 */
public final class RequestBody extends FilterInputStream {

  /** It has not come to its end: the client went away, or took too long. */
  public static final class BrokenOffException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    BrokenOffException(IOException cause) {
      super("The body did not come to its end in time; send it again", cause);
    }
  }

  public RequestBody(InputStream wire) {
    super(wire);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw new BrokenOffException(e);
    }
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    try {
      return super.read(into, from, most);
    } catch (IOException e) {
      throw new BrokenOffException(e);
    }
  }
}
