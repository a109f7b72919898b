package gochat.store.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import org.junit.jupiter.api.Test;

/// Checks the dependencies of the packages of this module.
class ModuleTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption((Location location) -> location.contains("/cluster/"))
          .importPackages("gochat");

  @Test
  void theBackendKnowsThePortsAndNoOtherPartOfTheServer() {
    classes()
        .that()
        .resideInAPackage("gochat.store.postgres")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "gochat.store.postgres",
            "gochat.store",
            "gochat.account",
            "gochat.journal",
            "gochat.limit",
            "gochat.room",
            "com.zaxxer.hikari",
            "org.postgresql",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void onlyTheBackendKnowsJdbc() {
    noClasses()
        .that()
        .resideOutsideOfPackage("gochat.store.postgres")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
