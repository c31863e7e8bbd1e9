package io.platen.reference.simulate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which printer a community reaches: the address's own one by the community of its recording, any
 * by the name of its recording. A wrong community gets no answer.
 */
final class Community {
  private final Map<String, SimulatedPrinter> byName;

  Community(List<SimulatedPrinter> printers) {
    byName =
        printers.stream().collect(Collectors.toMap(SimulatedPrinter::name, Function.identity()));
  }

  /** The answers that are given at this printer's address. */
  DatagramLoop.Answers at(SimulatedPrinter own) {
    return request -> {
      String community = new String(request.community().getValue(), StandardCharsets.ISO_8859_1);
      Optional<SimulatedPrinter> asked =
          community.equals(own.behaviour().community())
              ? Optional.of(own)
              : Optional.ofNullable(byName.get(community));
      asked.ifPresent(SimulatedPrinter::asked);
      return asked.flatMap(
          printer ->
              new Agent(printer.behaviour(), printer)
                  .answer(request)
                  .map(answer -> new DatagramLoop.Delayed(answer, printer.behaviour().delay())));
    };
  }
}
