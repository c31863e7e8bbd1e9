package io.platen.server.notice.control;

/** What became of one try to send. */
public sealed interface Outcome {

  /** The receiver's server has taken it. */
  record Sent() implements Outcome {}

  /** Not now: it may go well another time. */
  record Later(String why) implements Outcome {}

  /** It never will as it is; somebody has to mend something. */
  record Never(String why) implements Outcome {}
}
