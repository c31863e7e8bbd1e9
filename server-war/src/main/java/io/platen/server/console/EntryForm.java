package io.platen.server.console;

import io.platen.server.console.view.Form;
import io.platen.server.console.view.Words;
import io.platen.server.enrolment.control.EntryCheck;
import io.platen.server.enrolment.control.EntryCheck.TypedAccess;
import io.platen.server.enrolment.control.EntryCheck.TypedEntry;
import io.platen.server.enrolment.entity.CheckedEntry;
import io.platen.server.problem.FieldError;
import io.platen.server.problem.InvalidException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The form that adds a discovery entry, and what it says when something in it is wrong. */
final class EntryForm {
  private static final List<String> FIELDS =
      List.of(
          "target",
          "exclusions",
          "version",
          "community",
          "port",
          "user",
          "auth",
          "priv",
          "context");

  private static final String MDNS = "mdns";

  /** In the order in which they ask. */
  static final List<String> READERS = List.of("snmp", "ipp", "web", "pjl");

  private EntryForm() {}

  /** Throws with what is wrong, in the server's words. */
  static CheckedEntry check(Visit visit) {
    String target = visit.field("target");
    String port = visit.field("port");
    // What is no number at all is refused as a port out of range.
    Integer number = port.matches("[0-9]{1,9}") ? Integer.valueOf(port) : Integer.valueOf(-1);
    return EntryCheck.check(
        new TypedEntry(
            EntryTarget.kind(target).name().toLowerCase(Locale.ROOT),
            target,
            exclusions(visit),
            List.of(access(visit, number)),
            readers(visit),
            !visit.field(MDNS).isEmpty()));
  }

  private static List<String> readers(Visit visit) {
    List<String> chosen =
        READERS.stream().filter(reader -> !visit.field("reader-" + reader).isEmpty()).toList();
    // None at all would be the default ones: it is refused as one that is not known.
    return chosen.isEmpty() ? List.of("") : chosen;
  }

  /** The fields of the other way to ask are left alone. */
  private static TypedAccess access(Visit visit, Integer port) {
    return visit.field("version").equals("3")
        ? new TypedAccess(
            "3",
            null,
            port,
            visit.field("user"),
            visit.field("auth"),
            visit.exactly("authPassword"),
            visit.field("priv"),
            visit.exactly("privPassword"),
            visit.field("context"))
        : TypedAccess.by(visit.field("version"), visit.field("community"), port);
  }

  private static List<String> exclusions(Visit visit) {
    return Arrays.asList(visit.field("exclusions").split("[,;\\s]+", -1));
  }

  /** The same form again, with each error in the reader's words beside its field. */
  static Form wrong(Visit visit, InvalidException invalid) {
    Map<String, String> values = new LinkedHashMap<>();
    FIELDS.forEach(field -> values.put(field, visit.field(field)));
    READERS.forEach(reader -> values.put("reader-" + reader, visit.field("reader-" + reader)));
    values.put(MDNS, visit.field(MDNS));
    Map<String, String> errors = new LinkedHashMap<>();
    for (FieldError error : invalid.errors()) {
      errors.put(error.field().replace("access.", ""), text(error, visit.words()));
    }
    return new Form(values, errors);
  }

  /** Errors of an imported file, by line. */
  static Form wrongImport(Visit visit, InvalidException invalid) {
    return new Form(
        Map.of("csv", visit.exactly("csv")), importErrors(invalid.errors(), visit.words()));
  }

  static Map<String, String> importErrors(List<FieldError> wrong, Words words) {
    Map<String, String> errors = new LinkedHashMap<>();
    int number = 100;
    for (FieldError error : wrong) {
      String text = text(error, words);
      Long line = error.line();
      // Numbered, so that the summary keeps the order of the lines.
      errors.put("csv" + number++, line == null ? text : words.t("entry.line", line, text));
    }
    return errors;
  }

  private static String text(FieldError error, Words words) {
    String typed = Objects.requireNonNullElse(error.typed(), "");
    return switch (error.field()) {
      case "kind" -> words.t("entry.wrongKind", typed);
      case "target" -> EntryTarget.explain(typed, words);
      case "exclusions" ->
          error.typed() == null
              ? words.t("entry.manyExclusions")
              : words.t("entry.wrongExclusions", typed);
      case "access" -> words.t("entry.manyAccesses");
      case "access.version" -> words.t("entry.wrongVersion", typed);
      case "access.community" ->
          words.t(typed.isEmpty() ? "entry.noCommunity" : "entry.wrongCommunity");
      case "access.user" -> words.t("entry.wrongUser");
      case "access.auth" -> words.t("entry.wrongAuth", typed, error.accepted());
      case "access.priv" ->
          error.accepted().contains("aes")
              ? words.t("entry.wrongPriv", typed, error.accepted())
              : words.t("entry.privNeedsAuth");
      case "access.authPassword" -> words.t("entry.wrongAuthPassword");
      case "access.privPassword" -> words.t("entry.wrongPrivPassword");
      case "readers" -> words.t("entry.noReader");
      case "access.context" -> words.t("entry.wrongContext");
      case "access.port" -> words.t("entry.wrongPort", typed);
      case "row" -> words.t("entry.wrongRow", typed, error.accepted());
      case "header" -> words.t("entry.wrongHeader", typed, error.accepted());
      case "file" -> words.t("entry.wrongFile");
      default -> words.t("entry.otherwise", error.reason(), error.accepted());
    };
  }
}
