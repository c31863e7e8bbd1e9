package io.platen.server.console.view;

import java.util.List;

/**
 * How a tenant's devices work, as a form.
 *
 * @param classes data classes that may be masked
 * @param changing whether the reader may change it
 */
public record PolicyView(Form form, List<MaskLine> classes, boolean changing) {
  public PolicyView {
    classes = List.copyOf(classes);
  }

  /** A data class with the reader's word for it. */
  public record MaskLine(String token, String name) {}
}
