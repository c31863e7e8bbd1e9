package io.platen.server.profile.control;

import io.platen.server.fleet.entity.UnmatchedModel;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The beginning of a printer profile for a model that none fitted: right, and still empty. */
public final class ProfileSkeleton {
  private static final Pattern KEY = Pattern.compile("(MFG|MDL):([^;]*);");
  private static final int LONGEST_LINE = 120;

  private ProfileSkeleton() {}

  /**
   * @param seen when it was looked up
   */
  public static String of(UnmatchedModel model, LocalDate seen) {
    String maker = model.vendor() == null ? "" : line(model.vendor());
    String name = line(maker + " " + (model.model() == null ? "" : model.model()));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<profile xmlns=\"urn:platen:printer-profile:1\" id=\""
        + id(maker)
        + "\" version=\"1\""
        + (maker.isEmpty() ? "" : " maker=\"" + escaped(maker) + "\"")
        + ">\n  <sources>\n    <source id=\"seen\" confidence=\"low\">"
        + escaped((name.isEmpty() ? "A printer" : name) + ", seen " + seen)
        + "</source>\n  </sources>\n  <recognise from=\"seen\">\n"
        + rules(model)
        + "  </recognise>\n</profile>\n";
  }

  private static String id(String maker) {
    String token =
        maker.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-$", "");
    return token.isEmpty() ? "maker" : token.substring(0, Math.min(64, token.length()));
  }

  /** sysObjectID where there is one; else what the printer says in words. */
  private static String rules(UnmatchedModel model) {
    if (model.sysObjectId() != null) {
      return "    <objectId prefix=\"" + escaped(model.sysObjectId()) + "\"/>\n";
    }
    if (model.sysDescr() != null && !line(model.sysDescr()).isEmpty()) {
      return "    <descr pattern=\"^" + escaped(literal(line(model.sysDescr()))) + "\"/>\n";
    }
    String maker = key(model.deviceId(), "MFG");
    String name = key(model.deviceId(), "MDL");
    return maker.isEmpty()
        ? ""
        : "    <deviceId maker=\"^"
            + escaped(literal(maker))
            + "$\""
            + (name.isEmpty() ? "" : " model=\"^" + escaped(literal(name)) + "$\"")
            + "/>\n";
  }

  private static String key(@Nullable String deviceId, String key) {
    Matcher keys = KEY.matcher(deviceId == null ? "" : deviceId);
    while (keys.find()) {
      if (keys.group(1).equals(key)) {
        return line(keys.group(2));
      }
    }
    return "";
  }

  /** One line without what XML cannot carry, as long as a profile takes it. */
  private static String line(String text) {
    String flat = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return flat.substring(0, Math.min(LONGEST_LINE, flat.length())).strip();
  }

  private static String literal(String text) {
    return text.replaceAll("([\\\\.\\[\\]{}()*+?^$|])", "\\\\$1");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
