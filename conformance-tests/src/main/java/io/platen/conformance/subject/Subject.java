package io.platen.conformance.subject;

import io.platen.conformance.wire.Exchange;
import java.util.List;

/** The suite's hand on what is tested, for one test. */
public interface Subject extends AutoCloseable {
  /** What went over the wire so far, in order. */
  List<Exchange> exchanges();

  /** What an adapter was told and answered so far, a line each; none where there is no adapter. */
  default List<String> told() {
    return List.of();
  }

  @Override
  default void close() {}
}
