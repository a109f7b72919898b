package gochat;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checks the dependencies between packages.
class ArchitectureTest {
  /// All arrows. A new arrow belongs here and in ARCHITECTURE.md. `protocol` is the generated code;
  /// every package may know `limit`, which knows none.
  private static final String ARROWS =
      """
      account -> hash, room
      acme -> file, tls
      journal -> room
      room -> hash
      shard -> journal, room
      measure -> journal, pause, room, shard
      report -> journal, pause
      deletion -> account, journal, pause, room, shard, store
      peer -> account, presence, room, shard
      backup -> account, file, hash, journal, pause, room, store, verify
      ops -> account, backup, file, journal, log, pause, room, store, transfer, verify
      retention -> journal, pause, room, shard
      session -> account, journal, peer, presence, room, shard
      wire -> account, journal, presence, protocol, room, session
      api -> account, error, journal, presence, protocol, room, session, shard, wire
      edge -> error, tls
      error -> protocol
      stream -> api, edge, error, protocol, session, shard, wire
      metric -> edge, error, journal, peer, room, session, shard, store, tls
      grpc -> api, edge, error, protocol, room, session, shard, stream, wire
      store -> account, file, journal, room
      store.memory -> account, journal, room, store
      store.sqlite -> account, file, hash, journal, room, store
      tls -> file, hash
      transfer -> account, hash, journal, pause, room, store
      verify -> journal, pause, room, store
      web -> api, edge, error, hash, protocol, room, session, shard, stream, tls, wire
      server -> account, acme, api, backup, deletion, edge, file, grpc, journal, log, measure, metric, ops, pause, peer, presence, report, retention, room, session, shard, store, store.sqlite, tls, transfer, verify, web
      """;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // Not the generated code, which takes most of the time and knows no other package.
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("gochat");

  @Test
  void thePackagesKnowEachOtherAsDrawnAndNotOtherwise() {
    assertThat(actualArrows()).isEqualTo(drawnArrows());
  }

  private static Set<String> drawnArrows() {
    return ARROWS
        .lines()
        .map(line -> line.split(" -> "))
        .flatMap(arrow -> Arrays.stream(arrow[1].split(", ")).map(to -> arrow[0] + " -> " + to))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> actualArrows() {
    return CLASSES.stream()
        .filter(from -> !packageOf(from).equals("protocol"))
        .flatMap(from ->
            from.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(to -> to.getPackageName().startsWith("gochat"))
                .filter(to -> !packageOf(to).equals(packageOf(from)))
                .filter(to -> !packageOf(to).equals("limit"))
                .map(to -> packageOf(from) + " -> " + packageOf(to)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals("gochat") || name.equals("gochat.v1")
        ? "protocol"
        : name.substring("gochat.".length());
  }

  @Test
  void thereAreNoCycles() {
    slices().matching("gochat.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theRoomIsPure() {
    classes()
        .that()
        .resideInAPackage("gochat.room")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "gochat.room",
                "gochat.hash",
                "gochat.limit",
                "java.lang..",
                "java.nio",
                "java.nio.charset",
                "java.security",
                "java.util",
                "java.util.stream",
                "org.jspecify.annotations"))
        .check(CLASSES);
  }

  @Test
  void theLimitsArePure() {
    classes()
        .that()
        .resideInAPackage("gochat.limit")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "gochat.limit",
                "java.lang..",
                "java.net",
                "java.nio",
                "java.util..",
                "org.jspecify.annotations"))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "org.sqlite.., store.sqlite",
    "java.sql.., store.sqlite",
    "com.linecorp.., web",
    "com.sun.net.httpserver.., metric",
    "io.micrometer.., metric",
    "io.prometheus.., metric",
    "io.netty.., edge|grpc|server|stream|web",
    "io.grpc.., api|edge|error|grpc|server|stream|web",
    "com.google.protobuf.., api|error|grpc|stream|web|wire",
    "com.google.rpc.., error|web",
    "com.google.gson.., ops|transfer|web",
    "com.ibm.icu.., account",
    "org.bouncycastle.., account|tls",
    "picocli.., ops|server",
    "org.shredzone.., acme",
    "org.tomlj.., server",
    "ch.qos.logback.., log"
  })
  void aLibraryIsKnownWhereItIsNeededOnly(String library, String packages) {
    String[] allowed =
        Arrays.stream(packages.split("\\|")).map("gochat."::concat).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("gochat.*..")
        .and()
        .resideOutsideOfPackages(allowed)
        .and()
        // Generated.
        .resideOutsideOfPackage("gochat.v1")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void aBackendIsNamedInOnePlaceOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("gochat.store.*")
        .and()
        .haveNameNotMatching("gochat\\.server\\.Stores(\\$.+)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("gochat.store.*")
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    assertThat(CLASSES.getPackage("gochat").getSubpackagesInTree())
        .filteredOn(child -> !child.getClasses().isEmpty() && !child.getName().equals("gochat.v1"))
        .isNotEmpty()
        .allMatch(child -> child.tryGetPackageInfo().isPresent(), "has a package-info")
        .allMatch((JavaPackage child) -> child.isAnnotatedWith(NullMarked.class), "is @NullMarked");
  }
}
