package io.platen.reference.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * The browser of a run: the system's Chromium, else Playwright's own. Without one the tests are
 * skipped with a line that says so, unless PLATEN_BROWSER_REQUIRED=true demands them.
 */
final class Chromium implements AutoCloseable {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(Chromium.class);
  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium() {
    Optional<Path> installed = installed();
    Map<String, String> environment = new HashMap<>();
    if (installed.isPresent()) {
      environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    }
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    BrowserType.LaunchOptions options = new BrowserType.LaunchOptions().setHeadless(true);
    installed.ifPresent(options::setExecutablePath);
    if ("root".equals(System.getProperty("user.name"))) {
      options.setArgs(List.of("--no-sandbox"));
    }
    browser = playwright.chromium().launch(options);
  }

  static Browser of(ExtensionContext context) {
    try {
      return context
          .getRoot()
          .getStore(HERE)
          .getOrComputeIfAbsent("browser", key -> new Chromium(), Chromium.class)
          .browser;
    } catch (PlaywrightException e) {
      String line =
          "No browser: install chromium, or name one with CHROMIUM or -Dplaten.chromium ("
              + e.getMessage().lines().findFirst().orElse("")
              + ")";
      if (isRequired()) {
        throw new IllegalStateException(line, e);
      }
      System.err.println("Browser tests are skipped. " + line);
      throw new TestAbortedException(line, e);
    }
  }

  private static boolean isRequired() {
    return Boolean.getBoolean("platen.browser.required")
        || Boolean.getBoolean("PLATEN_BROWSER_REQUIRED")
        || "true".equals(System.getenv("PLATEN_BROWSER_REQUIRED"));
  }

  private static Optional<Path> installed() {
    String named = System.getProperty("platen.chromium", System.getenv("CHROMIUM"));
    Stream<String> places = named == null || named.isBlank() ? PLACES.stream() : Stream.of(named);
    return places.map(Path::of).filter(Files::isExecutable).findFirst();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
