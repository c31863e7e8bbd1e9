package io.platen.conformance.claims;

import io.platen.conformance.claims.ClaimFile.Element;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.protocol.Requirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a product claims.
 *
 * @param profiles with {@code core} always among them
 * @param without SHOULDs and MAYs of these profiles that it does not implement, with the reason
 */
public record Ics(
    Requirement.Role role,
    Product product,
    Set<String> profiles,
    Map<Requirement, String> without) {
  private static final ClaimFile FILE = new ClaimFile(ClaimSchemas.ICS);

  /** The version of the specification that this suite tests. */
  public static final String PROTOCOL = "1.0";

  private static final String CORE = "core";

  public Ics {
    profiles = Set.copyOf(profiles);
    without = Map.copyOf(without);
  }

  /** Who made what. */
  public record Product(String maker, String name, String version) {
    @Override
    public String toString() {
      return maker + " " + name + " " + version;
    }
  }

  /**
   * Reads the file.
   *
   * @param role what is about to be tested
   * @param tested the profiles that the suite has tests of, for that role
   * @throws ConfigurationException with every contradiction in it
   */
  public static Ics read(Path file, Requirement.Role role, Set<String> tested)
      throws ConfigurationException {
    List<Element> elements = FILE.read(file);
    Element root = elements.get(0);
    List<String> faults = new ArrayList<>();
    Requirement.Role claimed = Requirement.Role.valueOf(root.get("role").toUpperCase(Locale.ROOT));
    if (claimed != role) {
      faults.add("it is of a " + word(claimed) + ", but a " + word(role) + " is to be tested");
    }
    if (!root.get("protocol").equals(PROTOCOL)) {
      faults.add(
          "it claims version " + root.get("protocol") + "; this suite tests version " + PROTOCOL);
    }
    Set<String> profiles = new TreeSet<>();
    named(elements, "profile").forEach(each -> profiles.add(each.get("name")));
    profileFaults(profiles, tested, faults);
    Map<Requirement, String> without = new EnumMap<>(Requirement.class);
    for (Element each : named(elements, "without")) {
      without(each, claimed, profiles, without, faults);
    }
    if (!faults.isEmpty()) {
      throw new ConfigurationException(file.toString(), faults);
    }
    Element product = named(elements, "product").get(0);
    return new Ics(
        role,
        new Product(product.get("maker"), product.get("name"), product.get("version")),
        profiles,
        without);
  }

  private static void profileFaults(Set<String> profiles, Set<String> tested, List<String> faults) {
    Set<String> specified =
        Arrays.stream(Requirement.values()).map(Requirement::profile).collect(Collectors.toSet());
    for (String each : profiles) {
      if (!specified.contains(each)) {
        faults.add("profile " + each + " is none of the specification");
      } else if (!tested.contains(each)) {
        faults.add("profile " + each + " has no tests in this suite, so it cannot be claimed yet");
      }
    }
    if (!profiles.contains(CORE)) {
      faults.add("profile core is not claimed, and every other one builds on it");
    }
  }

  private static void without(
      Element element,
      Requirement.Role role,
      Set<String> profiles,
      Map<Requirement, String> without,
      List<String> faults) {
    String id = element.get("requirement");
    Requirement requirement = Requirement.find(id).orElse(null);
    if (requirement == null) {
      faults.add("without " + id + ": there is no such requirement");
    } else if (requirement.role() != role) {
      faults.add("without " + id + ": it is a requirement of a " + word(requirement.role()));
    } else if (!profiles.contains(requirement.profile())) {
      faults.add(
          "without " + id + ": its profile " + requirement.profile() + " is not claimed anyway");
    } else if (requirement.level() == Requirement.Level.MUST) {
      faults.add(
          "without "
              + id
              + ": it is a MUST of profile "
              + requirement.profile()
              + ", which is claimed; claim the profile without exception, or do not claim it");
    } else {
      without.put(requirement, element.text());
    }
  }

  private static List<Element> named(List<Element> elements, String name) {
    return elements.stream().filter(each -> each.name().equals(name)).toList();
  }

  private static String word(Requirement.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
