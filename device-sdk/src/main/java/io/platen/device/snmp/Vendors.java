package io.platen.device.snmp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The maker's name: by its words, for printers are sold under other names too, else by number. */
public final class Vendors {
  private static final String ENTERPRISES = "1.3.6.1.4.1.";

  /** IANA private enterprise numbers of those who make printers. */
  private static final Map<String, String> BY_NUMBER =
      Map.ofEntries(
          Map.entry("2", "IBM"),
          Map.entry("11", "HP"),
          Map.entry("122", "Sony"),
          Map.entry("231", "Siemens"),
          Map.entry("236", "Samsung"),
          Map.entry("253", "Xerox"),
          Map.entry("258", "Panasonic"),
          Map.entry("279", "Citizen"),
          Map.entry("297", "Fujifilm"),
          Map.entry("367", "Ricoh"),
          Map.entry("480", "QMS"),
          Map.entry("641", "Lexmark"),
          Map.entry("674", "Dell"),
          Map.entry("1129", "Toshiba"),
          Map.entry("1248", "Epson"),
          Map.entry("1347", "Kyocera"),
          Map.entry("1602", "Canon"),
          Map.entry("2001", "OKI"),
          Map.entry("2385", "Sharp"),
          Map.entry("2435", "Brother"),
          Map.entry("2590", "Konica"),
          Map.entry("3369", "Intermec"),
          Map.entry("5447", "Olivetti"),
          Map.entry("10642", "Zebra"),
          Map.entry("10669", "SATO"),
          Map.entry("18334", "Konica Minolta"),
          Map.entry("20438", "Star"),
          Map.entry("26696", "HP"),
          Map.entry("29999", "HP"),
          Map.entry("40093", "Pantum"));

  /** The longer before the shorter that it holds. */
  private static final List<String> NAMES =
      List.of(
          "Fuji Xerox",
          "Konica Minolta",
          "Hewlett-Packard",
          "Hewlett Packard",
          "Brother",
          "Canon",
          "Citizen",
          "Dell",
          "Develop",
          "Epson",
          "Fujifilm",
          "Gestetner",
          "HP",
          "IBM",
          "Infotec",
          "Kyocera",
          "Lanier",
          "Lenovo",
          "Lexmark",
          "Muratec",
          "NRG",
          "OKI",
          "Olivetti",
          "Panasonic",
          "Pantum",
          "Ricoh",
          "Samsung",
          "SATO",
          "Savin",
          "Sharp",
          "Toshiba",
          "Triumph-Adler",
          "UTAX",
          "Xerox",
          "Zebra");

  private static final String ANY_NAME =
      String.join("|", NAMES.stream().map(Pattern::quote).toList());

  private static final Pattern NAME =
      Pattern.compile(
          "(?<![A-Za-z0-9])(" + ANY_NAME + ")(?![A-Za-z0-9])", Pattern.CASE_INSENSITIVE);

  private static final Pattern LEADING_NAME =
      Pattern.compile(
          "^(?:(?:" + ANY_NAME + ")(?![A-Za-z0-9])[\\s,:_-]*)+", Pattern.CASE_INSENSITIVE);

  private Vendors() {}

  /** The first known name in a text. */
  public static Optional<String> named(String text) {
    Matcher found = NAME.matcher(text);
    return found.find() ? Optional.of(proper(found.group(1))) : Optional.empty();
  }

  /** By the enterprise of sysObjectID. */
  public static Optional<String> numbered(String sysObjectId) {
    if (!sysObjectId.startsWith(ENTERPRISES)) {
      return Optional.empty();
    }
    String number = sysObjectId.substring(ENTERPRISES.length()).split("\\.", 2)[0];
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /** The model without the maker before it. */
  public static String without(String text) {
    String rest = LEADING_NAME.matcher(text).replaceFirst("").strip();
    return rest.isEmpty() ? text : rest;
  }

  /** Whether a text is a maker's name and no more. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static String proper(String name) {
    if (name.toUpperCase(Locale.ROOT).startsWith("HEWLETT")) {
      return "HP";
    }
    return NAMES.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }
}
