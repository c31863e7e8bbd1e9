package io.platen.protocol.update.tuf;

import static io.platen.protocol.Requirement.PLT_UPD_050;
import static io.platen.protocol.Requirement.PLT_UPD_051;
import static io.platen.protocol.Requirement.PLT_UPD_052;
import static io.platen.protocol.Requirement.PLT_UPD_053;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Verifies;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of tuf-conformance's delegation graphs, quoting and downloads, by their names. */
class TufDelegationsTest {
  private final TufRepository repository = new TufRepository();
  private final TufDevice device = new TufDevice(repository);

  /** Each delegation as {@code from>to}, with a path and {@code !} where it is terminating. */
  static Stream<Arguments> graphs() {
    return Stream.of(
        graph("basic-delegation", "A", "targets>A"),
        graph("single-level-delegations", "A,B", "targets>A", "targets>B"),
        graph("two-level-delegations", "A,B,C", "targets>A", "targets>B", "B>C"),
        graph(
            "two-level-test-DFS-order-of-traversal",
            "A,C,D,B",
            "targets>A",
            "targets>B",
            "A>C",
            "A>D"),
        graph(
            "three-level-delegation-test-DFS-order-of-traversal",
            "A,C,D,B",
            "targets>A",
            "targets>B",
            "A>C",
            "C>D"),
        graph(
            "two-level-terminating-ignores-all-but-roles-descendants",
            "A,C",
            "targets>A",
            "targets>B",
            "A>C!",
            "A>D"),
        graph(
            "three-level-terminating-ignores-all-but-roles-descendants",
            "A,C,D",
            "targets>A",
            "targets>B",
            "A>C!",
            "C>D"),
        graph(
            "two-level-ignores-all-branches-not-matching-paths",
            "B",
            "targets>A *.py",
            "targets>B",
            "A>C"),
        graph(
            "three-level-ignores-all-branches-not-matching-paths",
            "A,B",
            "targets>A",
            "targets>B",
            "A>C *.py",
            "C>D"),
        graph("cyclic-graph", "A,B,C,D", "targets>A", "targets>B", "B>C", "C>D", "D>B"),
        graph("two-roles-delegating-to-a-third", "A,C,B", "targets>A", "targets>B", "B>C", "A>C"),
        graph(
            "two-roles-delegating-to-a-third-different-paths",
            "A,B,C",
            "targets>A",
            "targets>B",
            "B>C",
            "A>C *.py"));
  }

  private static Arguments graph(String name, String visited, String... delegations) {
    return Arguments.of(name, List.of(visited.split(",")), List.of(delegations));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  @Verifies(
      positive = {PLT_UPD_050, PLT_UPD_051, PLT_UPD_052},
      negative = {PLT_UPD_050, PLT_UPD_051, PLT_UPD_052})
  void graph_traversal(String name, List<String> visited, List<String> delegations)
      throws Exception {
    // given
    delegate(delegations);

    // when
    assertThat(device.find("missingpath")).isEmpty();

    // then
    assertThat(delegatedRolesAsked()).isEqualTo(visited);
  }

  private void delegate(List<String> delegations) {
    Set<String> changed = new TreeSet<>();
    for (String each : delegations) {
      String[] parts = each.replace("!", "").split(">| ", -1);
      repository.delegate(
          parts[0], parts[1], each.contains("!"), parts.length > 2 ? parts[2] : "*");
      changed.add(parts[0]);
      changed.add(parts[1]);
    }
    repository.publish(changed.toArray(String[]::new));
    repository.publish("snapshot", "timestamp");
  }

  private List<String> delegatedRolesAsked() {
    List<String> asked = new ArrayList<>(repository.asked.subList(4, repository.asked.size()));
    asked.replaceAll(name -> name.replaceFirst("^1\\.(.*)\\.json$", "$1"));
    return asked;
  }

  @ParameterizedTest
  @CsvSource({
    "targetfile,          true,",
    "README.md,           true,  A",
    "releases/x/x_v1,     true,  'B,C'",
    "releases/y/y_v1.zip, true,  'B,D'",
    "releases/z/z_v1.zip, false, B"
  })
  @Verifies(positive = PLT_UPD_051)
  void targetfile_search(String path, boolean found, String visited) throws Exception {
    // given
    repository.role("targets").targets.put("targetfile", TufRepository.bytes("by targets"));
    repository.delegate("targets", "A", false, "*.doc", "*.md");
    repository.delegate("targets", "B", false, "releases/*/*");
    repository.delegate("B", "C", false, "releases/x/*");
    repository.delegate("B", "D", false, "releases/y/*.zip");
    repository.role("A").targets.put("README.md", TufRepository.bytes("by A"));
    repository.role("C").targets.put("releases/x/x_v1", TufRepository.bytes("x by C"));
    repository.role("D").targets.put("releases/y/y_v1.zip", TufRepository.bytes("y by D"));
    repository.role("D").targets.put("releases/z/z_v1.zip", TufRepository.bytes("z by D"));
    repository.publish("A", "B", "C", "D", "targets", "snapshot", "timestamp");

    // when
    var target = device.find(path);

    // then
    assertThat(target.isPresent()).isEqualTo(found);
    assertThat(String.join(",", delegatedRolesAsked())).isEqualTo(visited == null ? "" : visited);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "#", "/delegatedrole", "../delegatedrole"})
  void unusual_role_name(String role) throws Exception {
    // given
    repository.delegate("targets", role, false, "*");
    repository.publish(role, "targets", "snapshot", "timestamp");

    // when
    assertThat(device.find("nonexistent target")).isEmpty();

    // then it is asked for and kept under its own name, whatever that holds
    assertThat(repository.lastAsked(1)).containsExactly("1." + role + ".json");
    assertThat(device.read(role)).isPresent();
  }

  @Test
  @Verifies(positive = PLT_UPD_053, negative = PLT_UPD_053)
  void asks_no_more_roles_than_the_limit() throws Exception {
    // given forty roles, of which the last has the target
    List<String> delegations = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      delegations.add("targets>r" + i);
    }
    delegate(delegations);
    repository.role("r32").targets.put("within", new byte[] {1});
    repository.role("r40").targets.put("beyond", new byte[] {1});
    repository.published.remove("r32");
    repository.published.remove("r40");
    repository.publishAgain("r32");
    repository.publishAgain("r40");

    // then
    assertThat(device.find("within")).isPresent();
    assertThat(device.find("beyond")).isEmpty();
    assertThat(device.trusted).containsKey("r32").doesNotContainKey("r33");
  }

  @Test
  void repository_substitutes_target_file() throws Exception {
    // given
    repository.role("targets").targets.put("file", TufRepository.bytes("right"));
    repository.publish("targets", "snapshot", "timestamp");

    // when
    var target = device.find("file").orElseThrow();

    // then
    assertThat(target.matches(TufRepository.bytes("right"))).isTrue();
    assertThat(target.matches(TufRepository.bytes("wrong"))).isFalse();
    assertThat(target.matches(TufRepository.bytes("right "))).isFalse();
  }
}
