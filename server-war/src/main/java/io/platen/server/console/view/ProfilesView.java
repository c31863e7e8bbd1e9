package io.platen.server.console.view;

import java.util.List;

/**
 * What devices read printers by, and what no profile fitted.
 *
 * @param changing whether the reader may upload and withdraw
 */
public record ProfilesView(
    List<ProfileLine> profiles, List<ModelLine> models, Form form, boolean changing) {
  public ProfilesView {
    profiles = List.copyOf(profiles);
    models = List.copyOf(models);
  }
}
