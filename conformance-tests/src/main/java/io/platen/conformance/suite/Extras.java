package io.platen.conformance.suite;

import io.platen.conformance.engine.Catalogue;
import io.platen.protocol.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The tests that a run makes only where it is asked to, by role. */
public final class Extras {
  private static final Map<Extra, List<Class<?>>> OF_SERVERS =
      Map.of(
          Extra.GATES, List.of(GateTests.class),
          Extra.FUZZ, List.of(FuzzTests.class),
          Extra.SOAK, List.of(SoakTests.class),
          Extra.PERFORMANCE, List.of(PerformanceTests.class));
  private static final Map<Extra, List<Class<?>>> OF_DEVICES =
      Map.of(
          Extra.GATES, List.of(DeviceGateTests.class),
          Extra.FUZZ, List.of(DeviceFuzzTests.class),
          Extra.SOAK, List.of(DeviceSoakTests.class),
          Extra.PERFORMANCE, List.of(DevicePerformanceTests.class));

  private Extras() {}

  /** All tests of a role, the usual ones first. */
  public static Catalogue everything(Requirement.Role role) {
    return usual(role).and(catalogue(role, Set.of(Extra.values())));
  }

  /** The tests that every run makes; of local agents there are none. */
  public static Catalogue usual(Requirement.Role role) {
    return switch (role) {
      case DEVICE -> DeviceSuite.catalogue();
      case SERVER -> ServerSuite.catalogue();
      case AGENT -> Catalogue.of(List.of());
    };
  }

  public static Catalogue catalogue(Requirement.Role role, Set<Extra> wanted) {
    return Catalogue.of(
        Stream.of(Extra.values())
            .filter(wanted::contains)
            .flatMap(each -> classes(role, each).stream())
            .toList());
  }

  /** Which extra a test belongs to; empty for the usual ones. */
  public static Optional<Extra> of(Requirement.Role role, String test) {
    return Stream.of(Extra.values())
        .filter(
            each ->
                catalogue(role, Set.of(each)).tests().stream()
                    .anyMatch(one -> one.name().equals(test)))
        .findFirst();
  }

  private static List<Class<?>> classes(Requirement.Role role, Extra extra) {
    Map<Extra, List<Class<?>>> all =
        switch (role) {
          case DEVICE -> OF_DEVICES;
          case SERVER -> OF_SERVERS;
          case AGENT -> Map.of();
        };
    return all.getOrDefault(extra, List.of());
  }
}
