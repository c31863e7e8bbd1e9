package io.platen.conformance.engine;

import io.platen.conformance.wire.Exchange;
import java.util.List;

/**
 * What a test saw beside its checks.
 *
 * @param told what an adapter was told and answered, a line each; none for a server
 * @param measures what it measured; none for a test that judges
 */
public record Seen(List<String> told, List<Exchange> exchanges, List<Measure> measures) {
  static final Seen NOTHING = new Seen(List.of(), List.of(), List.of());

  public Seen {
    told = List.copyOf(told);
    exchanges = List.copyOf(exchanges);
    measures = List.copyOf(measures);
  }
}
