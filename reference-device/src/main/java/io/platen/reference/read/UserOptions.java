package io.platen.reference.read;

import io.platen.protocol.sync.SnmpUser;
import io.platen.protocol.sync.SnmpUser.Auth;
import io.platen.protocol.sync.SnmpUser.Priv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A user of SNMP v3; passwords come from files, for others see what is typed in a command. */
final class UserOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Speaks SNMP v3 as this user, in the place of a community.")
  private @Nullable String name;

  @Option(
      names = "--auth",
      paramLabel = "ALGORITHM",
      description = "none, md5, sha-1, sha-224, sha-256, sha-384 or sha-512 (default: none).")
  private String auth = "none";

  @Option(
      names = "--auth-password-file",
      paramLabel = "FILE",
      description = "Its first line is the password for authentication.")
  private @Nullable Path authPassword;

  @Option(
      names = "--priv",
      paramLabel = "ALGORITHM",
      description =
          "none, des, aes-128, aes-192, aes-256, aes-192-c or aes-256-c (default: none); those with"
              + " a c extend keys as Cisco's agents do.")
  private String priv = "none";

  @Option(
      names = "--priv-password-file",
      paramLabel = "FILE",
      description = "Its first line is the password for encryption.")
  private @Nullable Path privPassword;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The SNMP context; mostly there is none.")
  private String context = "";

  /** Nothing where no user was named. */
  Optional<SnmpUser> user() {
    if (name == null) {
      if (authPassword != null || privPassword != null || !context.isEmpty()) {
        throw wrong("--auth, --priv and --context belong to a --user");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SnmpUser(
              name,
              choice("--auth", auth, Auth.values(), Auth::token),
              password(authPassword),
              choice("--priv", priv, Priv.values(), Priv::token),
              password(privPassword),
              context));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private <T> T choice(String option, String typed, T[] all, Function<T, String> token) {
    return Arrays.stream(all)
        .filter(each -> token.apply(each).equals(typed.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "'"
                        + typed
                        + "' is none of "
                        + option
                        + "'s: "
                        + Arrays.stream(all).map(token).collect(Collectors.joining(", "))));
  }

  private String password(@Nullable Path file) {
    if (file == null) {
      return "";
    }
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw wrong("No password can be read from " + file + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
