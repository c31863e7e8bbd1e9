package io.platen.protocol.release;

import static io.platen.protocol.Requirement.PLT_UPD_101;
import static io.platen.protocol.Requirement.PLT_UPD_102;
import static io.platen.protocol.Requirement.PLT_UPD_103;
import static io.platen.protocol.Requirement.PLT_UPD_104;
import static io.platen.protocol.Requirement.PLT_UPD_105;
import static io.platen.protocol.Requirement.PLT_UPD_106;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.platen.protocol.Verifies;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import io.platen.protocol.release.ReleaseCheck.Objection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseCheckTest {
  private static final Hardware HARDWARE = new Hardware("pl-100", 2, 5);
  private static final Target DEVICE =
      new Target(
          "pl-100", 3, Map.of(ComponentName.OPERATING_SYSTEM, 9, ComponentName.APPLICATION, 17), 4);

  @Test
  @Verifies(
      positive = {PLT_UPD_101, PLT_UPD_102, PLT_UPD_103, PLT_UPD_104, PLT_UPD_105, PLT_UPD_106})
  void has_nothing_against_a_release_for_this_device() {
    assertThat(
            ReleaseCheck.of(
                release(
                    new DataForms(4, 6),
                    component(ComponentName.OPERATING_SYSTEM, "12.8.1", 9),
                    component(ComponentName.APPLICATION, "2.4", 18, "12.8")),
                DEVICE))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pl-200,3", "pl-100,1", "pl-100,6"})
  @Verifies(negative = PLT_UPD_101)
  void refuses_other_hardware(String model, int revision) {
    assertThat(
            objections(
                release(DataForms.NONE, component(ComponentName.APPLICATION, "2.4", 17)),
                new Target(model, revision, DEVICE.floors(), 0)))
        .containsExactly("PLT-UPD-101");
  }

  @Test
  @Verifies(negative = {PLT_UPD_102, PLT_UPD_105})
  void refuses_a_release_of_which_one_component_is_below_its_floor() {
    assertThat(
            objections(
                release(
                    new DataForms(4, 4),
                    component(ComponentName.OPERATING_SYSTEM, "13", 8),
                    component(ComponentName.APPLICATION, "3.0", 18)),
                DEVICE))
        .containsExactly("PLT-UPD-102");
  }

  @ParameterizedTest
  @CsvSource({"0,3", "5,6"})
  @Verifies(negative = PLT_UPD_103)
  void refuses_software_that_cannot_read_the_data(int reads, int writes) {
    assertThat(
            objections(
                release(
                    new DataForms(reads, writes), component(ComponentName.APPLICATION, "2.4", 17)),
                DEVICE))
        .containsExactly("PLT-UPD-103");
  }

  @Test
  @Verifies(negative = PLT_UPD_104)
  void refuses_a_component_without_the_one_that_it_requires() {
    // given
    Component application = component(ComponentName.APPLICATION, "2.4", 17, "12.8");
    Component older = component(ComponentName.OPERATING_SYSTEM, "12.7.99", 9);
    // then
    assertThat(objections(release(new DataForms(4, 4), application), DEVICE))
        .containsExactly("PLT-UPD-104");
    assertThat(objections(release(new DataForms(4, 4), older, application), DEVICE))
        .containsExactly("PLT-UPD-104");
  }

  @Test
  @Verifies(negative = PLT_UPD_106)
  void refuses_a_component_without_slots() {
    assertThat(
            ReleaseCheck.of(
                release(new DataForms(4, 4), component(ComponentName.BOOTLOADER, "1", 1)), DEVICE))
        .containsExactly(new Objection("PLT-UPD-106", "There are no slots for a bootloader"));
  }

  @Test
  void tells_all_that_is_wrong_at_once() {
    assertThat(
            objections(
                release(
                    DataForms.NONE,
                    component(ComponentName.BOOTLOADER, "1", 1),
                    component(ComponentName.APPLICATION, "2", 1, "12")),
                new Target("pl-200", 1, DEVICE.floors(), 4)))
        .containsExactly("PLT-UPD-101", "PLT-UPD-103", "PLT-UPD-106", "PLT-UPD-102", "PLT-UPD-104");
  }

  @Test
  void lists_components_in_the_order_in_which_they_are_installed() {
    assertThat(
            release(
                    DataForms.NONE,
                    component(ComponentName.APPLICATION, "1", 1),
                    component(ComponentName.BOOTLOADER, "1", 1),
                    component(ComponentName.OPERATING_SYSTEM, "1", 1))
                .components())
        .extracting(Component::name)
        .containsExactly(ComponentName.values());
  }

  @Test
  void has_each_component_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                release(
                    DataForms.NONE,
                    component(ComponentName.APPLICATION, "1", 1),
                    component(ComponentName.APPLICATION, "2", 2)))
        .withMessageContaining("application");
  }

  @ParameterizedTest
  @CsvSource({"2.4,2.4.0,0", "2.10,2.9,1", "2.4.0.1,2.4,1", "1.999999999,2,-1", "0,0.0.0.0,0"})
  void compares_versions_number_by_number(String one, String other, int order) {
    assertThat(ComponentVersion.of(one).compareTo(ComponentVersion.of(other))).isEqualTo(order);
    assertThat(ComponentVersion.of(one).equals(ComponentVersion.of(other))).isEqualTo(order == 0);
  }

  private static List<String> objections(Release release, Target target) {
    return ReleaseCheck.of(release, target).stream().map(Objection::requirement).toList();
  }

  private static Release release(DataForms data, Component... components) {
    return new Release("2026.3", List.of(HARDWARE), List.of(components), data);
  }

  /** With what it requires of the operating system. */
  private static Component component(
      ComponentName name, String version, int counter, String... requires) {
    return new Component(
        name,
        ComponentVersion.of(version),
        counter,
        1_000,
        "ab".repeat(32),
        new Bytes(100, "cd".repeat(32)),
        List.of(requires).stream()
            .map(each -> new Requires(ComponentName.OPERATING_SYSTEM, ComponentVersion.of(each)))
            .toList());
  }
}
