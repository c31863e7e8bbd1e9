package io.platen.device.port;

import io.platen.protocol.release.ComponentName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A choice of slots in one small file that is replaced by a rename: for applications, which the
 * launcher {@code platen-launch} starts, and for demonstrations and tests. The file has one line,
 * such as {@code start=a trial=b left=3 name=2.4.0.application}.
 */
public final class StorageBootControl implements BootControl {
  private static final Pattern LINE =
      Pattern.compile(
          "start=([ab])(?: trial=([ab]) left=(\\d{1,3}) name=([A-Za-z0-9._-]{1,100}))?\\s*");

  private final Storage storage;
  private final String file;
  private final Set<ComponentName> components;
  private final int starts;
  private @Nullable SlotName running;

  /**
   * @param file of the storage
   * @param running what runs, as the launcher told this process in {@code PLATEN_SLOT}; null where
   *     {@link #start} tells
   */
  public StorageBootControl(
      Storage storage, String file, Set<ComponentName> components, @Nullable SlotName running) {
    this.storage = storage;
    this.file = file;
    this.components = Set.copyOf(components);
    this.starts = STARTS;
    this.running = running;
  }

  /**
   * @param trial null where nothing is on trial
   */
  private record Choice(SlotName start, @Nullable SlotName trial, int left, String name) {
    String line() {
      return "start="
          + start.token()
          + (trial == null ? "" : " trial=" + trial.token() + " left=" + left + " name=" + name)
          + "\n";
    }
  }

  /** Does what a bootloader does: chooses a slot, and counts where it is one on trial. */
  public SlotName start() throws IOException {
    Choice now = load();
    SlotName chosen = now.start();
    if (now.trial() != null && now.left() > 0) {
      chosen = now.trial();
      store(new Choice(now.start(), now.trial(), now.left() - 1, now.name()));
    }
    running = chosen;
    return chosen;
  }

  @Override
  public Set<ComponentName> components() {
    return components;
  }

  @Override
  public State read() throws IOException {
    Choice now = load();
    return new State(
        runs(),
        Optional.ofNullable(now.trial()).map(slot -> new Trial(now.name(), slot, now.left() == 0)));
  }

  @Override
  public void arm(SlotName slot, String trial) throws IOException {
    store(new Choice(runs(), slot, starts, trial));
  }

  @Override
  public void confirm() throws IOException {
    store(new Choice(runs(), null, 0, ""));
  }

  @Override
  public void giveUp() throws IOException {
    Choice now = load();
    store(new Choice(now.start(), now.trial(), 0, now.name()));
  }

  @Override
  public void clear() throws IOException {
    store(new Choice(load().start(), null, 0, ""));
  }

  private SlotName runs() {
    if (running == null) {
      throw new IllegalStateException("Nothing was started yet");
    }
    return running;
  }

  /** Slot A where nothing was ever chosen. */
  private Choice load() throws IOException {
    Optional<byte[]> content = storage.read(file);
    if (content.isEmpty()) {
      return new Choice(SlotName.A, null, 0, "");
    }
    String line = new String(content.get(), StandardCharsets.US_ASCII);
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IOException("Not a choice of slots in " + file + ": " + line.strip());
    }
    SlotName start = SlotName.parse(parts.group(1));
    return parts.group(2) == null
        ? new Choice(start, null, 0, "")
        : new Choice(
            start,
            SlotName.parse(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            parts.group(4));
  }

  private void store(Choice choice) throws IOException {
    storage.write(file, choice.line().getBytes(StandardCharsets.US_ASCII));
  }
}
