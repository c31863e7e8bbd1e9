package io.platen.server.enrolment.control;

import io.platen.protocol.registry.Readers;
import io.platen.protocol.registry.Registry;
import io.platen.protocol.sync.DiscoveryEntry;
import io.platen.protocol.sync.DiscoveryEntry.Kind;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what a person typed as a discovery entry, and says all that is wrong with it at once. */
public final class EntryCheck {
  /** More than 65,536 addresses take hours to walk, and are a slip of the pen. */
  static final int MIN_PREFIX = 16;

  private static final int MAX_EXCLUSIONS = 100;
  private static final int MAX_ACCESS = 10;
  private static final long MAX_ADDRESSES = 1L << (32 - MIN_PREFIX);

  private static final String NETWORK_FORM = "a network as 192.0.2.0/24, from /16 to /32";
  private static final String RANGE_FORM =
      "a range as 192.0.2.10-192.0.2.99 or 192.0.2.10-99, of at most 65,536 addresses";
  private static final String HOST_FORM = "a host name as printer.example.org, or an IPv4 address";
  private static final Pattern HOST =
      Pattern.compile(
          "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private final List<FieldError> errors = new ArrayList<>();

  private EntryCheck() {}

  /** An access as it was typed: {@code version} is 1 or 2c with a community, or 3 with a user. */
  public record TypedAccess(
      @Nullable String version,
      @Nullable String community,
      @Nullable Integer port,
      @Nullable String user,
      @Nullable String auth,
      @Nullable String authPassword,
      @Nullable String priv,
      @Nullable String privPassword,
      @Nullable String context) {

    /** Of version 1 or 2c. */
    public static TypedAccess by(
        @Nullable String version, @Nullable String community, @Nullable Integer port) {
      return new TypedAccess(version, community, port, null, null, null, null, null, null);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
      return "TypedAccess[" + version + ", port " + port + "]";
    }
  }

  /**
   * An entry as it was typed.
   *
   * @param readers null for the default ones
   * @param mdns whether announced printers are looked for too; null for not
   */
  public record TypedEntry(
      @Nullable String kind,
      @Nullable String target,
      @Nullable List<String> exclusions,
      @Nullable List<TypedAccess> access,
      @Nullable List<String> readers,
      @Nullable Boolean mdns) {

    /** With the default readers: no constructor, since JSON-B takes only a record that has one. */
    public static TypedEntry of(
        @Nullable String kind,
        @Nullable String target,
        @Nullable List<String> exclusions,
        @Nullable List<TypedAccess> access) {
      return new TypedEntry(kind, target, exclusions, access, null, null);
    }
  }

  /** Throws with every error there is. */
  public static CheckedEntry check(TypedEntry typed) {
    return check(typed, null);
  }

  /**
   * The same for a changed entry, whose passwords may be left out where it looks nowhere else.
   *
   * @param before the entry as it is; null for a new one
   */
  public static CheckedEntry check(TypedEntry typed, @Nullable DiscoveryEntry before) {
    EntryCheck check = new EntryCheck();
    Kind kind = check.kind(typed.kind());
    String target = kind == null ? "" : check.target(kind, typed.target());
    List<String> exclusions = check.exclusions(typed.exclusions());
    List<SnmpAccess> kept =
        kind != null
                && before != null
                && check.errors.isEmpty()
                && TargetBounds.isWithin(kind, target, exclusions, before)
            ? before.access()
            : List.of();
    List<SnmpAccess> access = check.access(typed.access(), kept);
    Set<String> readers = check.readers(typed.readers());
    boolean mdns = Boolean.TRUE.equals(typed.mdns());
    check.demandWhatFinds(readers, mdns || kind == Kind.HOST);
    if (kind == null || !check.errors.isEmpty()) {
      throw new InvalidException(check.errors);
    }
    return new CheckedEntry(kind, target, exclusions, access, readers, mdns);
  }

  /** PLT-SYN-028: devices leave such an entry out. */
  private void demandWhatFinds(Set<String> readers, boolean told) {
    if (!readers.isEmpty() && !readers.contains("snmp") && !(told && readers.contains("ipp"))) {
      String typed = String.join(" ", readers);
      refuse(
          "readers",
          typed,
          "By " + typed + " alone no printer is found",
          "snmp among them; or ipp, for a host or with mdns");
    }
  }

  private Set<String> readers(@Nullable List<String> typed) {
    if (typed == null || typed.isEmpty()) {
      return DiscoveryEntry.DEFAULT_READERS;
    }
    Set<String> readers = new TreeSet<>();
    for (String text : typed) {
      String reader = text.strip().toLowerCase(Locale.ROOT);
      if (Readers.registry().find(reader).isPresent()) {
        readers.add(reader);
      } else {
        refuse(
            "readers",
            text,
            "'" + text + "' is no reader",
            Readers.registry().entries().stream()
                .map(Registry.Entry::token)
                .collect(Collectors.joining(", ")));
      }
    }
    return readers;
  }

  private void refuse(String field, @Nullable String typed, String reason, String accepted) {
    errors.add(new FieldError(field, reason, accepted, typed, null));
  }

  private @Nullable Kind kind(@Nullable String kind) {
    for (Kind known : Kind.values()) {
      if (known.name().equalsIgnoreCase(kind == null ? "" : kind.strip())) {
        return known;
      }
    }
    refuse(
        "kind",
        kind,
        kind == null ? "It is missing" : "'" + kind + "' is none of the three",
        "network, range or host");
    return null;
  }

  private String target(Kind kind, @Nullable String text) {
    String target = text == null ? "" : text.strip();
    try {
      return switch (kind) {
        case NETWORK -> network(target);
        case RANGE -> range(target);
        case HOST -> host(target);
      };
    } catch (IllegalArgumentException e) {
      refuse(
          "target",
          target,
          String.valueOf(e.getMessage()),
          switch (kind) {
            case NETWORK -> NETWORK_FORM;
            case RANGE -> RANGE_FORM;
            case HOST -> HOST_FORM;
          });
      return "";
    }
  }

  private static String network(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' has no prefix length after a slash");
    }
    long address = Ipv4.parse(text.substring(0, slash));
    int prefix = prefix(text.substring(slash + 1));
    long network = address & mask(prefix);
    if (network != address) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' has bits after the prefix; did you mean "
              + Ipv4.text(network)
              + "/"
              + prefix
              + "?");
    }
    return Ipv4.text(network) + "/" + prefix;
  }

  private static int prefix(String text) {
    if (!text.matches("[0-9]{1,2}")
        || Integer.parseInt(text) < MIN_PREFIX
        || Integer.parseInt(text) > 32) {
      throw new IllegalArgumentException("'/" + text + "' is not from /" + MIN_PREFIX + " to /32");
    }
    return Integer.parseInt(text);
  }

  private static long mask(int prefix) {
    return prefix == 0 ? 0 : (0xFFFFFFFFL << (32 - prefix)) & 0xFFFFFFFFL;
  }

  private static String range(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("'" + text + "' is not two addresses with a hyphen");
    }
    String first = ends[0].strip();
    long from = Ipv4.parse(first);
    String last = ends[1].strip();
    // The short form names the last part only.
    long to =
        last.matches("[0-9]{1,3}")
            ? Ipv4.parse(first.substring(0, first.lastIndexOf('.') + 1) + last)
            : Ipv4.parse(last);
    if (to < from) {
      throw new IllegalArgumentException(
          "The range ends at " + Ipv4.text(to) + ", before it starts at " + Ipv4.text(from));
    }
    if (to - from >= MAX_ADDRESSES) {
      throw new IllegalArgumentException("The range has " + (to - from + 1) + " addresses");
    }
    return Ipv4.text(from) + "-" + Ipv4.text(to);
  }

  private static String host(String text) {
    if (text.matches("[0-9.]+")) {
      return Ipv4.text(Ipv4.parse(text));
    }
    if (!HOST.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is no host name");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private List<String> exclusions(@Nullable List<String> typed) {
    List<String> exclusions = new ArrayList<>();
    for (String text : typed == null ? List.<String>of() : typed) {
      String exclusion = text.strip();
      if (!exclusion.isEmpty()) {
        exclusions.add(exclusion(exclusion));
      }
    }
    if (exclusions.size() > MAX_EXCLUSIONS) {
      refuse("exclusions", null, "There are " + exclusions.size(), "at most " + MAX_EXCLUSIONS);
    }
    return exclusions;
  }

  private String exclusion(String text) {
    try {
      if (text.indexOf('/') >= 0) {
        return network(text);
      }
      return text.indexOf('-') >= 0 ? range(text) : Ipv4.text(Ipv4.parse(text));
    } catch (IllegalArgumentException e) {
      refuse(
          "exclusions",
          text,
          String.valueOf(e.getMessage()),
          "an IPv4 address, " + RANGE_FORM + ", or " + NETWORK_FORM);
      return text;
    }
  }

  private List<SnmpAccess> access(@Nullable List<TypedAccess> typed, List<SnmpAccess> kept) {
    if (typed == null || typed.isEmpty()) {
      return List.of(SnmpAccess.PUBLIC);
    }
    if (typed.size() > MAX_ACCESS) {
      refuse("access", null, "There are " + typed.size(), "at most " + MAX_ACCESS);
    }
    return typed.stream().map(new AccessCheck(kept, errors)::check).toList();
  }
}
