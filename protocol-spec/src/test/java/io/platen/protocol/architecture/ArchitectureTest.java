package io.platen.protocol.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String BINDING = "io.platen.protocol.binding..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.platen.protocol");

  @Test
  void sees_the_classes_of_this_module() {
    assertThat(CLASSES).hasSizeGreaterThan(100);
    assertThat(packages(DescribedPredicate.alwaysTrue())).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  void has_no_cycles_between_packages() {
    slices().matching("io.platen.protocol.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void keeps_bindings_inside_the_codecs() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.platen.protocol.codec", BINDING)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BINDING)
        .check(CLASSES);
  }

  @Test
  void lets_no_binding_out_of_a_codec() {
    classes()
        .that()
        .resideInAPackage("io.platen.protocol.codec")
        .and()
        .haveSimpleNameEndingWith("Mapper")
        .should()
        .bePackagePrivate()
        .check(CLASSES);
  }

  @Test
  void marks_each_package_for_nulls() throws ClassNotFoundException {
    // when
    Set<String> packages = packages(JavaClass.Predicates.resideOutsideOfPackage(BINDING));

    // then
    assertThat(packages).isNotEmpty();
    for (String each : packages) {
      assertThat(Class.forName(each + ".package-info").isAnnotationPresent(NullMarked.class))
          .as(each)
          .isTrue();
    }
  }

  @Test
  void makes_parsers_of_xml_in_one_package_only() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.platen.protocol.xml")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "javax\\.xml\\.(parsers\\..*Factory|stream\\.XMLInputFactory|validation\\.SchemaFactory"
                + "|transform\\.TransformerFactory)|jakarta\\.xml\\.bind\\.JAXB")
        .check(CLASSES);
  }

  private static Set<String> packages(DescribedPredicate<? super JavaClass> which) {
    Set<String> packages = new TreeSet<>();
    CLASSES.that(which).forEach(each -> packages.add(each.getPackageName()));
    return packages;
  }
}
