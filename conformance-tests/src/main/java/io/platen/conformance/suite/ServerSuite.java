package io.platen.conformance.suite;

import io.platen.conformance.engine.Catalogue;
import io.platen.conformance.report.Claim;
import io.platen.protocol.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All tests of a server. */
public final class ServerSuite {
  private static final List<Class<?>> CLASSES =
      List.of(
          TlsTests.class,
          LegacyTlsTests.class,
          StatusTests.class,
          ReportTests.class,
          RuleTests.class,
          BodyTests.class,
          XmlTests.class,
          LimitTests.class,
          AttackTests.class,
          SyncTests.class,
          SealTests.class,
          AlertTests.class,
          ProfileTests.class,
          AssignmentTests.class,
          ErrorTests.class,
          EnrolmentTests.class,
          EnrolmentRaceTests.class,
          RequestTests.class,
          RenewalTests.class,
          LiveTests.class,
          CommandTests.class,
          CommandAuthorityTests.class,
          RedirectTests.class,
          SealedResultTests.class,
          HeartbeatTests.class,
          UpdateTests.class,
          LocalPrinterTests.class);

  private ServerSuite() {}

  public static Catalogue catalogue() {
    return Catalogue.of(CLASSES);
  }

  /** Whether the specification makes the requirement of a server. */
  public static boolean concerns(Requirement requirement) {
    return requirement.role() == Requirement.Role.SERVER;
  }

  /** The profiles that have tests. */
  public static Set<String> profiles() {
    Set<String> profiles = new TreeSet<>();
    catalogue()
        .tests()
        .forEach(test -> test.requirements().forEach(each -> profiles.add(each.profile())));
    return profiles;
  }

  public static Claim.Coverage coverage() {
    Catalogue catalogue = catalogue();
    List<Requirement> ofServers =
        Arrays.stream(Requirement.values()).filter(ServerSuite::concerns).toList();
    long tested = ofServers.stream().filter(each -> !catalogue.testsOf(each).isEmpty()).count();
    return new Claim.Coverage(Math.toIntExact(tested), ofServers.size());
  }
}
