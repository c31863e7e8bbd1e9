package io.platen.protocol.xml;

import io.platen.protocol.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** A peer broke the protocol: which requirement, with what, and where. */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final @Nullable String requirement;
  private final int line;
  private final int column;

  public ProtocolException(
      ProblemType type, @Nullable String requirement, String message, int line, int column) {
    super(message);
    this.type = type;
    this.requirement = requirement;
    this.line = line;
    this.column = column;
  }

  public ProtocolException(ProblemType type, @Nullable String requirement, String message) {
    this(type, requirement, message, -1, -1);
  }

  public ProblemType type() {
    return type;
  }

  /** The id of the requirement that was violated, e.g. {@code PLT-XML-004}. */
  public @Nullable String requirement() {
    return requirement;
  }

  /** From 1; -1 where it is not known. */
  public int line() {
    return line;
  }

  /** From 1; -1 where it is not known. */
  public int column() {
    return column;
  }
}
