package io.platen.device.printer.profile;

import io.platen.device.port.Storage;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.xml.ProtocolException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /** By the id of each that was delivered its SHA-256; empty where it cannot be used. */
  private final TreeMap<String, String> delivered = new TreeMap<>();

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

  /** Forgets what was delivered. */
  public static void delete(Storage storage) throws IOException {
    String ids =
        storage.read(INDEX).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    for (String id : ids.lines().filter(each -> ID.matcher(each).matches()).toList()) {
      storage.wipe(file(id));
    }
    storage.wipe(INDEX);
    storage.syncNames();
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
    delivered.put(id, "");
    try {
      Optional<byte[]> document = storage.read(file(id));
      if (document.isPresent()) {
        use(id, ProfileCodec.read(document.get()));
        delivered.put(id, sha256(document.get()));
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
    return take(file, profile, document);
  }

  /**
   * Takes a profile that the server lists, when it is that one.
   *
   * @param document what the server gave for it
   */
  public synchronized Outcome install(ListedProfile listed, byte[] document) {
    String file = listed.id() + "-" + listed.version() + ".xml";
    // [PLT-SYN-044] Nothing parses bytes that may be anybody's.
    if (document.length != listed.length() || !sha256(document).equals(listed.sha256())) {
      return new Refused(file, -1, "Its length or SHA-256 is not the one that the server lists");
    }
    PrinterProfile profile;
    try {
      profile = ProfileCodec.read(document);
    } catch (ProtocolException e) {
      return refused(file, e);
    }
    // [PLT-SYN-045]
    if (!profile.id().equals(listed.id()) || profile.version() != listed.version()) {
      String found = profile.id() + " " + profile.version();
      return new Refused(file, 1, "It says that it is " + found);
    }
    return take(file, profile, document);
  }

  private Outcome take(String file, PrinterProfile profile, byte[] document) {
    try {
      load(); // where the list could not be read at the start, it must be before it is written
      if (isOlder(profile)) {
        return older(file, profile);
      }
      storage.write(file(profile.id()), document);
      remember(profile.id(), sha256(document));
    } catch (IOException e) {
      return new Failed("It cannot be stored: " + e.getMessage());
    }
    used.put(profile.id(), profile);
    combine();
    return new Installed(profile.id(), profile.version());
  }

  /** The SHA-256 of each delivered profile, by its id. */
  public synchronized Map<String, String> delivered() {
    return Map.copyOf(delivered);
  }

  /**
   * Sets a delivered profile aside: the built-in one holds again, where there is one. [PLT-SYN-046]
   */
  public synchronized boolean withdraw(String id) throws IOException {
    load();
    if (!delivered.containsKey(id)) {
      return false;
    }
    remember(id, null);
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

  /**
   * @param digest null where it is set aside
   */
  private void remember(String id, @Nullable String digest) throws IOException {
    TreeMap<String, String> held = new TreeMap<>(delivered);
    if (digest == null) {
      held.remove(id);
    } else {
      held.put(id, digest);
    }
    if (!held.keySet().equals(delivered.keySet())) {
      storage.write(INDEX, String.join("\n", held.keySet()).getBytes(StandardCharsets.UTF_8));
    }
    delivered.clear();
    delivered.putAll(held);
  }

  private static String sha256(byte[] document) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static Refused refused(String file, ProtocolException e) {
    return new Refused(file, e.line(), String.valueOf(e.getMessage()));
  }

  private static String file(String id) {
    return "profile-" + id + ".xml";
  }
}
