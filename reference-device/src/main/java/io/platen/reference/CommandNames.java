package io.platen.reference;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says which commands there are to who names one that there is not, with {@code --help} or not. */
final class CommandNames {
  private CommandNames() {}

  static CommandLine checkedBy(CommandLine line) {
    IExecutionStrategy run = line.getExecutionStrategy();
    IParameterExceptionHandler refuse = line.getParameterExceptionHandler();
    return line.setExecutionStrategy(parsed -> run.execute(checked(parsed)))
        .setParameterExceptionHandler(
            (wrong, args) -> refuse.handleParseException(of(wrong), args));
  }

  /** Where help is asked for, the parser lets every word pass. */
  private static ParseResult checked(ParseResult parsed) {
    for (ParseResult each = parsed; each != null; each = each.subcommand()) {
      Optional<ParameterException> unknown =
          unknown(each.commandSpec().commandLine(), each.unmatched());
      if (unknown.isPresent()) {
        throw unknown.get();
      }
    }
    return parsed;
  }

  private static ParameterException of(ParameterException wrong) {
    return wrong instanceof UnmatchedArgumentException unmatched
        ? unknown(wrong.getCommandLine(), unmatched.getUnmatched()).orElse(wrong)
        : wrong;
  }

  private static Optional<ParameterException> unknown(CommandLine command, List<String> words) {
    if (words.isEmpty() || words.get(0).startsWith("-") || command.getSubcommands().isEmpty()) {
      return Optional.empty();
    }
    String known = String.join(", ", command.getSubcommands().keySet());
    String what =
        command.getCommandName() + " does not know " + words.get(0) + "; it knows " + known;
    return Optional.of(new ParameterException(command, what));
  }
}
