package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_UPD_050;
import static io.platen.protocol.Requirement.PLT_UPD_051;
import static io.platen.protocol.Requirement.PLT_UPD_052;
import static io.platen.protocol.Requirement.PLT_UPD_053;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundMaker.Change;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Limit;
import io.platen.protocol.Verifies;
import java.util.List;
import java.util.regex.Pattern;

/** Whom a device asks for a target, and in which order. */
final class DeviceDelegationTests {
  private static final Pattern ROLE = Pattern.compile(".*/[0-9]+\\.(role-[a-z0-9-]+)\\.xml");

  @Verifies(
      positive = {PLT_UPD_050, PLT_UPD_051, PLT_UPD_052},
      negative = {PLT_UPD_050, PLT_UPD_051, PLT_UPD_052})
  void asks_delegated_roles_as_they_are_delegated(DeviceUnderTest device, Checks checks) {
    // given: the release is named by the last role that may be asked
    UpdatePlay play = UpdatePlay.begin(device, checks);
    String all = "releases/" + play.model() + "/*";
    play.maker().delegate("targets", "role-a", false, all);
    play.maker().delegate("role-a", "role-a1", false, "releases/*/?.?.xml");
    play.maker().delegate("role-a1", "role-a", false, all);
    play.maker().delegate("targets", "role-no-slash", false, "releases/*");
    play.maker().delegate("targets", "role-one-letter", false, "releases/" + play.model() + "/?");
    play.maker().delegate("targets", "role-end", true, all);
    play.maker().delegate("role-end", "role-end1", false, all);
    play.maker().delegate("targets", "role-after", false, all);
    play.maker().name("role-end1", play.model(), play.release("2.0", play.application("2.0")));
    play.maker().name("role-after", play.model(), play.release("3.0", play.application("3.0")));
    play.maker().publish(Change.NONE);
    // when: the second release is named by a role that nobody may ask
    long before = play.objects();
    play.install("2.0");
    List<String> asked = roles(device);
    play.install("3.0");
    // then
    List<String> last = roles(device);
    String sent = "roles a (which delegates to a1, and that to a), two that do not fit, end, after";
    String received = asked + ", " + (play.objects() - before) + " objects fetched";
    checks.that(
        PLT_UPD_050,
        asked.equals(List.of("role-a", "role-a1", "role-end", "role-end1"))
            || (asked.indexOf("role-a1") == asked.indexOf("role-a") + 1
                && asked.indexOf("role-a1") < asked.indexOf("role-end")
                && asked.stream().distinct().count() == asked.size()),
        sent,
        received,
        "a, a1, end, end1, each once",
        "All that one role delegates to comes before its sister.");
    checks.that(
        PLT_UPD_051,
        asked.contains("role-a")
            && !asked.contains("role-no-slash")
            && !asked.contains("role-one-letter"),
        sent,
        received,
        "no role whose pattern does not fit",
        "Neither * nor ? stands for a slash, and ? for one character only.");
    checks.that(
        PLT_UPD_052,
        asked.contains("role-end1") && !last.contains("role-after") && play.objects() > before,
        sent + ", and a release that only after names",
        last + ", " + (play.objects() - before) + " objects fetched",
        "end, and what it delegates to, and nobody after",
        "A terminating delegation that fits ends the search, but for its own.");
  }

  @Verifies(positive = PLT_UPD_053, negative = PLT_UPD_053)
  void asks_as_many_delegated_roles_as_the_limit_says(DeviceUnderTest device, Checks checks) {
    // given: one release by the last role that may be asked, and another by the next
    UpdatePlay play = UpdatePlay.begin(device, checks);
    long most = Limit.DELEGATIONS.value();
    String last = "targets";
    for (long i = 1; i <= most + 1; i++) {
      play.maker().delegate(last, "role-" + i, false, "releases/" + play.model() + "/*");
      last = "role-" + i;
    }
    play.maker().name(last, play.model(), play.release("3.0", play.application("3.0")));
    String named = "role-" + most;
    play.maker().name(named, play.model(), play.release("2.0", play.application("2.0")));
    play.maker().publish(Change.NONE);
    String sent = "a chain of " + (most + 1) + " delegated roles";
    // then
    play.refused(PLT_UPD_053, "3.0", sent + ", of which the last names the release", "Count them.");
    checks.that(
        PLT_UPD_053,
        roles(device).size() <= most,
        sent,
        roles(device).size() + " roles asked",
        most + " at the most",
        "Count what is asked in one search.");
    play.taken(
        PLT_UPD_053, "2.0", sent + ", of which the last but one names it", "So far it goes.");
  }

  private static List<String> roles(DeviceUnderTest device) {
    return device.exchanges().stream()
        .map(each -> ROLE.matcher(each.request().uri().getPath()))
        .filter(each -> each.matches())
        .map(each -> each.group(1))
        .toList();
  }
}
