package org.cairndb.it.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.cairndb.bench.BucketShop;
import org.cairndb.it.postgres.PostgresServer;
import org.cairndb.it.s3.S3Server;
import org.cairndb.it.s3.S3ServerKind;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver's jar as other programs use it. */
class DriverJarIT {
    /** 35 MB as file managers count. */
    private static final long MAX_BYTES = 35L << 20;

    private static final List<String> ANSWERS = List.of(
            "2|29.490000000000002",
            "Gadget",
            "7",
            "{\"k\":\"Widget\"}",
            "Gadget-Widget",
            "WIDGET|8.0|Ab Cd",
            "bXana",
            "9.99",
            "2024|2024-02",
            "1|2|3",
            "1",
            "5");

    @TempDir
    private Path folder;

    private static String filled(String location) {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(
                    Map.of("product/sku", "W1", "product/name", "Widget", "product/price", 9.99),
                    Map.of("product/sku", "W2", "product/name", "Gadget", "product/price", 19.5));
        }
        return location;
    }

    private static List<String> expected(List<String> answers, boolean h2) {
        return Stream.concat(
                        answers.stream(),
                        Stream.of(
                                "drivers: "
                                        + (h2
                                                ? "org.cairndb.jdbc.CairnDriver org.h2.Driver"
                                                : "org.cairndb.jdbc.CairnDriver"),
                                "jdbc:calcite: false",
                                "jdbc:avatica:remote:url=x false",
                                "jdbc:postgresql://h/d false",
                                "jdbc:h2:x " + h2))
                .toList();
    }

    @Test
    void aloneItReadsFoldersBucketsAndServers() throws IOException, InterruptedException {
        S3Server server = S3Server.shared(S3ServerKind.S3MOCK);
        String shop = filled("file:" + folder.resolve("shop"));
        String bucket = filled(BucketShop.location(server, server.endpoint(), server.newBucket() + "/shop"));
        String postgres =
                filled(PostgresServer.address(PostgresServer.newDatabase()).uri());
        JarRun run = JarRun.of(
                folder,
                List.of(JarRun.jar().toString()),
                List.of(
                        "jdbc:cairn:" + shop,
                        "jdbc:cairn:" + bucket,
                        "jdbc:cairn:" + postgres,
                        "jdbc:cairn:mem:nothing",
                        "jdbc:cairn:jdbc:h2:" + folder.resolve("file")));
        List<String> answers = Stream.of(
                        ANSWERS,
                        ANSWERS,
                        ANSWERS,
                        List.of(
                                "refused: There is no database at \"mem:nothing\"; check the location, or commit to it"
                                        + " first",
                                "refused: A database in an H2 file needs the H2 library;"
                                        + " put h2-2.4.240.jar or newer on the class path"))
                .flatMap(List::stream)
                .toList();
        assertThat(run.output()).containsExactlyElementsOf(expected(answers, false));
        assertThat(run.loadedClasses()).hasSizeGreaterThan(1000).allMatch(name -> name.startsWith("org.cairndb."));
    }

    @Test
    void withItsLibraryItReadsH2Files() throws IOException, InterruptedException, URISyntaxException {
        String file = filled("jdbc:h2:" + folder.resolve("shop"));
        Path library = Path.of(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        JarRun run =
                JarRun.of(folder, List.of(JarRun.jar().toString(), library.toString()), List.of("jdbc:cairn:" + file));
        assertThat(run.output()).containsExactlyElementsOf(expected(ANSWERS, true));
    }

    /** The host's Calcite, Guava, Jackson, SLF4J and AWS SDK come first, and none of their classes is loaded for us. */
    @Test
    void otherVersionsOfItsLibrariesAreLeftAlone() throws IOException, InterruptedException {
        String shop = filled("file:" + folder.resolve("shop"));
        List<String> poisoned = List.of(
                Poison.of(folder.resolve("poison")).toString(), JarRun.jar().toString());
        JarRun run = JarRun.of(folder, poisoned, List.of("jdbc:cairn:" + shop));
        assertThat(run.output()).containsExactlyElementsOf(expected(ANSWERS, false));
        assertThat(run.loadedClasses()).allMatch(name -> name.startsWith("org.cairndb."));
    }

    @Test
    void nothingInItHasANameOfOthers() throws IOException {
        try (JarFile jar = new JarFile(JarRun.jar().toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();
            assertThat(names)
                    .filteredOn(name -> !name.endsWith("/"))
                    .allMatch(name -> name.startsWith("org/cairndb/") || name.startsWith("META-INF/"))
                    .noneMatch(
                            name -> name.endsWith("module-info.class") || name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"))
                    .filteredOn(name -> name.startsWith("META-INF/services/"))
                    .allMatch(name -> name.startsWith("META-INF/services/org.cairndb.")
                            || name.equals("META-INF/services/java.sql.Driver"));
            assertThat(text(jar, "META-INF/services/java.sql.Driver").strip())
                    .isEqualTo("org.cairndb.jdbc.CairnDriver");
            assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                    .isEqualTo("org.cairndb.jdbc");
        }
    }

    @Test
    void licencesOfAllLibrariesAreNamed() throws IOException {
        try (JarFile jar = new JarFile(JarRun.jar().toFile())) {
            String licences = text(jar, "META-INF/licenses/README.md");
            List<String> libraries = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("META-INF/maven/.*/pom.properties") && !name.contains("org.cairndb"))
                    .map(name -> name.split("/", -1)[3])
                    .toList();
            assertThat(libraries).hasSizeGreaterThan(40).allMatch(licences::contains);
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(text(jar, "META-INF/NOTICE")).contains("Cairn", "Apache Calcite");
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void itStaysSmall() throws IOException {
        assertThat(Files.size(JarRun.jar())).isLessThan(MAX_BYTES);
    }
}
