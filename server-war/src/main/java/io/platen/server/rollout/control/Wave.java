package io.platen.server.rollout.control;

/**
 * So many devices, one after the other by their {@link Phase}.
 *
 * @param name what people call it, e.g. {@code canary}
 * @param size how far it goes
 */
public record Wave(String name, Size size) {

  /** How far a wave goes, counted from the first device of the rollout. */
  public sealed interface Size {
    /** How many of a rollout's devices are in this wave or one before it. */
    int upTo(int before, int all);
  }

  /** So many more. */
  public record Devices(int number) implements Size {
    @Override
    public int upTo(int before, int all) {
      return Math.min(all, before + number);
    }
  }

  /** Until so many of a hundred are reached, waves before it included; one more at the least. */
  public record Percent(int number) implements Size {
    @Override
    public int upTo(int before, int all) {
      long reached = ((long) all * number + 99) / 100;
      return (int) Math.min(all, Math.max(before + 1L, reached));
    }
  }

  /** All that are left, and those that come later. */
  public record Rest() implements Size {
    @Override
    public int upTo(int before, int all) {
      return all;
    }
  }
}
