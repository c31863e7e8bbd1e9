package io.platen.conformance.wire;

import java.util.Optional;

/** How one request ended. Only {@link Refused} is a refusal: a silent or absent peer is none. */
public sealed interface Outcome {
  /** An HTTP answer came. */
  record Answered(Response response) implements Outcome {
    @Override
    public String toString() {
      return "HTTP " + response.status() + " " + response.reason();
    }
  }

  /** The peer ended the handshake or the connection without one byte of HTTP. */
  record Refused(String how) implements Outcome {
    @Override
    public String toString() {
      return "no HTTP answer: " + how;
    }
  }

  /** Nothing came in time. */
  record Silent(String how) implements Outcome {
    @Override
    public String toString() {
      return "silence: " + how;
    }
  }

  /** The server showed a certificate that is not good, or its answer is no HTTP. */
  record Broken(String why) implements Outcome {
    @Override
    public String toString() {
      return "broken: " + why;
    }
  }

  /** Nobody listens there, or the name is not known: nothing can be said about the server. */
  record Away(String why) implements Outcome {
    @Override
    public String toString() {
      return "nobody there: " + why;
    }
  }

  default Optional<Response> answer() {
    return this instanceof Answered answered ? Optional.of(answered.response()) : Optional.empty();
  }
}
