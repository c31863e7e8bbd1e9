package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.conformance.wire.Body;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.SyncDocument;
import java.util.Map;

/** What a scripted server answers in the place of the right answer. */
public record Reaction(int status, Map<String, String> headers, Body body) {
  private static final String DOCUMENT = "application/vnd.platen+xml";

  public Reaction {
    headers = Map.copyOf(headers);
  }

  /** A status with nothing else. */
  public static Reaction status(int status) {
    return new Reaction(status, Map.of(), Body.EMPTY);
  }

  public static Reaction problem(ProblemType type) {
    Problem problem = new Problem(type, "As a test has it", null, null, null);
    Map<String, String> headers = Map.of("Content-Type", "application/problem+xml");
    return new Reaction(type.status(), headers, Body.of(ProblemCodec.write(problem)));
  }

  public static Reaction redirect(String location) {
    return new Reaction(307, Map.of("Location", location), Body.EMPTY);
  }

  /** A sync document with this tag (without its quotes). */
  public static Reaction sync(SyncDocument document, String tag) {
    return sync(Body.of(SyncCodec.write(document)), tag);
  }

  /** Any bytes as a sync document. */
  public static Reaction sync(Body document, String tag) {
    return new Reaction(200, Map.of("Content-Type", DOCUMENT, "ETag", "\"" + tag + "\""), document);
  }

  Answer answer() {
    return new Answer(status, headers, body.bytes());
  }
}
