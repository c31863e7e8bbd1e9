package io.platen.device.printer.profile;

import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.DeviceIdRule;
import io.platen.protocol.profile.SafePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Profiles that hold at one time, one an id. */
public final class ProfileSet {
  /** The id of the profile that fits all that no other one fits. */
  public static final String GENERIC = UsedProfile.GENERIC;

  private final Map<String, PrinterProfile> byId = new LinkedHashMap<>();
  private final PrinterProfile generic;
  private final MakerNames makers;

  private ProfileSet(List<PrinterProfile> profiles) {
    profiles.forEach(profile -> byId.put(profile.id(), profile));
    PrinterProfile others = byId.get(GENERIC);
    if (others == null) {
      throw new IllegalArgumentException("There is no profile " + GENERIC);
    }
    this.generic = others;
    this.makers = new MakerNames(byId.values());
  }

  /** Those that are built in. */
  public static ProfileSet bundled() {
    return Bundled.SET;
  }

  /** These, and another in place of the one that has its id. */
  public ProfileSet with(PrinterProfile other) {
    Map<String, PrinterProfile> changed = new LinkedHashMap<>(byId);
    changed.put(other.id(), other);
    return new ProfileSet(List.copyOf(changed.values()));
  }

  /** In the order in which they were put in. */
  public List<PrinterProfile> all() {
    return List.copyOf(byId.values());
  }

  /** Whose printers they know, by name and number. */
  public MakerNames makers() {
    return makers;
  }

  public Optional<PrinterProfile> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** What answers with an IEEE 1284 id, to ask of a printer that says nothing else of itself. */
  public List<String> probes() {
    return byId.values().stream()
        .flatMap(profile -> profile.recognition().probes().stream())
        .distinct()
        .toList();
  }

  /**
   * The profile that fits: by the longest beginning of sysObjectID, else by sysDescr, else by the
   * IEEE 1284 id; else the generic one.
   */
  public PrinterProfile match(Traits traits) {
    return byObjectId(traits.objectId())
        .or(() -> byDescr(traits.descr()))
        .or(() -> byDeviceId(traits.maker(), traits.model()))
        .map(profile -> profile.after(generic))
        .orElse(generic);
  }

  private Optional<PrinterProfile> byObjectId(@Nullable String objectId) {
    if (objectId == null) {
      return Optional.empty();
    }
    PrinterProfile best = null;
    int longest = 0;
    for (PrinterProfile profile : byId.values()) {
      for (String prefix : profile.recognition().objectIds()) {
        if (prefix.length() > longest && isUnder(objectId, prefix)) {
          best = profile;
          longest = prefix.length();
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isUnder(String objectId, String prefix) {
    return objectId.equals(prefix) || objectId.startsWith(prefix + ".");
  }

  private Optional<PrinterProfile> byDescr(@Nullable String descr) {
    return descr == null
        ? Optional.empty()
        : byId.values().stream()
            .filter(each -> each.recognition().descrs().stream().anyMatch(one -> one.isIn(descr)))
            .findFirst();
  }

  private Optional<PrinterProfile> byDeviceId(@Nullable String maker, @Nullable String model) {
    return maker == null
        ? Optional.empty()
        : byId.values().stream()
            .filter(
                profile ->
                    profile.recognition().deviceIds().stream()
                        .anyMatch(rule -> fits(rule, maker, model)))
            .findFirst();
  }

  private static boolean fits(DeviceIdRule rule, String maker, @Nullable String model) {
    SafePattern wanted = rule.model();
    return rule.maker().isIn(maker) && (wanted == null || (model != null && wanted.isIn(model)));
  }

  /** Read once, when they are first asked for. */
  private static final class Bundled {
    static final ProfileSet SET = new ProfileSet(new ArrayList<>(BundledProfiles.read()));
  }
}
