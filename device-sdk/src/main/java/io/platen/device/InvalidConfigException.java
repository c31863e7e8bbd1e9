package io.platen.device;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be worked with: every fault of it at once. */
public final class InvalidConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  InvalidConfigException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }

  /** One key, and what is wrong with it. */
  public record Fault(String key, String reason) {
    @Override
    public String toString() {
      return key + ": " + reason;
    }
  }
}
