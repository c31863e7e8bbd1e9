package io.platen.server.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds each page.
 *
 * @param nav the token of the page in the side navigation, or empty
 * @param viewer who looks, or null before sign-in
 * @param path this page's own address with its query, for the way back
 * @param cursor names the last change that this page holds, for its live parts
 */
public record Shell(
    String title,
    String nav,
    @Nullable Viewer viewer,
    Words words,
    Assets assets,
    String path,
    String cursor) {

  /** The modules that each page loads. */
  public static final List<String> SCRIPTS =
      List.of(
          "live-region.js",
          "time-chart.js",
          "copy-button.js",
          "theme-switch.js",
          "inspector-panel.js",
          "key-map.js",
          "passkey-button.js",
          "time-zone.js");

  public String theme() {
    return viewer == null ? "system" : viewer.theme();
  }

  public String density() {
    return viewer == null ? "comfortable" : viewer.density();
  }

  public Instant now() {
    return words.now();
  }

  /** A file of the console by its name; carries its fingerprint. */
  public String asset(String name) {
    return assets.href(name);
  }
}
