package io.platen.protocol.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.Limit;
import io.platen.protocol.Requirement;
import io.platen.protocol.registry.ProblemTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits that the code uses are those of the specification's table. */
class LimitsTest {
  private static final Path SCHEMA =
      Path.of("src/main/resources/io/platen/protocol/schema/sync.xsd");

  @Test
  void belong_to_a_requirement_and_answer_with_a_registered_problem() {
    assertThat(Limit.values()).hasSizeGreaterThan(20);
    assertThat(Limit.values())
        .allSatisfy(
            limit -> {
              assertThat(Requirement.find(limit.requirement())).as(limit.name()).isPresent();
              if (!limit.problem().isEmpty()) {
                assertThat(ProblemTypes.registry().find(limit.problem())).isPresent();
              }
            });
  }

  @Test
  void name_the_attribute_of_the_policy_that_sets_another() throws Exception {
    // given
    String schema = Files.readString(SCHEMA);
    List<String> attributes =
        Arrays.stream(Limit.values())
            .map(Limit::sync)
            .filter(each -> !each.isEmpty())
            .map(each -> each.substring(each.indexOf('/') + 1))
            .toList();

    // then
    assertThat(attributes).hasSize(10).allSatisfy(name -> assertThat(schema).contains('"' + name));
  }

  @Test
  void lie_between_the_least_and_the_most_that_a_policy_may_set() {
    assertThat(Limit.values())
        .allSatisfy(
            limit ->
                assertThat(limit.value()).as(limit.name()).isBetween(limit.least(), limit.most()));
    assertThat(Limit.INTERVAL.leastDuration()).isEqualTo(Duration.ofMinutes(1));
    assertThat(Limit.INTERVAL.mostDuration()).isEqualTo(Duration.ofDays(1));
  }
}
