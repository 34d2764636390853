package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.Test;

/** Metadata of a schema of 10,000 attributes. */
class ManyAttributesTest {
    private static final int NAMESPACES = 100;
    private static final int ATTRIBUTES = 100;
    /** Of processor time; a tenth of a second is usual, before code is compiled it takes longer. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final int ROUNDS = 5;

    @Test
    void allTablesAndColumnsAreListedAtOnce() throws SQLException {
        String location = "mem:many-attributes-" + UUID.randomUUID();
        define(location);
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location)) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long shortest = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                long start = threads.getCurrentThreadCpuTime();
                list(connection.getMetaData());
                shortest = Math.min(shortest, threads.getCurrentThreadCpuTime() - start);
            }
            assertThat(Duration.ofNanos(shortest)).isLessThan(LONGEST);
        }
    }

    private static void list(DatabaseMetaData metadata) throws SQLException {
        int tables = 0;
        try (ResultSet rows = metadata.getTables(null, "main", "%", null)) {
            while (rows.next()) {
                tables += rows.getString("TABLE_NAME").isEmpty() ? 0 : 1;
            }
        }
        assertThat(tables).isGreaterThan(NAMESPACES + NAMESPACES * ATTRIBUTES);
        int columns = 0;
        try (ResultSet rows = metadata.getColumns(null, "main", "%", "%")) {
            while (rows.next()) {
                columns += rows.getInt("DATA_TYPE") != 0
                                && !rows.getString("COLUMN_NAME").isEmpty()
                        ? 1
                        : 0;
            }
        }
        assertThat(columns).isGreaterThan(4 * NAMESPACES * ATTRIBUTES);
    }

    private static void define(String location) {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            for (int namespace = 0; namespace < NAMESPACES; namespace++) {
                List<Operation> definitions = new ArrayList<>();
                for (int i = 0; i < ATTRIBUTES; i++) {
                    definitions.add(
                            Operation.define(AttributeSpec.builder("n%d/a%d".formatted(namespace, i), ValueType.STRING)
                                    .doc("Attribute %d of %d".formatted(i, namespace))
                                    .build()));
                }
                writer.transact(definitions.toArray(Operation[]::new));
            }
        }
    }
}
