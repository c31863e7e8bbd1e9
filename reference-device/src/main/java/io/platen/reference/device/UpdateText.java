package io.platen.reference.device;

import io.platen.device.update.Installed;
import io.platen.device.update.Result;
import io.platen.device.update.Stage;
import io.platen.device.update.UpdateStatus;
import io.platen.device.update.UpdateStatus.Progress;
import io.platen.device.update.UpdateStatus.Running;
import io.platen.device.update.UpdateStatus.Waits;
import io.platen.device.update.Window;
import io.platen.protocol.release.ComponentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code platen-device status} tells of updates. */
public final class UpdateText {
  private UpdateText() {}

  /** Lines for people. */
  static List<String> lines(UpdateStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add(line("Update", now(status)));
    waits(status).ifPresent(text -> lines.add(line("Waits for", text)));
    if (status.left().size() > 1) {
      lines.add(line("Left", tokens(status)));
    }
    Window window = status.window();
    if (status.release() != null && window != null) {
      lines.add(
          line("Window", window.from() + " to " + window.to() + ", " + window.zone().getId()));
    }
    status.components().forEach(each -> lines.add(line(heading(each), running(each))));
    Result last = status.last();
    lines.add(line("Last update", last == null ? "none" : result(last)));
    return lines;
  }

  /** One line while it goes on; empty where nothing does. */
  static Optional<String> progress(UpdateStatus status) {
    if (status.stage() == Stage.IDLE) {
      return Optional.empty();
    }
    Result last = status.last();
    return Optional.of(
        "Update " + (last != null && status.stage().isEnd() ? result(last) : now(status)));
  }

  /**
   * What runs of each component, how an update goes on, and how the last one ended where none does;
   * for who tells each line once.
   */
  public static Stream<String> news(UpdateStatus status) {
    Result last = status.last();
    Optional<String> ended =
        status.stage() == Stage.IDLE && last != null
            ? Optional.of("Update " + result(last))
            : progress(status);
    return Stream.concat(
        status.components().stream().map(each -> heading(each) + ": " + running(each)),
        ended.stream());
  }

  private static Optional<String> waits(UpdateStatus status) {
    Waits waits = status.waits();
    if (status.waitsForConsent()) {
      return Optional.of("somebody at the site to agree (platen-device agree)");
    }
    if (waits == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (waits.what()) {
          case Waits.WINDOW -> "its window, which opens at " + waits.until();
          case Waits.NETWORK -> "its content: " + waits.why() + "; tried again at " + waits.until();
          case Waits.ASSIGNMENT -> "the server, which has to assign it (again)";
          case Waits.SITE -> "the site, which lets no software in (outside.updates)";
          case Waits.HEALTH -> "proof that it works: " + waits.why();
          case Waits.RESTART -> "a restart of the device";
          default -> waits.what();
        });
  }

  /** They go one after the other: each waits for the one before. */
  private static String tokens(UpdateStatus status) {
    return status.left().stream().map(ComponentName::token).collect(Collectors.joining(", then "));
  }

  private static String line(String heading, String text) {
    return String.format(Locale.ROOT, "%-16s %s", heading, text);
  }

  private static String now(UpdateStatus status) {
    if (status.stage() == Stage.IDLE) {
      return "none";
    }
    Progress progress = status.progress();
    return status.release()
        + ", "
        + status.stage().token()
        + (progress == null ? "" : ", " + progress(progress));
  }

  private static String progress(Progress progress) {
    return progress.component()
        + " "
        + 100 * progress.done() / Math.max(1, progress.of())
        + " % of "
        + progress.of()
        + " bytes";
  }

  private static String heading(Running running) {
    String token = running.component().token().replace('-', ' ');
    return Character.toUpperCase(token.charAt(0)) + token.substring(1);
  }

  private static String running(Running running) {
    Installed installed = running.installed();
    return "slot "
        + installed.slot().token()
        + ", "
        + (installed.version().isEmpty() ? "version unknown" : installed.version())
        + ", security counter "
        + installed.counter()
        + " (at least "
        + running.floor()
        + ")";
  }

  private static String result(Result last) {
    return last.release()
        + " "
        + last.outcome().token()
        + " at "
        + last.at()
        + (last.reason().isEmpty() ? "" : ": " + last.reason());
  }

  /** The same as one JSON object. */
  static String json(UpdateStatus status) {
    Progress progress = status.progress();
    return "{\"stage\":"
        + text(status.stage().token())
        + ",\"release\":"
        + text(status.release())
        + ",\"progress\":"
        + (progress == null
            ? "null"
            : "{\"component\":"
                + text(progress.component())
                + ",\"done\":"
                + progress.done()
                + ",\"of\":"
                + progress.of()
                + "}")
        + ",\"waitsForConsent\":"
        + status.waitsForConsent()
        + ",\"waits\":"
        + json(status.waits())
        + ",\"components\":["
        + status.components().stream().map(UpdateText::json).collect(Collectors.joining(","))
        + "],\"last\":"
        + json(status.last())
        + "}";
  }

  private static String json(@Nullable Waits waits) {
    return waits == null
        ? "null"
        : "{\"for\":"
            + text(waits.what())
            + ",\"until\":"
            + text(waits.until())
            + ",\"why\":"
            + text(waits.why())
            + "}";
  }

  private static String json(Running running) {
    Installed installed = running.installed();
    return "{\"component\":"
        + text(running.component().token())
        + ",\"slot\":"
        + text(installed.slot().token())
        + ",\"version\":"
        + text(installed.version())
        + ",\"counter\":"
        + installed.counter()
        + ",\"floor\":"
        + running.floor()
        + ",\"sha256\":"
        + text(installed.sha256())
        + "}";
  }

  private static String json(@Nullable Result last) {
    return last == null
        ? "null"
        : "{\"release\":"
            + text(last.release())
            + ",\"outcome\":"
            + text(last.outcome().token())
            + ",\"reason\":"
            + text(last.reason())
            + ",\"at\":"
            + text(last.at())
            + "}";
  }

  private static String text(@Nullable Object value) {
    return StatusCommand.text(value);
  }
}
