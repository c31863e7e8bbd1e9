package io.platen.server.enrolment.control;

import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import io.platen.server.enrolment.control.EntryCheck.TypedAccess;
import io.platen.server.problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks how printers are asked. No error holds a password. */
final class AccessCheck {
  private static final int MAX_TEXT = 255;
  private static final int MAX_NAME_BYTES = 32;
  private static final int MIN_PASSWORD = 8;
  private static final int MAX_PORT = 65_535;

  private final List<SnmpAccess> kept;
  private final List<FieldError> errors;

  /**
   * @param kept what the entry had: its passwords stay where user and algorithms are the same
   * @param errors takes what is wrong
   */
  AccessCheck(List<SnmpAccess> kept, List<FieldError> errors) {
    this.kept = kept;
    this.errors = errors;
  }

  private void refuse(String field, @Nullable String typed, String reason, String accepted) {
    errors.add(new FieldError("access." + field, reason, accepted, typed, null));
  }

  /** What comes back after an error only fills the place. */
  SnmpAccess check(TypedAccess typed) {
    Version version =
        one("version", typed.version(), Version.V2C, Version.values(), Version::token);
    if (version == Version.V3) {
      return user(typed);
    }
    if (!text(typed.user()).isEmpty()) {
      refuse("user", typed.user(), "Only version 3 has users", "version 3, or no user");
    }
    String community = typed.community() == null ? "public" : typed.community();
    if (community.isEmpty() || isUnfit(community)) {
      refuse(
          "community",
          community,
          "It is empty, too long or holds control characters",
          "1 to " + MAX_TEXT + " printable characters");
    }
    return new SnmpAccess(version, community, port(typed.port()));
  }

  private SnmpAccess user(TypedAccess typed) {
    int before = errors.size();
    String name = text(typed.user());
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length < 1 || length > MAX_NAME_BYTES || isUnfit(name)) {
      refuse(
          "user",
          name,
          "It is missing, too long or holds control characters",
          "1 to 32 bytes of printable characters");
    }
    if (!text(typed.community()).isEmpty()) {
      refuse("community", null, "Version 3 has a user in its place", "nothing in version 3");
    }
    SnmpUser.Auth auth =
        one("auth", typed.auth(), SnmpUser.Auth.NONE, SnmpUser.Auth.values(), SnmpUser.Auth::token);
    SnmpUser.Priv priv =
        one("priv", typed.priv(), SnmpUser.Priv.NONE, SnmpUser.Priv.values(), SnmpUser.Priv::token);
    if (auth == SnmpUser.Auth.NONE && priv != SnmpUser.Priv.NONE && errors.size() == before) {
      refuse("priv", priv.token(), "Encryption needs authentication", "none, or an auth too");
    }
    String context = text(typed.context());
    if (isUnfit(context)) {
      refuse("context", null, "It is too long or holds control characters", "at most 255");
    }
    SnmpUser old = kept(name, auth, priv);
    String authPassword =
        password(
            "authPassword",
            auth != SnmpUser.Auth.NONE,
            typed.authPassword(),
            old == null ? "" : old.authPassword());
    String privPassword =
        password(
            "privPassword",
            priv != SnmpUser.Priv.NONE,
            typed.privPassword(),
            old == null ? "" : old.privPassword());
    int port = port(typed.port());
    return errors.size() > before
        ? SnmpAccess.PUBLIC
        : SnmpAccess.of(new SnmpUser(name, auth, authPassword, priv, privPassword, context), port);
  }

  private @Nullable SnmpUser kept(String name, SnmpUser.Auth auth, SnmpUser.Priv priv) {
    for (SnmpAccess access : kept) {
      SnmpUser user = access.user();
      if (user != null && user.name().equals(name) && user.auth() == auth && user.priv() == priv) {
        return user;
      }
    }
    return null;
  }

  private String password(String field, boolean needed, @Nullable String typed, String old) {
    String password = text(typed);
    if (needed && password.isEmpty()) {
      password = old;
    }
    if (needed && (password.length() < MIN_PASSWORD || isUnfit(password))) {
      refuse(
          field,
          null,
          "The password is missing, too short, too long or holds control characters",
          "8 to " + MAX_TEXT + " printable characters");
    } else if (!needed && !password.isEmpty()) {
      refuse(field, null, "There is a password for what is off", "no password, or an algorithm");
    }
    return password;
  }

  private int port(@Nullable Integer typed) {
    int port = typed == null ? SnmpAccess.PUBLIC.port() : typed;
    if (port < 1 || port > MAX_PORT) {
      refuse("port", Integer.toString(port), port + " is no port", "1 to " + MAX_PORT);
    }
    return port;
  }

  private <E> E one(
      String field, @Nullable String typed, E otherwise, E[] known, Function<E, String> token) {
    if (typed == null) {
      return otherwise;
    }
    for (E each : known) {
      if (token.apply(each).equalsIgnoreCase(typed.strip())) {
        return each;
      }
    }
    refuse(
        field,
        typed,
        "'" + typed + "' is not supported",
        Arrays.stream(known).map(token).collect(Collectors.joining(", ")));
    return otherwise;
  }

  private static String text(@Nullable String typed) {
    return Objects.requireNonNullElse(typed, "");
  }

  private static boolean isUnfit(String text) {
    return text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl);
  }
}
