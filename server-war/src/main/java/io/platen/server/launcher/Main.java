package io.platen.server.launcher;

import io.platen.server.listener.DeviceTls;
import io.platen.server.listener.Endpoint;
import io.platen.server.listener.Listener;
import io.platen.server.listener.ListenerScript;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The process of {@code platen-server.jar}. */
public final class Main {
  private static final Endpoint DEFAULT_ENDPOINT =
      new Endpoint(
          "127.0.0.1",
          Arrays.stream(Listener.values())
              .collect(Collectors.toMap(Function.identity(), Listener::defaultPort)));

  private Main() {}

  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    PrintStream out = System.out;
    if (words.contains("--help") || words.contains("-h")) {
      out.print(CommandLine.USAGE);
    } else if (words.contains("--keys")) {
      out.print(ConfigurationPage.text());
    } else if (words.contains("--script")) {
      out.println(ListenerScript.forOperators(DEFAULT_ENDPOINT, DeviceTls.TLS_1_3));
    } else {
      ExitCode end = run(words, out, System.err);
      if (end != null) {
        end(end);
      }
    }
  }

  private static @Nullable ExitCode run(List<String> words, PrintStream out, PrintStream err) {
    ConfigurationReader reader = new ConfigurationReader(System.getenv(), System.getProperties());
    String otherwise = "";
    try {
      CommandLine asked = CommandLine.read(words);
      otherwise = asked.otherwise();
      Configuration configuration = reader.read(asked.file(), asked.keys());
      reader.warnings().forEach(err::println);
      return asked.task().on(configuration, out);
    } catch (CommandLine.WrongException e) {
      err.println(e.getMessage() + System.lineSeparator() + CommandLine.USAGE);
      return ExitCode.CONFIGURATION_WRONG;
    } catch (ConfigurationException e) {
      err.println("The configuration is wrong, nothing was started:");
      e.problems().forEach(problem -> err.println("- " + problem));
      return ExitCode.CONFIGURATION_WRONG;
    } catch (StartException e) {
      err.println(otherwise);
      err.println(e.getMessage());
      return e.exitCode();
    }
  }

  @AllowForbidden("The main class of a process gives its exit status")
  private static void end(ExitCode code) {
    System.exit(code.number());
  }
}
