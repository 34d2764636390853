package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cairndb.bench.BucketShop;
import org.cairndb.it.postgres.PostgresServer;
import org.cairndb.it.s3.S3Server;
import org.cairndb.it.s3.S3ServerKind;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One statement over databases in a bucket, a folder, an H2 file and a PostgreSQL server. */
class FourStoresIT {
    @TempDir
    private Path folder;

    private final Map<String, String> locations = new LinkedHashMap<>();
    private Instant oldPrices = Instant.EPOCH;

    @BeforeEach
    void commit() {
        S3Server server = S3Server.shared(S3ServerKind.S3MOCK);
        locations.put("catalog", BucketShop.location(server, server.endpoint(), server.newBucket() + "/team-a"));
        locations.put("inventory", "file:" + folder.resolve("inventory"));
        locations.put("suppliers", "jdbc:h2:" + folder.resolve("suppliers"));
        locations.put(
                "orders", PostgresServer.address(PostgresServer.newDatabase()).uri());
        try (Writer writer = Writer.open(location("catalog"), WriterOptions.DEFAULT)) {
            writer.transact(Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                    .identity()
                    .build()));
        }
        oldPrices = transact(
                "catalog",
                List.of(
                        product("W001", "Widget", 9.99),
                        product("G002", "Gadget", 24.50),
                        product("T003", "Thing", 3.75)));
        transact("catalog", List.of(Map.of("product/sku", "W001", "product/price", 11.50)));
        transact(
                "inventory",
                List.of(
                        Map.of("stock/sku", "W001", "stock/count", 140L),
                        Map.of("stock/sku", "G002", "stock/count", 0L),
                        Map.of("stock/sku", "T003", "stock/count", 58L)));
        transact(
                "suppliers",
                List.of(
                        Map.of("supplier/sku", "W001", "supplier/name", "Acme"),
                        Map.of("supplier/sku", "T003", "supplier/name", "Umbrella")));
        transact(
                "orders",
                List.of(
                        Map.of("line/id", 1L, "line/sku", "W001", "line/amount", 2L),
                        Map.of("line/id", 2L, "line/sku", "T003", "line/amount", 5L),
                        Map.of("line/id", 3L, "line/sku", "W001", "line/amount", 1L)));
    }

    private static Map<String, Object> product(String sku, String name, double price) {
        return Map.of("product/sku", sku, "product/name", name, "product/price", price);
    }

    private Location location(String schema) {
        return Location.parse(Objects.requireNonNull(locations.get(schema)));
    }

    private Instant transact(String schema, List<Map<String, ?>> entities) {
        try (Writer writer = Writer.open(location(schema), WriterOptions.DEFAULT)) {
            return writer.transact(entities.stream().map(Operation::put).toArray(Operation[]::new))
                    .instant();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(locations.entrySet().stream()
                .map(entry -> "attach.%s=%s".formatted(entry.getKey(), BucketShop.encoded(entry.getValue())))
                .collect(Collectors.joining("&", "jdbc:cairn:?", "")));
    }

    @Test
    void oneStatementJoinsFourStoresOneOfThemAsOfThePast() throws SQLException {
        String sql = "SELECT p.name, s.name, k.count, SUM(l.amount), MAX(p.price), MAX(o.price)"
                + " FROM catalog.product p"
                + " JOIN catalog.product FOR SYSTEM_TIME AS OF ? AS o ON o.sku = p.sku"
                + " JOIN inventory.stock k ON k.sku = p.sku"
                + " JOIN suppliers.supplier s ON s.sku = p.sku"
                + " JOIN orders.line l ON l.sku = p.sku"
                + " GROUP BY p.name, s.name, k.count ORDER BY p.name";
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(connection, sql, Timestamp.from(oldPrices)))
                    .containsExactly(
                            List.of("Thing", "Umbrella", 58L, 5L, 3.75, 3.75),
                            List.of("Widget", "Acme", 140L, 3L, 11.50, 9.99));
        }
    }

    @Test
    void theSeedJoinRunsOverABucketAndAFolder() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(
                            connection,
                            "SELECT p.name, p.price, s.count FROM catalog.product p"
                                    + " JOIN inventory.stock s ON p.sku = s.sku WHERE s.count > 0 ORDER BY p.name"))
                    .containsExactly(List.of("Thing", 3.75, 58L), List.of("Widget", 11.50, 140L));
        }
    }
}
