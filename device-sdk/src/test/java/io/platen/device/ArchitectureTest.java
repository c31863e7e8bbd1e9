package io.platen.device;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Everything outside is a port: only adapters touch the world, so tests can play all of it. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.platen.device");

  @Test
  void saw_the_classes_of_the_sdk() {
    assertThat(CLASSES.size()).isGreaterThan(60);
  }

  @Test
  void asks_the_injected_clock_for_the_time() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .check(CLASSES);
  }

  @Test
  void waits_and_starts_threads_only_in_the_ports_adapters() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..port..")
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callConstructor(Thread.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callConstructor(Thread.class, Runnable.class, String.class)
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("Executors")
        .check(CLASSES);
  }

  @Test
  void makes_no_random_numbers_of_its_own() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(CLASSES);
  }

  @Test
  void touches_the_file_system_only_in_adapters() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..port..")
        .and()
        .doNotHaveSimpleName("PemKeys")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Files.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.FileInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.FileOutputStream")
        .check(CLASSES);
  }

  @Test
  void keeps_the_http_client_within_the_link() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..link..")
        .and()
        .doNotHaveSimpleName("DeviceConfig")
        .and()
        .haveNameNotMatching(".*DeviceConfig\\$Builder")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.ws.rs..", "org.glassfish.jersey..", "org.apache.hc.client5..")
        .check(CLASSES);
  }

  @Test
  void keeps_the_codec_of_http_within_the_link_and_the_client_for_printers() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..link..", "..printer.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.hc..")
        .check(CLASSES);
  }

  @Test
  void has_no_cycles_between_its_packages() {
    slices().matching("io.platen.device.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
