package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorKind;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged object gives an error that names it or is not looked at; never a wrong row. */
class CorruptionIT {
    private static final int PRODUCTS = 3_000;
    private static final int BATCH = 1_500;
    private static final int FLUSHES = PRODUCTS / BATCH;
    private static final int HEADER_BYTES = 20;
    private static final int HEAD_DAMAGES = 40;
    private static final long SEED = 11;
    private static final String CORRUPT = "XX001";

    private static final List<String> QUERIES = List.of(
            "SELECT _id, sku, name, price FROM product",
            "SELECT name FROM product WHERE sku = 'W00017'",
            "SELECT sku FROM product WHERE price BETWEEN 20 AND 30",
            "SELECT COUNT(*) FROM product",
            "SELECT e, a, v, tx FROM datoms",
            "SELECT sku, price FROM product FOR VERSION AS OF 2",
            "SELECT tx, instant FROM transactions");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final Map<String, List<List<@Nullable Object>>> right = new HashMap<>();

    /** The cache of the JVM would go on to serve what was read before the damage. */
    @BeforeAll
    static void withoutCache() {
        System.setProperty(NodeCache.SIZE_PROPERTY, "0");
    }

    /** How an object is damaged. */
    private record Damage(String name, byte[] content) {}

    @BeforeEach
    void commitProducts() throws SQLException {
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(1 << 20, BATCH, 1000));
        try (Writer writer = Writer.open(location(), options)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("product/price", ValueType.DOUBLE)
                            .indexed()
                            .build()));
            for (int from = 0; from < PRODUCTS; from += BATCH) {
                writer.transact(products(from));
            }
            writer.transact(Map.of("product/sku", sku(1), "product/price", 1e6));
        }
        try (Connection connection = connect()) {
            for (String query : QUERIES) {
                right.put(query, Jdbc.rows(connection, query));
            }
        }
    }

    private static Transact products(int from) {
        Transact.Builder products = Transact.builder();
        for (int i = from; i < from + BATCH; i++) {
            products.put(
                    Map.of("product/sku", sku(i), "product/name", "Product " + i * 7919L, "product/price", i / 8.0));
        }
        return products.build();
    }

    private static String sku(int i) {
        return "W%05d".formatted(i);
    }

    private Location location() {
        return Location.ofFolder(folder.resolve("db"));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:cairn:file:" + folder.resolve("db"));
    }

    @Test
    void damagedNodeIsNamedOrNotLookedAt() throws IOException {
        List<Path> nodes = files("nodes");
        assertThat(nodes).hasSizeGreaterThan(15);
        long failures = 0;
        long found = 0;
        for (Path node : nodes) {
            byte[] content = Files.readAllBytes(node);
            for (Damage damage : nodeDamages(content)) {
                Files.write(node, damage.content());
                failures += failures(node, damage);
            }
            found += checkerFinds(node) ? 1 : 0;
            Files.delete(node);
            failures += failures(node, new Damage("missing", new byte[0]));
            Files.write(node, content);
        }
        assertThat(failures).as("queries that met a damaged node").isGreaterThan(nodes.size());
        // Only the flush records as of the first flush are of no use any more.
        assertThat(found).as("nodes in which the checker finds damage").isEqualTo(nodes.size() - (FLUSHES - 1));
        Soundness.requireSound(location());
    }

    @Test
    void nodeInPlaceOfAnotherIsNamed() throws IOException {
        List<Path> nodes = files("nodes");
        for (int i = 0; i < nodes.size(); i++) {
            Path node = nodes.get(i);
            byte[] content = Files.readAllBytes(node);
            Files.write(node, Files.readAllBytes(nodes.get((i + 1) % nodes.size())));
            failures(node, new Damage("exchanged", new byte[0]));
            Files.write(node, content);
        }
    }

    @Test
    void damagedHeadIsNamed() throws IOException {
        Path head = folder.resolve("db/heads/main");
        byte[] content = Files.readAllBytes(head);
        for (Damage damage : headDamages(content)) {
            Files.write(head, damage.content());
            Optional<SQLException> error = errorOfOpening();
            if (error.isEmpty()) {
                fail("Head %s was read without an error", damage.name());
            }
            assertThat(error.orElseThrow().getSQLState()).as(damage.name()).isEqualTo(CORRUPT);
            assertThat(error.orElseThrow().getMessage())
                    .as(damage.name())
                    .contains("\"main\"")
                    .contains(folder.resolve("db").toString());
        }
        Files.write(head, content);
        assertThat(errorOfOpening()).isEmpty();
    }

    /** Runs all queries, requires right rows or an error that names the node of each, and answers how many gave the error. */
    private int failures(Path node, Damage damage) {
        int failures = 0;
        String name = node.getFileName().toString();
        try (Connection connection = connect()) {
            for (String query : QUERIES) {
                Optional<SQLException> error = error(connection, query);
                if (error.isPresent()) {
                    failures++;
                    String what = "%s %s: %s".formatted(name, damage.name(), query);
                    assertThat(error.get().getSQLState()).as(what).isEqualTo(CORRUPT);
                    assertThat(error.get().getMessage()).as(what).contains(name);
                }
            }
        } catch (SQLException e) {
            assertThat(e.getMessage()).as("error of a connection").contains(name);
        }
        return failures;
    }

    /** The error of a query; fails if it answers anything but the right rows. */
    private Optional<SQLException> error(Connection connection, String query) {
        try {
            assertThat(Jdbc.rows(connection, query)).as(query).isEqualTo(right.get(query));
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** The error of opening a connection and running a query. */
    private Optional<SQLException> errorOfOpening() {
        try (Connection connection = connect()) {
            return error(connection, QUERIES.get(0));
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** Whether the checker finds that a node is damaged; it does not look at nodes that nothing refers to any more. */
    private boolean checkerFinds(Path node) {
        String name = node.getFileName().toString();
        try (Database database = Database.open(Stores.open(location()), BranchNames.MAIN, new NodeCache(1 << 20))) {
            List<String> problems = Checker.check(database).problems();
            assertThat(problems.isEmpty() || problems.stream().anyMatch(problem -> problem.contains(name)))
                    .as("%s: %s", name, problems)
                    .isTrue();
            return !problems.isEmpty();
        } catch (CairnException e) {
            assertThat(e.code().kind()).isEqualTo(ErrorKind.CORRUPT);
            assertThat(e).hasMessageContaining(name);
            return true;
        }
    }

    private List<Damage> nodeDamages(byte[] content) {
        return List.of(
                flipped(content, random.nextInt(content.length)),
                flipped(content, random.nextInt(Math.min(HEADER_BYTES, content.length))),
                cut(content, random.nextInt(content.length)));
    }

    private List<Damage> headDamages(byte[] content) {
        List<Damage> damages = new ArrayList<>();
        for (int i = 0; i < HEAD_DAMAGES; i++) {
            int position = (int) ((long) i * content.length / HEAD_DAMAGES);
            damages.add(flipped(content, position));
            damages.add(cut(content, position));
        }
        damages.add(cut(content, content.length - 1));
        damages.add(new Damage("a byte longer", Arrays.copyOf(content, content.length + 1)));
        return damages;
    }

    private Damage flipped(byte[] content, int position) {
        byte[] copy = content.clone();
        copy[position] ^= (byte) (1 << random.nextInt(8));
        return new Damage("flipped at %d of %d".formatted(position, content.length), copy);
    }

    private static Damage cut(byte[] content, int length) {
        return new Damage("cut from %d to %d".formatted(content.length, length), Arrays.copyOf(content, length));
    }

    private List<Path> files(String part) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("db").resolve(part))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
