package org.cairndb.it.random;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.cairndb.it.random.Relation.Column;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.jspecify.annotations.Nullable;

/**
 * A random database: namespaces {@code a}, {@code b} and {@code c} with attributes of all types, changed by a number of transactions, and a larger one
 * {@code d} that was loaded at once. Some snapshots of it are copied into tables of the other database.
 */
final class RandomData {
    private static final List<String> NAMESPACES = List.of("a", "b", "c");
    private static final String LARGE = "d";
    private static final int TRANSACTIONS = 5;
    private static final int MAX_ROWS = 40;
    private static final int LARGE_ROWS = 9_000;

    private final Random random;
    private final Connection oracle;
    private final Facts facts = new Facts();
    private final Map<String, List<Column>> columns = new HashMap<>();
    private final Map<String, Column> links = new HashMap<>();
    private final List<Relation> relations = new ArrayList<>();
    private final List<Row> large = new ArrayList<>();
    private long shift;
    private long nextKey;
    private boolean retracts;

    private RandomData(Random random, Connection oracle) {
        this.random = random;
        this.oracle = oracle;
    }

    /** Makes the database at a place where there is none and answers what can be read on both sides. */
    static List<Relation> load(Location location, Connection oracle, long seed) throws SQLException {
        RandomData data = new RandomData(new Random(seed), oracle);
        data.load(location);
        return data.relations;
    }

    private void load(Location location) throws SQLException {
        FlushBounds bounds = new FlushBounds(64 << 10, 10_000, 1 + random.nextInt(2 * TRANSACTIONS));
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT.flushBounds(bounds))) {
            writer.transact(schema());
            loadLarge(writer);
            for (int i = 0; i < TRANSACTIONS; i++) {
                TxReport report = writer.transact(i == 0 ? newRows(MAX_ROWS) : changes());
                learn(report);
                if (i % 2 == 0 && i < TRANSACTIONS - 1) {
                    copy(" FOR VERSION AS OF " + report.tx(), "_" + report.tx());
                }
            }
        }
        copy("", "");
        copyLarge();
    }

    private void learn(TxReport report) {
        Schema schema = report.snapshot().schema();
        for (Datom datom : report.datoms()) {
            facts.apply(schema.attribute(datom.attribute()).ident(), datom);
        }
    }

    private Transact schema() {
        Transact.Builder builder = Transact.builder();
        for (String namespace : NAMESPACES) {
            List<Column> own = new ArrayList<>();
            builder.define(key(namespace));
            own.add(new Column("k", Type.LONG));
            for (Type type : Type.values()) {
                int count = type == Type.LONG || type == Type.TEXT ? 2 : random.nextInt(2) + random.nextInt(2);
                for (int i = 0; i < count; i++) {
                    own.add(new Column(type.name().toLowerCase(Locale.ROOT).replace("_", "") + "_" + i, type));
                }
            }
            own.stream()
                    .skip(1)
                    .forEach(column -> builder.define(spec(namespace + "/" + column.name(), column.type())));
            builder.define(
                    AttributeSpec.builder(namespace + "/ref", ValueType.REF).build());
            own.add(new Column("ref", Type.LONG));
            columns.put(namespace, own);
            Column link = new Column("many", random.nextBoolean() ? Type.TEXT : Type.LONG);
            builder.define(
                    AttributeSpec.builder(namespace + "/many", link.type().stored())
                            .many()
                            .build());
            links.put(namespace, link);
        }
        return builder.build();
    }

    private static AttributeSpec key(String namespace) {
        return AttributeSpec.builder(namespace + "/k", Type.LONG.stored())
                .identity()
                .build();
    }

    private AttributeSpec spec(String ident, Type type) {
        AttributeSpec.Builder builder = AttributeSpec.builder(ident, type.stored());
        if (type == Type.DECIMAL) {
            builder.decimal(Type.PRECISION, Type.SCALE);
        }
        if (random.nextInt(5) < 2) {
            builder.indexed();
        }
        return builder.build();
    }

    private void loadLarge(Writer writer) {
        List<Column> own = List.of(
                new Column("k", Type.LONG),
                new Column("n", Type.LONG),
                new Column("s", Type.TEXT),
                new Column("m", Type.DECIMAL),
                new Column("x", Type.DATE));
        columns.put(LARGE, own);
        try (BulkLoader loader = writer.bulkLoader()) {
            loader.column(key(LARGE));
            own.stream().skip(1).forEach(column -> loader.column(spec(LARGE + "/" + column.name(), column.type())));
            for (int i = 0; i < LARGE_ROWS; i++) {
                Map<String, Object> row = new HashMap<>();
                row.put(LARGE + "/k", (long) i * 7 % LARGE_ROWS);
                own.stream().skip(1).forEach(column -> putSome(row, LARGE, column));
                long entity = loader.add(row);
                large.add(new Row(entity, row));
            }
            shift = loader.commit().idShift();
        }
    }

    private record Row(long entity, Map<String, Object> values) {}

    private void putSome(Map<String, Object> row, String namespace, Column column) {
        if (random.nextInt(6) > 0) {
            row.put(namespace + "/" + column.name(), Type.stored(column.type().value(random)));
        }
    }

    private Transact newRows(int most) {
        Transact.Builder builder = Transact.builder();
        for (String namespace : NAMESPACES) {
            int rows = 1 + random.nextInt(most);
            for (int i = 0; i < rows; i++) {
                Map<String, Object> row = new HashMap<>();
                if (random.nextInt(8) > 0) {
                    row.put(namespace + "/k", nextKey % 97 * 5 % 97 + nextKey / 97 * 97);
                    nextKey++;
                }
                putColumns(row, namespace);
                if (!row.isEmpty()) {
                    builder.put(row);
                }
            }
        }
        return builder.build();
    }

    private void putColumns(Map<String, Object> row, String namespace) {
        for (Column column : columns.getOrDefault(namespace, List.of())) {
            if (!column.name().equals("k") && !column.name().equals("ref")) {
                putSome(row, namespace, column);
            }
        }
        Column link = links.get(namespace);
        if (link != null) {
            List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(link.type().value(random));
            }
            if (!values.isEmpty()) {
                row.put(namespace + "/many", values.stream().distinct().toList());
            }
        }
    }

    private Transact changes() {
        retracts = random.nextBoolean();
        Transact.Builder builder = Transact.builder();
        newRows(MAX_ROWS / 10).operations().forEach(builder::operation);
        for (String namespace : NAMESPACES) {
            List<Long> entities = facts.entities(namespace);
            for (long entity : entities) {
                if (random.nextInt(4) == 0) {
                    change(builder, namespace, entity);
                }
            }
        }
        return builder.build();
    }

    /** A transaction either retracts entities or refers to them. */
    private void change(Transact.Builder builder, String namespace, long entity) {
        List<Column> own = columns.getOrDefault(namespace, List.of());
        Column column = own.get(1 + random.nextInt(own.size() - 2));
        String ident = namespace + "/" + column.name();
        boolean isThere = !facts.values(ident, entity).isEmpty();
        int choice = random.nextInt(10);
        if (choice == 0 && retracts) {
            builder.retractEntity(entity);
        } else if (choice == 0) {
            List<Long> targets = facts.entities(NAMESPACES.get(random.nextInt(NAMESPACES.size())));
            builder.add(entity, namespace + "/ref", targets.get(random.nextInt(targets.size())));
        } else if (choice < 4 && isThere) {
            builder.retract(entity, ident);
        } else {
            builder.add(entity, ident, Type.stored(column.type().value(random)));
        }
    }

    /** Copies the state as it is now. */
    private void copy(String version, String suffix) throws SQLException {
        for (String namespace : NAMESPACES) {
            List<Column> own = columns.getOrDefault(namespace, List.of());
            List<Column> all = new ArrayList<>(List.of(new Column("_id", Type.LONG)));
            all.addAll(own);
            List<String> names = own.stream().map(Column::name).toList();
            add(namespace, version, suffix, all, facts.rows(namespace, names));
            Column link = links.getOrDefault(namespace, own.get(0));
            add(
                    namespace + "__many",
                    version,
                    suffix,
                    List.of(new Column("_id", Type.LONG), link),
                    facts.links(namespace + "/many"));
            Column column = own.get(random.nextInt(own.size()));
            String ident = namespace + "/" + column.name();
            add(
                    ident,
                    version,
                    suffix,
                    List.of(new Column("e", Type.LONG), new Column("v", column.type()), new Column("tx", Type.LONG)),
                    facts.datoms(ident));
        }
    }

    private void copyLarge() throws SQLException {
        List<Column> own = columns.getOrDefault(LARGE, List.of());
        List<Column> all = new ArrayList<>(List.of(new Column("_id", Type.LONG)));
        all.addAll(own);
        Facts copied = new Facts();
        for (Row row : large) {
            row.values.forEach((ident, value) -> copied.apply(ident, new Datom(row.entity + shift, 0, value, 0, true)));
        }
        List<String> names = own.stream().map(Column::name).toList();
        create(LARGE, all, copied.rows(LARGE, names));
        relations.add(new Relation(Sql.text(LARGE), all, true));
    }

    private void add(String name, String version, String suffix, List<Column> all, List<List<@Nullable Object>> rows)
            throws SQLException {
        String table = name.replace('/', '_') + suffix;
        create(table, all, rows);
        relations.add(new Relation(new Sql.Text("\"%s\"%s".formatted(name, version), table), all, false));
    }

    private void create(String table, List<Column> all, List<List<@Nullable Object>> rows) throws SQLException {
        String definitions = all.stream()
                .map(column -> column.name() + " " + column.type().sqlName())
                .collect(Collectors.joining(", "));
        String marks = all.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (Statement statement = oracle.createStatement();
                PreparedStatement insert = prepareInsert(statement, table, definitions, marks)) {
            for (List<@Nullable Object> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private PreparedStatement prepareInsert(Statement statement, String table, String definitions, String marks)
            throws SQLException {
        statement.execute("CREATE TABLE %s (%s)".formatted(table, definitions));
        return oracle.prepareStatement("INSERT INTO %s VALUES (%s)".formatted(table, marks));
    }
}
