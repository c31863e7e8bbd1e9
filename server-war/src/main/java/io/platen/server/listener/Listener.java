package io.platen.server.listener;

/** The three doors of the server; each path answers on exactly one of them. */
public enum Listener {
  /** Update and download hosts: client certificate needed. */
  DEVICE("platen-device", "platen.device.port", 8443),
  /** Console, REST API, health, metrics: the server's certificate only. */
  CONSOLE("platen-console", "platen.console.port", 8444),
  /** Enrolment and diagnosis: client certificate wanted, not needed. */
  ENROLMENT("platen-enrolment", "platen.enrolment.port", 8445);

  private final String title;
  private final String portKey;
  private final int defaultPort;

  Listener(String title, String portKey, int defaultPort) {
    this.title = title;
    this.portKey = portKey;
    this.defaultPort = defaultPort;
  }

  /** Its name in the container. Not {@code admin-listener}: Payara answers 400 to all on that. */
  public String title() {
    return title;
  }

  public String portKey() {
    return portKey;
  }

  public int defaultPort() {
    return defaultPort;
  }

  /** Where a path belongs. What is no device's and no enrolment's path is the console's. */
  public static Listener of(String path) {
    if (isUnder(path, "/update") || isUnder(path, "/download")) {
      return DEVICE;
    }
    if (isUnder(path, "/.well-known")) {
      return ENROLMENT;
    }
    return CONSOLE;
  }

  private static boolean isUnder(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
