package io.platen.reference.release;

import io.platen.protocol.update.TopLevelRole;
import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * What {@code desk.properties} says.
 *
 * @param repository the name that devices have built in
 * @param days how long a new edition of each role is good
 */
record DeskSettings(String repository, Map<TopLevelRole, Integer> days) {
  static final String FILE = "desk.properties";

  private static final String REPOSITORY = "[a-z0-9][a-z0-9-]{0,39}";
  private static final int MOST_DAYS = 3660;

  private static final Map<TopLevelRole, Integer> DEFAULTS =
      Map.of(
          TopLevelRole.ROOT, 365,
          TopLevelRole.TARGETS, 180,
          TopLevelRole.SNAPSHOT, 30,
          TopLevelRole.TIMESTAMP, 7);

  DeskSettings {
    days = Map.copyOf(days);
    if (!repository.matches(REPOSITORY)) {
      throw new CommandFailure(
          "A repository is named by up to 40 of a-z, 0-9 and -, not \"" + repository + "\"");
    }
  }

  static DeskSettings of(String repository) {
    return new DeskSettings(repository, DEFAULTS);
  }

  Duration life(TopLevelRole role) {
    return Duration.ofDays(days.getOrDefault(role, 1));
  }

  static DeskSettings read(Path desk) {
    Properties text = new Properties();
    try (var reader = Files.newBufferedReader(desk.resolve(FILE))) {
      text.load(reader);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(desk + " is no release desk; make one by: release init " + desk, e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailure(desk.resolve(FILE) + " cannot be read: " + e.getMessage(), e);
    }
    Map<TopLevelRole, Integer> days = new EnumMap<>(TopLevelRole.class);
    for (TopLevelRole role : TopLevelRole.values()) {
      days.put(role, days(text, role));
    }
    return new DeskSettings(text.getProperty("repository", ""), days);
  }

  private static int days(Properties text, TopLevelRole role) {
    String key = "days." + role.token();
    String value = text.getProperty(key, String.valueOf(DEFAULTS.get(role))).strip();
    if (!value.matches("[0-9]{1,4}")
        || Integer.parseInt(value) < 1
        || Integer.parseInt(value) > MOST_DAYS) {
      throw new CommandFailure(
          FILE + ": " + key + " is 1 to " + MOST_DAYS + " days, not \"" + value + "\"");
    }
    return Integer.parseInt(value);
  }

  /** As the file has it. */
  String text() {
    StringWriter text = new StringWriter();
    text.append("# The release desk of one repository. Devices have its name built in.\n");
    text.append("repository=").append(repository).append('\n');
    text.append("# How long a new edition of each role is good, in days.\n");
    for (TopLevelRole role : TopLevelRole.values()) {
      text.append("days." + role.token() + "=" + days.get(role) + "\n");
    }
    return text.toString();
  }
}
