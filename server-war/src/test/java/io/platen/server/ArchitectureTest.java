package io.platen.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules that hold the server's house together; each of them can fail. */
class ArchitectureTest {
  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.platen.server");

  @Test
  void the_rules_looked_at_the_whole_server() {
    assertThat(SERVER.size()).isGreaterThan(150);
  }

  @Test
  void features_have_no_cycles() {
    slices().matching("io.platen.server.(*)..").should().beFreeOfCycles().check(SERVER);
  }

  @Test
  void control_does_not_know_its_boundary_or_http() {
    noClasses()
        .that()
        .resideInAPackage("..control..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.platen.server..boundary..")
                .or(resideInAPackage("jakarta.ws.rs.."))
                .or(resideInAPackage("jakarta.servlet..")))
        .check(SERVER);
  }

  @Test
  void entities_know_neither_boundary_nor_control() {
    noClasses()
        .that()
        .resideInAPackage("..entity..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.platen.server..boundary..", "io.platen.server..control..")
        .check(SERVER);
  }

  @Test
  void documents_reach_the_server_as_records_and_never_as_bindings() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.platen.protocol.binding..", "jakarta.xml.bind..")
        .check(SERVER);
  }

  @Test
  void the_war_uses_specifications_and_not_one_container() {
    noClasses()
        .that(resideOutsideOfPackage("io.platen.server.launcher.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "fish.payara..", "org.glassfish..", "org.eclipse.persistence..", "org.jboss..")
        .check(SERVER);
  }

  @Test
  void every_package_is_null_marked() {
    // when
    List<String> unmarked =
        SERVER.getPackage("io.platen.server").getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    // then
    assertThat(unmarked).isEmpty();
  }
}
