package io.platen.server.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys from command line, system properties, environment and file, the first that has one
 * wins, and names everything that is wrong at once.
 */
final class ConfigurationReader {
  private static final String PREFIX = "platen.";
  private static final String VARIABLE_PREFIX = "PLATEN_";

  private final Map<String, String> environment;
  private final Map<String, String> systemProperties;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<ServerKey, String> values = new EnumMap<>(ServerKey.class);

  ConfigurationReader(Map<String, String> environment, Properties systemProperties) {
    this.environment = Map.copyOf(environment);
    this.systemProperties = toMap(systemProperties);
  }

  Configuration read(@Nullable Path file, Map<ServerKey, String> commandLine)
      throws ConfigurationException {
    // Lowest first: what comes later replaces it.
    if (file != null) {
      readFile(file);
    }
    readEnvironment();
    take(systemProperties, "system property");
    commandLine.forEach((key, value) -> put(key, value, "command line"));
    checkTogether();
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new Configuration(values);
  }

  /** What is odd but no reason to stop; filled by {@link #read}. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void readFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          "Configuration file "
              + file.toAbsolutePath()
              + " cannot be read ("
              + e
              + "). Give an existing UTF-8 properties file with --config.");
      return;
    }
    Map<String, String> entries = toMap(properties);
    entries.keySet().stream()
        .filter(key -> !key.startsWith(PREFIX))
        .forEach(key -> problems.add(unknown(key, "file " + file)));
    take(entries, "file " + file);
  }

  private void readEnvironment() {
    for (ServerKey key : ServerKey.values()) {
      String value = environment.get(key.variable());
      if (value != null) {
        put(key, value, "environment variable " + key.variable());
      }
    }
    environment.keySet().stream()
        .filter(name -> name.startsWith(VARIABLE_PREFIX))
        .filter(name -> Arrays.stream(ServerKey.values()).noneMatch(k -> k.variable().equals(name)))
        .sorted()
        .forEach(this::judgeUnknownVariable);
  }

  /** The environment is shared with other programs: only what looks like a typing error stops. */
  private void judgeUnknownVariable(String name) {
    Optional<ServerKey> near =
        Arrays.stream(ServerKey.values())
            .filter(key -> Spelling.distance(name, key.variable()) <= 2)
            .findFirst();
    if (near.isPresent()) {
      problems.add(
          "Environment variable "
              + name
              + " is not known. Did you mean "
              + near.get().variable()
              + "?");
    } else {
      warnings.add("Environment variable " + name + " is not known to the server and not used.");
    }
  }

  private void take(Map<String, String> entries, String source) {
    entries.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            ServerKey.find(name)
                .ifPresentOrElse(
                    key -> put(key, value, source), () -> problems.add(unknown(name, source)));
          }
        });
  }

  private void put(ServerKey key, String value, String source) {
    String trimmed = value.strip();
    ServerKeyCheck.problem(key, trimmed)
        .ifPresentOrElse(
            problem -> problems.add(wrong(key, trimmed, source, problem)),
            () -> values.put(key, trimmed));
  }

  static String wrong(ServerKey key, String value, String source, String problem) {
    String shown = key.isSecret() ? "" : "is \"" + value + "\", which ";
    return key.key() + " (from " + source + ") " + shown + problem;
  }

  private void checkTogether() {
    if (isSet(ServerKey.TLS_CERTIFICATE) != isSet(ServerKey.TLS_KEY)) {
      problems.add(
          "platen.tls.certificate and platen.tls.key belong together: set both, or none to let the"
              + " server make its own.");
    }
    if (isSet(ServerKey.ENROLMENT_CERTIFICATE) != isSet(ServerKey.ENROLMENT_KEY)) {
      problems.add(
          "platen.enrolment.authority.certificate and platen.enrolment.authority.key belong"
              + " together: set both, or none to let the server make its own.");
    }
    if (isSet(ServerKey.UPDATE_HOSTS) != isSet(ServerKey.DOWNLOAD_HOSTS)) {
      problems.add(
          "platen.update.hosts and platen.download.hosts belong together: set both, or none to"
              + " leave devices with the hosts that they were given.");
    }
    if (isSet(ServerKey.MAIL_USER) != isSet(ServerKey.MAIL_PASSWORD_FILE)) {
      problems.add(
          "platen.mail.user and platen.mail.password.file belong together: set both, or none where"
              + " the mail server wants no user.");
    }
    if (isSet(ServerKey.PROXY_ADDRESSES) && !isSet(ServerKey.PROXY_HEADER)) {
      problems.add(
          "platen.proxy.addresses is set without platen.proxy.header, so that all people behind"
              + " those proxies would count as one: set the header that they write, X-Forwarded-For"
              + " or Forwarded.");
    }
    // The container's pool opens no connection without both.
    if (isSet(ServerKey.DB_URL) && !(isSet(ServerKey.DB_USER) && isSet(ServerKey.DB_PASSWORD))) {
      problems.add(
          "platen.db.url is set without platen.db.user and platen.db.password: name a database"
              + " user with a password too.");
    }
    if (!isSet(ServerKey.DB_URL) && (isSet(ServerKey.DB_USER) || isSet(ServerKey.DB_PASSWORD))) {
      problems.add(
          "platen.db.user or platen.db.password is set without platen.db.url: set the URL too, or"
              + " remove them to use the embedded PostgreSQL.");
    }
  }

  private boolean isSet(ServerKey key) {
    return !values.getOrDefault(key, "").isEmpty();
  }

  private static String unknown(String name, String source) {
    ServerKey nearest =
        Arrays.stream(ServerKey.values())
            .min(Comparator.comparingInt(key -> Spelling.distance(name, key.key())))
            .orElseThrow();
    return name
        + " (from "
        + source
        + ") is not a key of the server. Did you mean "
        + nearest.key()
        + "? All keys are in docs/reference/configuration.md and by --keys.";
  }

  private static Map<String, String> toMap(Properties properties) {
    Map<String, String> map = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> map.put(name, String.valueOf(properties.getProperty(name))));
    return map;
  }
}
