package org.cairndb.it;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;

/** Table t with a column of each type: one row with values, k = 7, and one without, k = 8. */
final class TypesDatabase {
    static final UUID ID = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    static final BigDecimal DECIMAL = new BigDecimal("1234567890123456789012345678.12");

    private TypesDatabase() {}

    /** Creates it in memory; answers the URL. */
    static String create() {
        String location = "mem:types-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            Map<String, ValueType> columns = Map.of(
                    "k", ValueType.LONG,
                    "d", ValueType.DOUBLE,
                    "s", ValueType.STRING,
                    "b", ValueType.BOOLEAN,
                    "ts", ValueType.INSTANT,
                    "dt", ValueType.DATE,
                    "tm", ValueType.TIME,
                    "id", ValueType.UUID,
                    "raw", ValueType.BYTES);
            columns.forEach((name, type) -> writer.transact(
                    Operation.define(AttributeSpec.builder("t/" + name, type).build())));
            writer.transact(Operation.define(AttributeSpec.builder("t/dec", ValueType.DECIMAL)
                    .decimal(38, 2)
                    .build()));
            Map<String, Object> row = new HashMap<>();
            row.put("t/k", 7L);
            row.put("t/d", 2.5);
            row.put("t/s", "abc");
            row.put("t/b", true);
            row.put("t/ts", Instant.parse("2024-02-29T10:11:12.123456Z"));
            row.put("t/dt", LocalDate.of(2024, 2, 29));
            row.put("t/tm", LocalTime.of(6, 30, 15, 123456000));
            row.put("t/id", ID);
            row.put("t/raw", Bytes.of(new byte[] {1, 2, (byte) 255}));
            row.put("t/dec", DECIMAL);
            writer.transact(row);
            writer.transact(Map.of("t/k", 8L));
        }
        return "jdbc:cairn:" + location;
    }
}
