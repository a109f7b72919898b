package gochat.store.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
            "org.postgresql..",
            "org.slf4j..",
            "javax.sql",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void onlyTheBackendKnowsJdbc() {
    noClasses()
        .that()
        .resideOutsideOfPackages("gochat.store.postgres", "gochat.bus.postgres")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "com.zaxxer..")
        .check(CLASSES);
  }

  @Test
  void onlyTheBusOverNatsKnowsJnats() {
    noClasses()
        .that()
        .resideOutsideOfPackage("gochat.bus.nats")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.nats..")
        .check(CLASSES);
  }

  @Test
  void theBusIsAPortThatKnowsNothingElse() {
    classes()
        .that()
        .resideInAPackage("gochat.bus")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("gochat.bus", "java..", "org.jspecify.annotations")
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage("gochat.bus.link")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "gochat.bus.link", "gochat.bus", "java..", "org.slf4j..", "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void theBusesOverEnginesKnowNoOtherPartOfTheServer() {
    classes()
        .that()
        .resideInAnyPackage("gochat.bus.postgres", "gochat.bus.nats")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "gochat.bus..",
            "gochat.store.postgres",
            "org.postgresql",
            "io.nats.client..",
            "java..",
            "javax.net.ssl",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void theServersOfAStoreKnowTheRoomsTheUsersAndTheBus() {
    classes()
        .that()
        .resideInAPackage("gochat.cluster")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "gochat.cluster",
            "gochat.account",
            "gochat.bus",
            "gochat.bus.nats",
            "gochat.bus.postgres",
            "gochat.hash",
            "gochat.journal",
            "gochat.limit",
            "gochat.peer",
            "gochat.presence",
            "gochat.room",
            "gochat.server",
            "gochat.shard",
            "gochat.store",
            "gochat.store.postgres",
            // Events travel in the form of exports.
            "gochat.transfer",
            "java..",
            "org.slf4j..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void thePackagesHaveNoCycle() {
    slices().matching("gochat.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
