package io.platen.device.update;

import io.platen.device.port.SlotName;
import io.platen.device.port.Storage;
import io.platen.device.update.Result.Outcome;
import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The journal as a small text file: lines of a key and values, and a checksum as the last one. */
final class JournalFile {
  static final String NAME = "update-journal";
  private static final int MOST_REASON = 300;
  private static final String SUM = "sum ";

  private JournalFile() {}

  /**
   * Reads it; empty where there is none.
   *
   * @throws IOException also where it is not as it was written
   */
  static Optional<Journal> read(Storage storage) throws IOException {
    Optional<byte[]> content = storage.read(NAME);
    return content.isEmpty()
        ? Optional.empty()
        : Optional.of(parse(new String(content.get(), StandardCharsets.UTF_8)));
  }

  /** [PLT-UPD-216] After a loss of power it is the old one or the new one. */
  static void write(Storage storage, Journal journal) throws IOException {
    storage.write(NAME, text(journal).getBytes(StandardCharsets.UTF_8));
  }

  static String text(Journal journal) {
    StringBuilder text = new StringBuilder();
    Attempt now = journal.attempt();
    line(text, "stage", now.stage().name());
    if (now.release() != null) {
      attempt(text, now, now.release());
    }
    new TreeMap<>(journal.installed())
        .forEach(
            (component, is) ->
                line(
                    text,
                    "installed",
                    component.token(),
                    is.slot().token(),
                    dash(is.version()),
                    Integer.toString(is.counter()),
                    dash(is.sha256())));
    new TreeMap<>(journal.floors())
        .forEach((component, floor) -> line(text, "floor", component.token(), floor.toString()));
    journal.broken().forEach(release -> line(text, "broken", release));
    Result last = journal.last();
    if (last != null) {
      line(
          text,
          "last",
          last.release(),
          last.outcome().name(),
          last.at().toString(),
          plain(last.reason()));
    }
    return text + SUM + sum(text.toString()) + "\n";
  }

  private static void attempt(StringBuilder text, Attempt now, Release release) {
    line(text, "release", release.id());
    release
        .hardware()
        .forEach(each -> line(text, "hardware", each.from() + "", each.to() + "", each.model()));
    line(text, "data", release.data().reads() + "", release.data().writes() + "");
    for (Component part : release.components()) {
      line(
          text,
          "part",
          part.name().token(),
          part.version().toString(),
          Integer.toString(part.counter()),
          Long.toString(part.length()),
          part.sha256(),
          Long.toString(part.chunks().length()),
          part.chunks().sha256());
      part.requires()
          .forEach(
              each -> line(text, "requires", each.component().token(), each.version().toString()));
    }
    line(text, "consent", Boolean.toString(now.terms().consent()), "" + now.consented());
    now.terms()
        .window()
        .ifPresent(
            each -> line(text, "window", each.from() + "", each.to() + "", each.zone().getId()));
    new TreeMap<ComponentName, Boolean>(asMap(now.done()))
        .keySet()
        .forEach(each -> line(text, "done", each.token()));
    if (now.target() != null) {
      line(text, "target", now.target().token());
    }
    line(text, "starts", Integer.toString(now.starts()));
    line(text, "reason", plain(now.reason()));
  }

  private static Map<ComponentName, Boolean> asMap(Set<ComponentName> set) {
    Map<ComponentName, Boolean> map = new EnumMap<>(ComponentName.class);
    set.forEach(each -> map.put(each, true));
    return map;
  }

  private static void line(StringBuilder text, String... words) {
    text.append(String.join(" ", words)).append('\n');
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String undash(String text) {
    return text.equals("-") ? "" : text;
  }

  /** One line, not too long. */
  private static String plain(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.substring(0, Math.min(line.length(), MOST_REASON));
  }

  private static String sum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  static Journal parse(String text) throws IOException {
    int end = text.lastIndexOf(SUM);
    if (end < 0 || !text.substring(end).equals(SUM + sum(text.substring(0, end)) + "\n")) {
      throw new IOException("The journal of updates is not as it was written");
    }
    try {
      Reader reader = new Reader();
      text.substring(0, end).lines().forEach(reader::take);
      return reader.journal();
    } catch (RuntimeException e) {
      throw new IOException("The journal of updates is of another version: " + e.getMessage(), e);
    }
  }

  /** Gathers what the lines say. */
  private static final class Reader {
    private Stage stage = Stage.IDLE;
    private @Nullable String id;
    private final List<Hardware> hardware = new ArrayList<>();
    private DataForms data = DataForms.NONE;
    private final List<Component> parts = new ArrayList<>();
    private boolean consent;
    private boolean consented;
    private Optional<Window> window = Optional.empty();
    private final Set<ComponentName> done = EnumSet.noneOf(ComponentName.class);
    private @Nullable SlotName target;
    private int starts;
    private String reason = "";
    private final Map<ComponentName, Installed> installed = new EnumMap<>(ComponentName.class);
    private final Map<ComponentName, Integer> floors = new EnumMap<>(ComponentName.class);
    private final List<String> broken = new ArrayList<>();
    private @Nullable Result last;

    void take(String line) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "stage" -> stage = Stage.valueOf(words[1]);
        case "release" -> id = words[1];
        case "hardware" ->
            hardware.add(
                new Hardware(
                    rest(words, 3), Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        case "data" -> data = new DataForms(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        case "part" -> parts.add(part(words));
        case "requires" -> requires(words);
        case "consent" -> {
          consent = Boolean.parseBoolean(words[1]);
          consented = Boolean.parseBoolean(words[2]);
        }
        case "window" ->
            window =
                Optional.of(
                    new Window(
                        LocalTime.parse(words[1]), LocalTime.parse(words[2]), ZoneId.of(words[3])));
        case "done" -> done.add(component(words[1]));
        case "target" -> target = SlotName.parse(words[1]);
        case "starts" -> starts = Integer.parseInt(words[1]);
        case "reason" -> reason = rest(words, 1);
        case "installed" -> installed.put(component(words[1]), installed(words));
        case "floor" -> floors.put(component(words[1]), Integer.parseInt(words[2]));
        case "broken" -> broken.add(words[1]);
        case "last" ->
            last =
                new Result(
                    words[1], Outcome.valueOf(words[2]), rest(words, 4), Instant.parse(words[3]));
        default -> throw new IllegalArgumentException(words[0]);
      }
    }

    private static ComponentName component(String token) {
      return ComponentName.of(token).orElseThrow();
    }

    private static Component part(String[] words) {
      return new Component(
          component(words[1]),
          ComponentVersion.of(words[2]),
          Integer.parseInt(words[3]),
          Long.parseLong(words[4]),
          words[5],
          new Bytes(Long.parseLong(words[6]), words[7]),
          List.of());
    }

    private void requires(String[] words) {
      Component of = parts.remove(parts.size() - 1);
      List<Requires> all = new ArrayList<>(of.requires());
      all.add(new Requires(component(words[1]), ComponentVersion.of(words[2])));
      parts.add(
          new Component(
              of.name(), of.version(), of.counter(), of.length(), of.sha256(), of.chunks(), all));
    }

    private static Installed installed(String[] words) {
      return new Installed(
          SlotName.parse(words[2]), undash(words[3]), Integer.parseInt(words[4]), undash(words[5]));
    }

    private static String rest(String[] words, int from) {
      return String.join(" ", Arrays.copyOfRange(words, from, words.length));
    }

    Journal journal() {
      Attempt attempt =
          id == null
              ? Attempt.NONE
              : new Attempt(
                  stage,
                  new Release(id, hardware, parts, data),
                  new Terms(consent, window),
                  consented,
                  done,
                  target,
                  starts,
                  reason);
      return new Journal(attempt, installed, floors, broken, last);
    }
  }
}
