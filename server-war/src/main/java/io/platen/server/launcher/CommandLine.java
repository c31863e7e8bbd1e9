package io.platen.server.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the words behind {@code platen-server.jar} ask for.
 *
 * @param file the configuration; null for none
 * @param keys those that the command line sets
 * @param otherwise what is said when it cannot be done
 */
record CommandLine(@Nullable Path file, Map<ServerKey, String> keys, Task task, String otherwise) {
  static final String USAGE =
      """
      java -jar platen-server.jar [--config FILE] [--data FOLDER]
      java -jar platen-server.jar audit verify [--config FILE] [--data FOLDER]
      java -jar platen-server.jar people reset USER [--config FILE] [--data FOLDER]
      java -jar platen-server.jar authority next|switch|retire|reissue [--now] [--config FILE]
                                    [--data FOLDER]
        --config FILE   properties file with keys such as platen.console.port
        --data FOLDER   where the server keeps everything (key platen.data)
        --keys          prints all keys as the page docs/reference/configuration.md
        --script        prints the asadmin commands that prepare a Payara for the bare WAR
        --help          prints this
        authority       changes the authorities that the server made itself, while it is stopped:
                        next names another, switch lets it take over a month later, retire drops
                        the one before after 90 days, or with --now before that;
                        reissue revokes the server's certificate and lets it make another
        people reset    prints a link by which the user sets a new password, once; the old one,
                        passkeys and sessions end. For an administrator whom no other can invite
        audit verify    walks the chain of audit records and names the first that is broken
      Keys are read from system properties, then environment variables (PLATEN_CONSOLE_PORT), then
      the file. Exit status: 0 stopped, done or intact, 1 not started, done or verified, 2 wrong
      configuration, 3 port or folder taken, 4 audit broken.
      """;

  CommandLine {
    keys = Map.copyOf(keys);
  }

  /** What the process is there for. */
  interface Task {
    /** Null where the process goes on, since it is the server. */
    @Nullable ExitCode on(Configuration configuration, PrintStream out) throws StartException;
  }

  /** Words that nobody understands. */
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1;

    WrongException(String what) {
      super(what);
    }
  }

  /** Who gives a command at the machine, for the audit; no user of the console has such a name. */
  static String actor() {
    return "command line of " + System.getProperty("user.name", "somebody");
  }

  static CommandLine read(List<String> words) throws WrongException {
    Path file = null;
    Map<ServerKey, String> keys = new EnumMap<>(ServerKey.class);
    Task task = null;
    boolean changesAuthority = false;
    String otherwise = "Platen server does not start.";
    boolean atOnce = words.contains("--now");
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (task != null && !word.startsWith("--")) {
        throw new WrongException("Unknown argument " + word);
      }
      switch (word) {
        case "audit" -> {
          expect("verify", word, rest);
          task = (configuration, out) -> new AuditCommand(configuration, out).verify();
          otherwise = "The audit was not verified.";
        }
        case "authority" -> {
          AuthorityChange.Step step = step(required(word, rest));
          task = (configuration, out) -> change(configuration, step, atOnce, out);
          changesAuthority = true;
          otherwise = "No authority was changed.";
        }
        case "people" -> {
          expect("reset", word, rest);
          String user = required("people reset", rest);
          task = (configuration, out) -> reset(configuration, user, out);
          otherwise = "Nobody was reset.";
        }
        case "--now" -> {} // seen above
        case "--config" -> file = Path.of(required(word, rest));
        case "--data" -> keys.put(ServerKey.DATA, required(word, rest));
        default -> throw new WrongException("Unknown argument " + word);
      }
    }
    if (atOnce && !changesAuthority) {
      throw new WrongException("--now belongs to: authority retire");
    }
    return new CommandLine(file, keys, task == null ? CommandLine::serve : task, otherwise);
  }

  private static @Nullable ExitCode serve(Configuration configuration, PrintStream out)
      throws StartException {
    RunningServer.start(configuration, out);
    return null;
  }

  private static ExitCode change(
      Configuration configuration, AuthorityChange.Step step, boolean atOnce, PrintStream out)
      throws StartException {
    out.println(new AuthorityCommand(configuration, InstantSource.system()).run(step, atOnce));
    return ExitCode.STOPPED;
  }

  private static ExitCode reset(Configuration configuration, String user, PrintStream out)
      throws StartException {
    out.println(new PeopleCommand(configuration, InstantSource.system()).reset(user));
    return ExitCode.STOPPED;
  }

  private static AuthorityChange.Step step(String typed) throws WrongException {
    for (AuthorityChange.Step each : AuthorityChange.Step.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(typed)) {
        return each;
      }
    }
    String known =
        Arrays.stream(AuthorityChange.Step.values())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new WrongException("authority does not know " + typed + "; it knows " + known);
  }

  private static void expect(String word, String before, Iterator<String> rest)
      throws WrongException {
    if (!required(before, rest).equals(word)) {
      throw new WrongException("The only command is: " + before + " " + word);
    }
  }

  private static String required(String argument, Iterator<String> rest) throws WrongException {
    if (!rest.hasNext()) {
      throw new WrongException(argument + " needs a value.");
    }
    return rest.next();
  }
}
