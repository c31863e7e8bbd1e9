package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import io.platen.server.problem.InvalidException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a channel as people typed it, and says all at once what cannot be read. */
public final class ChannelReader {
  /** RFC 5321 section 4.5.3.1.3, without the brackets. */
  private static final int LONGEST_ADDRESS = 254;

  private ChannelReader() {}

  /**
   * A channel as it was typed; what is left out is as usual.
   *
   * @param kind mail or webhook
   * @param targets addresses; or one URL
   * @param language en or de
   */
  public record Typed(
      @Nullable String name,
      @Nullable String kind,
      @Nullable List<String> targets,
      @Nullable String language,
      @Nullable BigDecimal digestMinutes,
      @Nullable BigDecimal hourlyLimit) {}

  /**
   * @throws InvalidException with every error there is in the forms
   */
  public static Channel read(long tenant, UUID id, Typed typed) {
    FormErrors form = new FormErrors();
    String name = form.name(typed.name());
    Channel.Kind found =
        form.parsed(
            "kind",
            typed.kind() == null ? "" : typed.kind(),
            "mail or webhook",
            word -> Channel.Kind.valueOf(word.toUpperCase(Locale.ROOT)));
    Channel.Kind kind = found == null ? Channel.Kind.MAIL : found;
    List<String> targets = targets(form, kind, typed.targets());
    String language = typed.language() == null ? "en" : typed.language();
    if (!language.equals("en") && !language.equals("de")) {
      form.wrong("language", "There are no texts in it", "en or de", language);
    }
    int minutes =
        form.whole(
            "digestMinutes",
            typed.digestMinutes(),
            Math.toIntExact(Channel.USUAL_DIGEST.toMinutes()),
            0,
            Math.toIntExact(Channel.LONGEST_DIGEST.toMinutes()));
    int limit =
        form.whole(
            "hourlyLimit", typed.hourlyLimit(), Channel.USUAL_LIMIT, 1, Channel.HIGHEST_LIMIT);
    form.demandNone();
    return new Channel(
        tenant, id, name, kind, targets, language, Duration.ofMinutes(minutes), limit);
  }

  private static List<String> targets(
      FormErrors form, Channel.Kind kind, @Nullable List<String> typed) {
    List<String> targets =
        (typed == null ? List.<String>of() : typed)
            .stream().map(String::strip).filter(each -> !each.isEmpty()).distinct().toList();
    if (kind == Channel.Kind.WEBHOOK) {
      if (targets.size() != 1 || TargetGuard.url(targets.get(0)).isEmpty()) {
        form.wrong("targets", "It is no URL", "one https URL", null);
      }
      return targets;
    }
    if (targets.isEmpty() || targets.size() > Channel.MOST_TARGETS) {
      form.wrong("targets", "There are none, or too many", "1 to " + Channel.MOST_TARGETS, null);
    }
    targets.stream()
        .filter(each -> !isAddress(each))
        .forEach(
            each -> form.wrong("targets", each + " is no address", "somebody@example.org", each));
    return targets;
  }

  /** RFC 5322 addr-spec with a domain; a name beside it, or a line end in it, is none. */
  private static boolean isAddress(String text) {
    try {
      new InternetAddress(text, true).validate();
      return text.length() <= LONGEST_ADDRESS && text.matches("[^\\s<>,;:\"()]+@[^\\s<>,;:\"()@]+");
    } catch (AddressException e) {
      return false;
    }
  }
}
