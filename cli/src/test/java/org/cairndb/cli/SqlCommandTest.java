package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {
    private static final String JOIN =
            "SELECT p.name, p.price, s.count FROM catalog.product p JOIN inventory.stock s ON p.sku = s.sku"
                    + " WHERE s.count > 0 ORDER BY p.sku DESC";
    private static final Instant LAST_YEAR = Instant.parse("2025-03-31T12:00:00Z");

    @TempDir
    private Path folder;

    private String catalog = "";
    private String inventory = "";

    @BeforeEach
    void fill() {
        catalog = folder.resolve("catalog").toString();
        inventory = folder.resolve("inventory").toString();
        try (Writer writer = writer(catalog, LAST_YEAR)) {
            writer.transact(
                    Map.of("product/sku", "W001", "product/name", "Widget", "product/price", 9.99),
                    Map.of("product/sku", "G002", "product/name", "Gadget", "product/price", 24.50),
                    Map.of("product/sku", "T003", "product/name", "Thingamajig", "product/price", 3.75));
        }
        try (Writer writer = writer(catalog, LAST_YEAR.plusSeconds(86_400))) {
            writer.transact(Map.of("db/id", 1, "product/price", 10.99));
        }
        try (Writer writer = writer(inventory, LAST_YEAR)) {
            writer.transact(
                    Map.of("stock/sku", "W001", "stock/count", 140),
                    Map.of("stock/sku", "G002", "stock/count", 0),
                    Map.of("stock/sku", "T003", "stock/count", 58));
        }
    }

    private static Writer writer(String location, Instant now) {
        return Writer.open(Location.parse(location), WriterOptions.DEFAULT.clock(Clock.fixed(now, ZoneOffset.UTC)));
    }

    @Test
    void databasesOfDifferentStoresAreJoined() {
        CommandRun run = CommandRun.of("sql", catalog, inventory, "-e", JOIN);
        assertThat(run).isEqualTo(new CommandRun(0, """
             name        | price | count
            -------------+-------+-------
             Widget      | 10.99 |   140
             Thingamajig |  3.75 |    58
            (2 rows)
            """, ""));
    }

    @Test
    void resultsComeAsCsvAndJson() {
        String sql = "SELECT sku, price FROM product WHERE price > 20";
        assertThat(CommandRun.of("sql", catalog, "-e", sql, "--format", "csv").out())
                .isEqualTo("sku,price\r\nG002,24.5\r\n");
        assertThat(CommandRun.of("sql", catalog, "-e", sql, "--format", "JSON").out())
                .isEqualTo("[\n{\"sku\":\"G002\",\"price\":24.5}\n]\n");
    }

    @Test
    void locationsMayBeNamedAndHaveVersions() {
        CommandRun run = CommandRun.of(
                "sql",
                "now=" + catalog,
                "before=" + catalog + "@2025-03-31T23:00:00Z",
                "--format",
                "csv",
                "-e",
                "SELECT n.name, b.price, n.price AS price_now FROM now.product n"
                        + " JOIN before.product b ON n.sku = b.sku WHERE n.price <> b.price");
        assertThat(run).isEqualTo(new CommandRun(0, "name,price,price_now\r\nWidget,9.99,10.99\r\n", ""));
    }

    @Test
    void urlIsTakenAsItIs() {
        CommandRun run = CommandRun.of(
                "sql",
                "jdbc:cairn:" + catalog + "?asOf=2025-04-01",
                "--format",
                "csv",
                "-e",
                "SELECT price FROM product WHERE sku = 'W001'");
        assertThat(run).isEqualTo(new CommandRun(0, "price\r\n9.99\r\n", ""));
    }

    @Test
    void statementsOfSeveralOptionsAndOfOneTextRunInOrder() {
        CommandRun run =
                CommandRun.of("sql", catalog, "--format", "csv", "-e", "VALUES 1; VALUES 2;", "-e", "VALUES 3");
        assertThat(run.out().lines().filter(line -> line.matches("\\d"))).containsExactly("1", "2", "3");
    }

    @Test
    void statementsComeFromTheStandardInput() {
        CommandRun run = CommandRun.withInput(
                "SELECT COUNT(*) AS n\nFROM product; -- all\n\\d product\n", "sql", catalog, "--format", "csv");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("n\r\n3\r\n")
                .contains("catalog.product,_id,BIGINT,primary,", "catalog.product,price,DOUBLE,");
    }

    @Test
    void errorPointsIntoTheStatement() {
        CommandRun run = CommandRun.of("sql", catalog, "-e", "SELECT 1; SELECT name,\n  prise FROM product; SELECT 2");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).endsWith("(1 row)\n");
        assertThat(run.err()).isEqualTo("""
            cairn: There is no column "prise" (at line 2, column 3); did you mean "price"?
                prise FROM product
                ^
            """);
    }

    @Test
    void missingDatabaseIsAnErrorInOneLine() {
        CommandRun run = CommandRun.of("sql", folder.resolve("nothing").toString(), "-e", "SELECT 1 FROM product");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cairn: There is no database at ").hasLineCount(1);
    }

    @Test
    void writingIsRefused() {
        CommandRun run = CommandRun.of("sql", catalog, "-e", "DELETE FROM product");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cairn: ").hasLineCount(1);
    }

    @Test
    void viewsAreCommittedAndSeenByEveryConnection() {
        CommandRun created = CommandRun.of(
                "sql",
                catalog,
                inventory,
                "-e",
                "CREATE VIEW catalog.dear AS SELECT sku FROM catalog.product p WHERE p.price > 10");
        assertThat(created).isEqualTo(new CommandRun(0, "", """
            Created view "dear" in "catalog", transaction 3
            """));
        CommandRun read =
                CommandRun.of("sql", "shop=" + catalog, "--format", "csv", "-e", "SELECT * FROM dear ORDER BY sku");
        assertThat(read.out()).isEqualTo("sku\r\nG002\r\nW001\r\n");
        CommandRun before = CommandRun.of(
                "sql", "shop=" + catalog, "--format", "csv", "-e", "SELECT * FROM dear FOR VERSION AS OF 1");
        assertThat(before.out()).isEqualTo("sku\r\nG002\r\n");
        CommandRun again = CommandRun.of("sql", catalog, "-e", "CREATE VIEW dear AS SELECT 1");
        assertThat(again.err()).contains("There is a view \"dear\" already").doesNotContain("\tat ");
        assertThat(again.code()).isEqualTo(1);
        CommandRun dropped = CommandRun.of(
                "sql",
                catalog,
                "-e",
                "CREATE OR REPLACE VIEW dear AS SELECT 1; DROP VIEW dear; DROP VIEW IF EXISTS dear");
        assertThat(dropped).isEqualTo(new CommandRun(0, "", """
            Replaced view "dear" in "catalog", transaction 4
            Dropped view "dear" in "catalog", transaction 5
            There is no view "dear"
            """));
    }

    @Test
    void aViewThatCannotBeReadIsNotCommitted() {
        CommandRun run = CommandRun.of("sql", catalog, "-e", "CREATE VIEW v AS\n  SELECT nix FROM product");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("nix").contains("line 2, column 10");
        assertThat(CommandRun.of("sql", catalog, "-e", "CREATE VIEW product AS SELECT 1")
                        .err())
                .contains("is a table");
        assertThat(CommandRun.of("sql", catalog, "-e", "CREATE VIEW v(a) AS SELECT 1")
                        .err())
                .contains("AS query");
        assertThat(CommandRun.of("sql", "a=" + catalog, "b=" + inventory, "-e", "CREATE VIEW v AS SELECT 1")
                        .err())
                .contains("in which database");
        assertThat(CommandRun.of("sql", "jdbc:cairn:" + catalog, "-e", "CREATE VIEW v AS SELECT 1")
                        .err())
                .contains("locations");
        assertThat(CommandRun.of("sql", catalog, "-e", "DROP VIEW nix").err()).contains("the database has none");
    }
}
