package io.platen.server.notice.control;

import io.platen.protocol.printer.PrinterAlert.Severity;
import io.platen.server.notice.entity.Rule;
import io.platen.server.notice.entity.Template;
import io.platen.server.problem.InvalidException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a rule as people typed it, and says all at once what cannot be read. */
public final class RuleReader {
  private RuleReader() {}

  /**
   * A rule as it was typed; what is left out is as usual.
   *
   * @param template supply-percent, supply-days, ...
   * @param threshold in the template's unit
   * @param severity critical, warning or other
   * @param device the id of a device: only at its site
   */
  public record Typed(
      @Nullable String name,
      @Nullable String template,
      @Nullable BigDecimal threshold,
      @Nullable String severity,
      @Nullable String device,
      @Nullable String location,
      @Nullable String model,
      @Nullable List<String> channels,
      @Nullable Boolean enabled) {}

  /**
   * @throws InvalidException with every error there is in the forms
   */
  public static Rule read(long tenant, UUID id, Typed typed) {
    FormErrors form = new FormErrors();
    String name = form.name(typed.name());
    String accepted =
        Arrays.stream(Template.values()).map(Template::token).collect(Collectors.joining(", "));
    Template found =
        form.parsed(
            "template",
            typed.template() == null ? "" : typed.template(),
            accepted,
            token -> Template.find(token).orElse(null));
    Template template = found == null ? Template.SUPPLY_PERCENT : found;
    int threshold =
        form.whole(
            "threshold", typed.threshold(), template.usual(), template.least(), template.most());
    Severity severity =
        typed.severity() == null
            ? Severity.WARNING
            : form.parsed(
                "severity",
                typed.severity(),
                "critical, warning or other",
                word -> Severity.valueOf(word.toUpperCase(Locale.ROOT)));
    Rule.Scope scope =
        new Rule.Scope(
            form.id("device", typed.device()),
            template.isOfPrinters() ? form.text("location", typed.location()) : "",
            template.isOfPrinters() ? form.text("model", typed.model()) : "");
    Set<UUID> channels = new HashSet<>();
    for (String each : typed.channels() == null ? List.<String>of() : typed.channels()) {
      UUID channel = form.id("channels", each);
      if (channel != null) {
        channels.add(channel);
      }
    }
    form.demandNone();
    return new Rule(
        tenant,
        id,
        name,
        template,
        threshold,
        severity == null ? Severity.WARNING : severity,
        scope,
        channels,
        !Boolean.FALSE.equals(typed.enabled()));
  }
}
