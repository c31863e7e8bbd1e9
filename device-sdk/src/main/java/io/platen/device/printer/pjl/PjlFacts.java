package io.platen.device.printer.pjl;

import io.platen.device.printer.profile.MakerNames;
import io.platen.device.snmp.Texts;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The printer's facts that its answers hold. */
final class PjlFacts {
  private static final Pattern COUNT = Pattern.compile("(?:PAGECOUNT\\s*=\\s*)?(\\d{1,10})");
  private static final Pattern CODE = Pattern.compile("\\d{5}");

  /** Brother puts the version behind the model, parted by colons. */
  private static final Pattern VERSION = Pattern.compile(":Ver\\.?([\\w.]+)");

  private static final Texts TEXTS = new Texts(OptionalLong.empty());

  private final PjlAnswers answers;

  private PjlFacts(PjlAnswers answers) {
    this.answers = answers;
  }

  /** Nothing where the printer told nothing that is understood. */
  static Optional<PrinterFacts> of(PjlAnswers answers, InetAddress printer, MakerNames makers) {
    PjlFacts facts = new PjlFacts(answers);
    List<Meter> meters = facts.pageCount().stream().toList();
    Optional<String> id = facts.clean(answers.line(PjlRequest.INFO_ID));
    OptionalInt code = facts.code();
    if (meters.isEmpty() && id.isEmpty() && code.isEmpty()) {
      return Optional.empty();
    }
    PrinterStatus status = PjlStatus.of(code, facts.panel());
    return Optional.of(
        new PrinterFacts(
            identity(id, printer, makers), status, meters, List.of(), List.of(), List.of()));
  }

  private static PrinterIdentity identity(
      Optional<String> id, InetAddress printer, MakerNames makers) {
    Optional<String> model =
        id.map(text -> text.split(":", 2)[0].strip()).filter(t -> !t.isEmpty());
    return PrinterIdentity.builder()
        .address(printer.getHostAddress())
        .vendor(model.flatMap(makers::named).orElse(null))
        .model(model.map(makers::without).orElse(null))
        .firmware(id.flatMap(PjlFacts::version).orElse(null))
        .build();
  }

  private static Optional<String> version(String id) {
    Matcher found = VERSION.matcher(id);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private Optional<Meter> pageCount() {
    return answers
        .line(PjlRequest.INFO_PAGECOUNT)
        .map(COUNT::matcher)
        .filter(Matcher::matches)
        .map(
            count ->
                new Meter(
                    "total-impressions",
                    null,
                    "impressions",
                    Long.parseLong(count.group(1)),
                    null,
                    PjlRequest.INFO_PAGECOUNT.source()));
  }

  private OptionalInt code() {
    return answers
        .value(PjlRequest.INFO_STATUS, "CODE")
        .filter(text -> CODE.matcher(text).matches())
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  private List<String> panel() {
    return Stream.of("DISPLAY", "DISPLAY2")
        .flatMap(key -> clean(answers.value(PjlRequest.INFO_STATUS, key)).stream())
        .toList();
  }

  private Optional<String> clean(Optional<String> text) {
    return text.flatMap(raw -> TEXTS.read(raw.getBytes(StandardCharsets.ISO_8859_1), Texts.SHORT));
  }
}
