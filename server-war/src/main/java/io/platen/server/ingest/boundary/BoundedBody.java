package io.platen.server.ingest.boundary;

import io.platen.protocol.Requirement;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.Policy;
import io.platen.protocol.xml.BoundedGzip;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.problem.ProblemException;
import io.platen.server.problem.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a body up to the limit and no byte further, however well it was packed. */
public final class BoundedBody {
  static final long LIMIT = Policy.Limits.DEFAULT.bodyBytes();

  private BoundedBody() {}

  public static byte[] read(HttpServletRequest request) throws IOException {
    return read(
        request.getInputStream(),
        request.getContentLengthLong(),
        request.getHeader(HttpHeaders.CONTENT_ENCODING));
  }

  static byte[] read(InputStream wire, long length, @Nullable String encoding) throws IOException {
    // [PLT-LNK-002] By what it announces, before a byte is read.
    if (length > LIMIT) {
      throw tooLarge();
    }
    String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "identity", "" -> bounded(wire);
      case "gzip" -> inflate(bounded(wire));
      default ->
          throw new ProblemException(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Content-Encoding '" + name + "' is not supported; send gzip or none",
              Requirement.PLT_LNK_005.id());
    };
  }

  private static byte[] inflate(byte[] packed) {
    try {
      return BoundedGzip.inflate(packed, (int) LIMIT);
    } catch (ProtocolException e) {
      throw ProblemException.of(e);
    }
  }

  private static byte[] bounded(InputStream in) throws IOException {
    byte[] body = new RequestBody(in).readNBytes((int) LIMIT + 1);
    if (body.length > LIMIT) {
      throw tooLarge();
    }
    return body;
  }

  private static ProblemException tooLarge() {
    return new ProblemException(
        ProblemType.TOO_LARGE,
        "A body has at most " + LIMIT + " bytes, after inflation too; send fewer printers a report",
        Requirement.PLT_LNK_002.id());
  }
}
