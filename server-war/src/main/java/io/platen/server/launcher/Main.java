package io.platen.server.launcher;

import io.platen.server.listener.Endpoint;
import io.platen.server.listener.Listener;
import io.platen.server.listener.ListenerScript;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The command line of {@code platen-server.jar}. */
public final class Main {
  private static final String USAGE =
      """
      java -jar platen-server.jar [--config FILE] [--data FOLDER]
      java -jar platen-server.jar audit verify [--config FILE] [--data FOLDER]
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
        audit verify    walks the chain of audit records and names the first that is broken
      Keys are read from system properties, then environment variables (PLATEN_CONSOLE_PORT), then
      the file. Exit status: 0 stopped or intact, 1 not started or not verified, 2 wrong
      configuration, 3 port or folder taken, 4 audit broken.
      """;

  private static final Endpoint DEFAULT_ENDPOINT =
      new Endpoint(
          "127.0.0.1",
          Arrays.stream(Listener.values())
              .collect(Collectors.toMap(Function.identity(), Listener::defaultPort)));

  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    Path file = null;
    boolean verifies = false;
    AuthorityChange.Step step = null;
    boolean atOnce = false;
    Map<ServerKey, String> commandLine = new EnumMap<>(ServerKey.class);
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--help", "-h" -> {
          out.print(USAGE);
          return;
        }
        case "--keys" -> {
          out.print(ConfigurationPage.text());
          return;
        }
        case "--script" -> {
          out.println(ListenerScript.forOperators(DEFAULT_ENDPOINT));
          return;
        }
        case "audit" -> {
          if (!required("audit", rest, err).equals("verify")) {
            err.println("The only command is: audit verify" + System.lineSeparator() + USAGE);
            end(ExitCode.CONFIGURATION_WRONG);
          }
          verifies = true;
        }
        case "authority" -> step = step(required(argument, rest, err), err);
        case "--now" -> atOnce = true;
        case "--config" -> file = Path.of(required(argument, rest, err));
        case "--data" -> commandLine.put(ServerKey.DATA, required(argument, rest, err));
        default -> {
          err.println("Unknown argument " + argument + System.lineSeparator() + USAGE);
          end(ExitCode.CONFIGURATION_WRONG);
        }
      }
    }
    boolean auditOnly = verifies;
    AuthorityChange.Step asked = step;
    boolean now = atOnce;
    run(
        file,
        commandLine,
        err,
        configuration -> {
          if (auditOnly) {
            end(new AuditCommand(configuration, out).verify());
          } else if (asked != null) {
            out.println(change(configuration, asked, now));
          } else {
            RunningServer.start(configuration, out);
          }
        },
        otherwise(auditOnly, asked != null));
  }

  private static String otherwise(boolean verifies, boolean changes) {
    if (verifies) {
      return "The audit was not verified.";
    }
    return changes ? "No authority was changed." : "Platen server does not start.";
  }

  /** What the process is there for. */
  private interface Task {
    void on(Configuration configuration) throws StartException;
  }

  private static String change(Configuration configuration, AuthorityChange.Step step, boolean now)
      throws StartException {
    try (DataFolder folder = DataFolder.open(configuration.data())) {
      return new AuthorityChange(configuration, folder, InstantSource.system()).run(step, now);
    }
  }

  private static AuthorityChange.Step step(String typed, PrintStream err) {
    for (AuthorityChange.Step each : AuthorityChange.Step.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(typed)) {
        return each;
      }
    }
    err.println("authority does not know " + typed + System.lineSeparator() + USAGE);
    end(ExitCode.CONFIGURATION_WRONG);
    throw new IllegalStateException("The process has ended");
  }

  private static void run(
      @Nullable Path file,
      Map<ServerKey, String> commandLine,
      PrintStream err,
      Task task,
      String otherwise) {
    ConfigurationReader reader = new ConfigurationReader(System.getenv(), System.getProperties());
    try {
      Configuration configuration = reader.read(file, commandLine);
      reader.warnings().forEach(err::println);
      task.on(configuration);
    } catch (ConfigurationException e) {
      err.println("The configuration is wrong, nothing was started:");
      e.problems().forEach(problem -> err.println("- " + problem));
      end(ExitCode.CONFIGURATION_WRONG);
    } catch (StartException e) {
      err.println(otherwise);
      err.println(e.getMessage());
      end(e.exitCode());
    }
  }

  private static String required(String argument, Iterator<String> rest, PrintStream err) {
    if (!rest.hasNext()) {
      err.println(argument + " needs a value." + System.lineSeparator() + USAGE);
      end(ExitCode.CONFIGURATION_WRONG);
    }
    return rest.next();
  }

  @AllowForbidden("The main class of a process gives its exit status")
  private static void end(ExitCode code) {
    System.exit(code.number());
  }
}
