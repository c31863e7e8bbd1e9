package io.platen.reference.simulation;

import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.UUID;

/** One request and its answer, without the bytes of HTTP and TLS around them. */
final class Exchange {
  private Exchange() {}

  /**
   * @param headers by their names in lower case
   * @param shown the certificate of the connection; null where the device showed none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(
      UUID device,
      String host,
      String method,
      String path,
      Map<String, String> headers,
      byte[] body,
      X509Certificate shown) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    @Override
    public String toString() {
      return method + " " + host + path;
    }
  }

  /** What a server answers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, String type, Map<String, String> headers, byte[] body) {
    static final String XML = "application/vnd.platen+xml";

    static Answer ok(String type, byte[] body) {
      return new Answer(200, type, Map.of(), body);
    }

    static Answer bare(int status) {
      return new Answer(status, "", Map.of(), new byte[0]);
    }

    static Answer problem(Problem problem) {
      return new Answer(
          problem.type().status(),
          "application/problem+xml",
          Map.of(),
          ProblemCodec.write(problem));
    }

    static Answer problem(ProblemType type, String detail) {
      return problem(new Problem(type, detail, null, null, null));
    }
  }
}
