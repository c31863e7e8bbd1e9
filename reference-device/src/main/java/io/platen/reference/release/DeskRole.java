package io.platen.reference.release;

import io.platen.protocol.update.TopLevelRole;
import java.time.Duration;
import java.util.Optional;

/**
 * A role whose files a desk keeps: one of the four that every repository has, or the one that names
 * the releases of a hardware model.
 *
 * @param name as files have it
 * @param model of a role that the targets delegate to
 */
record DeskRole(String name, Optional<String> model) {
  static final DeskRole ROOT = of(TopLevelRole.ROOT);
  static final DeskRole TARGETS = of(TopLevelRole.TARGETS);
  static final DeskRole SNAPSHOT = of(TopLevelRole.SNAPSHOT);
  static final DeskRole TIMESTAMP = of(TopLevelRole.TIMESTAMP);

  static DeskRole of(TopLevelRole role) {
    return new DeskRole(role.token(), Optional.empty());
  }

  static DeskRole ofModel(String model) {
    return new DeskRole("model-" + model, Optional.of(model));
  }

  /** What the releases of a model lie under, and nothing else does. */
  static String paths(String model) {
    return "releases/" + model + "/*";
  }

  /** A list of releases of one model is good as long as the list of all. */
  Duration life(DeskSettings settings) {
    return settings.life(
        model.isPresent()
            ? TopLevelRole.TARGETS
            : TopLevelRole.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
  }

  /** {@code targets}, or {@code releases of pl-100}. */
  String words() {
    return model.map(each -> "releases of " + each).orElse(name);
  }

  String file(long edition) {
    return edition + "." + name + ".xml";
  }
}
