package io.platen.device.printer.profile;

import io.platen.device.port.Storage;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The profiles that hold: those that are built in, and in place of them those that were delivered
 * and lie in the device's folder. They take effect at once, without a new firmware. One that is
 * wrong is refused, and the old one stays. Safe for use by many threads.
 */
public final class ProfileStore {
  private static final Logger LOG = System.getLogger(ProfileStore.class.getName());

  /** The ids of the delivered profiles, one a line: the folder cannot be listed. */
  private static final String INDEX = "profiles.index";

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private final Storage storage;

  /** The ids of those that were delivered, also of those that cannot be read or are wrong. */
  private final TreeSet<String> delivered = new TreeSet<>();

  /** Those of them that hold, by id: in this order they go behind the built-in ones. */
  private final TreeMap<String, PrinterProfile> used = new TreeMap<>();

  private boolean indexRead;
  private volatile ProfileSet current = ProfileSet.bundled();

  private ProfileStore(Storage storage) {
    this.storage = storage;
  }

  /** With what was delivered before; a file that cannot be read or is wrong is left out. */
  public static ProfileStore open(Storage storage) {
    ProfileStore store = new ProfileStore(storage);
    try {
      store.load();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "Delivered printer profiles are not used: " + e.getMessage());
    }
    return store;
  }

  private synchronized void load() throws IOException {
    if (indexRead) {
      return;
    }
    Optional<byte[]> index = storage.read(INDEX);
    indexRead = true;
    String ids = index.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    ids.lines().filter(id -> ID.matcher(id).matches()).forEach(this::load);
    combine();
  }

  private void load(String id) {
    delivered.add(id);
    try {
      Optional<byte[]> document = storage.read(file(id));
      if (document.isPresent()) {
        use(id, ProfileCodec.read(document.get()));
      }
    } catch (ProtocolException e) {
      LOG.log(Level.WARNING, refused(file(id), e).toString());
    } catch (IOException e) {
      LOG.log(Level.WARNING, file(id) + " cannot be read: " + e.getMessage());
    }
  }

  private void use(String id, PrinterProfile profile) {
    if (profile.id().equals(id) && !isOlder(profile)) {
      used.put(id, profile);
    }
  }

  /** The same set whenever what was delivered came: a profile that fits first is the one. */
  private void combine() {
    ProfileSet combined = ProfileSet.bundled();
    for (PrinterProfile profile : used.values()) {
      combined = combined.with(profile);
    }
    current = combined;
  }

  /** What a delivery came to. */
  public sealed interface Outcome permits Installed, Refused, Failed {}

  /** It holds from now on; each printer is read whole with its next reading. */
  public record Installed(String id, int version) implements Outcome {}

  /**
   * It is wrong, and the old one stays.
   *
   * @param line from 1; -1 where it is not known
   */
  public record Refused(String file, int line, String reason) implements Outcome {
    @Override
    public String toString() {
      return line < 0 ? file + ": " + reason : file + ":" + line + ": " + reason;
    }
  }

  /** It could not be stored, and the old one stays. */
  public record Failed(String reason) implements Outcome {}

  /** Those that hold now. */
  public ProfileSet current() {
    return current;
  }

  /**
   * Takes a profile in place of the one with its id.
   *
   * @param file what it is called in a refusal
   */
  public synchronized Outcome install(String file, byte[] document) {
    PrinterProfile profile;
    try {
      profile = ProfileCodec.read(document);
    } catch (ProtocolException e) {
      return refused(file, e);
    }
    try {
      load(); // where the list could not be read at the start, it must be before it is written
      if (isOlder(profile)) {
        return older(file, profile);
      }
      storage.write(file(profile.id()), document);
      remember(profile.id(), true);
    } catch (IOException e) {
      return new Failed("It cannot be stored: " + e.getMessage());
    }
    used.put(profile.id(), profile);
    combine();
    return new Installed(profile.id(), profile.version());
  }

  /** Sets a delivered profile aside: the built-in one holds again, where there is one. */
  public synchronized boolean withdraw(String id) throws IOException {
    load();
    if (!delivered.contains(id)) {
      return false;
    }
    remember(id, false);
    storage.delete(file(id));
    used.remove(id);
    combine();
    return true;
  }

  private boolean isOlder(PrinterProfile profile) {
    return current
        .find(profile.id())
        .filter(held -> held.version() > profile.version())
        .isPresent();
  }

  private Refused older(String file, PrinterProfile profile) {
    int held = current.find(profile.id()).map(PrinterProfile::version).orElse(0);
    return new Refused(
        file, -1, "Version " + profile.version() + " is older than " + held + ", which holds");
  }

  private void remember(String id, boolean held) throws IOException {
    TreeSet<String> ids = new TreeSet<>(delivered);
    boolean changed = held ? ids.add(id) : ids.remove(id);
    if (changed) {
      storage.write(INDEX, String.join("\n", ids).getBytes(StandardCharsets.UTF_8));
      delivered.clear();
      delivered.addAll(ids);
    }
  }

  private static Refused refused(String file, ProtocolException e) {
    return new Refused(file, e.line(), String.valueOf(e.getMessage()));
  }

  private static String file(String id) {
    return "profile-" + id + ".xml";
  }
}
