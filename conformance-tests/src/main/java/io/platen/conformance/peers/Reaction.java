package io.platen.conformance.peers;

import io.platen.conformance.peers.FakeProtocol.Answer;
import io.platen.conformance.wire.Body;
import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.codec.SyncCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.sync.SyncDocument;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a scripted server answers in the place of the right answer.
 *
 * @param sent how much of an answer without end has gone out
 * @param lasts how long one drips at most
 */
public record Reaction(
    int status, Map<String, String> headers, Body body, Way way, AtomicLong sent, Duration lasts) {
  private static final String DOCUMENT = "application/vnd.platen+xml";
  private static final int BLOCK = 64 * 1024;
  private static final long MOST = 512L * 1024 * 1024;

  /** How it goes out. */
  public enum Way {
    WHOLE,
    /** The connection ends without a word. */
    HANG_UP,
    /** The connection ends in the middle of the body. */
    CUT_OFF,
    /** The body again and again, for as long as somebody reads. */
    WITHOUT_END,
    /** A byte now and then, until the device leaves or its time is over; then the rest. */
    DRIP
  }

  public Reaction {
    headers = Map.copyOf(headers);
  }

  public Reaction(int status, Map<String, String> headers, Body body) {
    this(status, headers, body, Way.WHOLE, new AtomicLong(), Duration.ZERO);
  }

  static Reaction of(Answer answer) {
    return new Reaction(answer.status(), answer.headers(), Body.of(answer.body()));
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

  /** What the enrolment host says of a device that a host for devices would refuse so. */
  public static Reaction diagnosis(ProblemType type) {
    Reaction problem = problem(type);
    return new Reaction(200, problem.headers(), problem.body());
  }

  public static Reaction redirect(String location) {
    return new Reaction(307, Map.of("Location", location), Body.EMPTY);
  }

  public static Reaction hangUp() {
    return new Reaction(0, Map.of(), Body.EMPTY, Way.HANG_UP, new AtomicLong(), Duration.ZERO);
  }

  /** An answer of this type whose body does not end. */
  public static Reaction withoutEnd(String mediaType) {
    Body block = Body.of(" ".repeat(BLOCK));
    Map<String, String> headers = Map.of("Content-Type", mediaType);
    return new Reaction(200, headers, block, Way.WITHOUT_END, new AtomicLong(), Duration.ZERO);
  }

  /** A sync document with this tag (without its quotes). */
  public static Reaction sync(SyncDocument document, String tag) {
    return sync(Body.of(SyncCodec.write(document)), tag);
  }

  /** Any bytes as a sync document. */
  public static Reaction sync(Body document, String tag) {
    return new Reaction(200, Map.of("Content-Type", DOCUMENT, "ETag", "\"" + tag + "\""), document);
  }

  /** The same with one more header field, or without it where it has no value. */
  public Reaction with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Reaction(status, more, body, way, sent, lasts);
  }

  /** The same that goes out in another way. */
  public Reaction by(Way other) {
    return new Reaction(status, headers, body, other, new AtomicLong(), Duration.ZERO);
  }

  /** The same that comes far too slowly, for so long at the most; the rest comes then. */
  public Reaction dripping(Duration most) {
    return new Reaction(status, headers, body, Way.DRIP, new AtomicLong(), most);
  }

  /** The same with another body. */
  public Reaction of(byte[] other) {
    return new Reaction(status, headers, Body.of(other), way, sent, lasts);
  }

  long most() {
    return MOST;
  }
}
