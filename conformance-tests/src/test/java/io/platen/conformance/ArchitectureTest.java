package io.platen.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.platen.conformance.suite.Extras;
import io.platen.protocol.Requirement;
import io.platen.protocol.Verifies;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.platen.conformance");

  @Test
  void sees_the_classes_that_it_judges() {
    assertThat(CLASSES.size()).isGreaterThan(50);
  }

  @Test
  void knows_neither_implementation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.platen.device..", "io.platen.server..", "io.platen.reference..")
        .check(CLASSES);
    assertThat(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
        .isNotEmpty()
        .noneMatch(entry -> entry.contains("device-sdk") || entry.contains("server-war"));
  }

  @Test
  void has_no_cycles_between_its_packages() {
    slices().matching("io.platen.conformance.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void marks_every_package_against_nulls() {
    Set<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(each -> each.getName())
            .collect(Collectors.toSet());
    assertThat(unmarked).isEmpty();
  }

  @Test
  void lists_every_test_in_the_suite() {
    // given
    Set<String> written =
        CLASSES.stream()
            .flatMap(each -> each.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(Verifies.class))
            .map(method -> method.getName())
            .collect(Collectors.toSet());
    // when
    Set<String> listed =
        Stream.of(Requirement.Role.SERVER, Requirement.Role.DEVICE)
            .map(Extras::everything)
            .flatMap(each -> each.tests().stream())
            .map(test -> test.name().replaceFirst("^[a-z]+\\.", ""))
            .collect(Collectors.toSet());
    // then
    assertThat(listed).isNotEmpty().isEqualTo(written);
  }
}
