package io.platen.protocol.attack;

import io.platen.protocol.Requirement;
import io.platen.protocol.problem.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * One body that is made to hurt its reader, or looks as if it were.
 *
 * @param name unique in the corpus
 * @param about what it attacks, in a few words
 * @param requirement what it puts to the test
 * @param problem what it must be refused with; empty where it must be accepted
 * @param coding the value of {@code Content-Encoding}; empty for none
 * @param packed how often it is packed with gzip
 */
public record Attack(
    String name,
    String about,
    Requirement requirement,
    Optional<ProblemType> problem,
    Optional<String> coding,
    int packed,
    Sending sending,
    List<Part> parts) {

  /** How a body goes over the wire. */
  public enum Sending {
    /** At once, with its length announced. */
    WHOLE,
    /** As many bodies as it has bytes: cut off after none, after the first, and so on. */
    CUT,
    /** In small pieces, with its length announced: far more than anybody will read. */
    DRIP,
    /** The same without an announced length. */
    CHUNKS
  }

  public Attack {
    parts = List.copyOf(parts);
  }

  /** The HTTP status that it must be answered with. */
  public int status() {
    return problem.map(ProblemType::status).orElse(200);
  }

  boolean isOnDocument() {
    return coding.map("gzip"::equals).orElse(true)
        && (sending == Sending.WHOLE || sending == Sending.CUT);
  }

  /** The body as it goes over the wire; up to a gigabyte, so read no more than is needed. */
  public InputStream open(Stage stage) {
    InputStream body =
        new SequenceInputStream(
            Collections.enumeration(parts.stream().map(part -> part.open(stage)).toList()));
    for (int i = 0; i < packed; i++) {
      body = pack(body);
    }
    return body;
  }

  private static InputStream pack(InputStream body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      body.transferTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return new ByteArrayInputStream(packed.toByteArray());
  }

  @Override
  public String toString() {
    return name;
  }
}
