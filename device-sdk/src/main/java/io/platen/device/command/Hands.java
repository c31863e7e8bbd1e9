package io.platen.device.command;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who carries out commands, by their kind.
 *
 * @param inTurn what is a cycle of the device: in its own thread, behind the one that runs
 * @param aside what is done beside a cycle; a kind that is in both is done aside while one runs
 * @param busy whether a cycle runs
 */
public record Hands(
    Map<String, CommandHandler> inTurn, Map<String, CommandHandler> aside, BooleanSupplier busy) {
  public Hands {
    inTurn = Map.copyOf(inTurn);
    aside = Map.copyOf(aside);
  }

  /** All in their turn. */
  public static Hands inTurn(Map<String, CommandHandler> handlers) {
    return new Hands(handlers, Map.of(), () -> false);
  }

  /** Who carries out a command, and where. */
  public record Hand(CommandHandler handler, boolean aside) {}

  /** Empty where nobody does. */
  public Optional<Hand> of(String kind) {
    CommandHandler waits = inTurn.get(kind);
    CommandHandler beside = aside.get(kind);
    if (beside != null && (waits == null || busy.getAsBoolean())) {
      return Optional.of(new Hand(beside, true));
    }
    return Optional.ofNullable(waits).map(handler -> new Hand(handler, false));
  }
}
