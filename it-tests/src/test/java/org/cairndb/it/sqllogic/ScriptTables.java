package org.cairndb.it.sqllogic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Views;

/**
 * The tables that statements of a script make: CREATE TABLE, CREATE INDEX and INSERT INTO ... VALUES. Table t becomes the entities of namespace
 * {@code rows_t} and a view t of its columns.
 */
final class ScriptTables {
    private static final String NAMESPACE = "rows_";
    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE (\\w+)\\s*\\((.*)\\)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile(
            "CREATE (?:UNIQUE )?INDEX \\w+ ON (\\w+)\\s*\\((.*)\\)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern INSERT = Pattern.compile(
            "INSERT INTO (\\w+)\\s*(?:\\(([^)]*)\\))?\\s*VALUES\\s*\\((.*)\\)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\s*('(?:[^']|'')*'|[^,]+?)\\s*(?:,|$)");

    private final Map<String, List<Column>> tables = new LinkedHashMap<>();
    private final Set<String> indexed = new LinkedHashSet<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    private record Column(String name, ValueType type, boolean isKey) {}

    /** Takes a statement; false if it is of another kind. */
    boolean accept(String statement) {
        Matcher table = TABLE.matcher(statement.trim());
        if (table.matches()) {
            tables.put(table.group(1), columns(table.group(2)));
            return true;
        }
        Matcher index = INDEX.matcher(statement.trim());
        if (index.matches()) {
            String first = index.group(2).split(",")[0].trim().split("\\s+")[0];
            indexed.add(attribute(index.group(1), first));
            return true;
        }
        Matcher insert = INSERT.matcher(statement.trim());
        return insert.matches() && insert(insert.group(1), insert.group(2), insert.group(3));
    }

    private static List<Column> columns(String text) {
        List<Column> columns = new ArrayList<>();
        for (String part : text.split(",(?![^(]*\\))")) {
            String[] words = part.trim().split("\\s+", 3);
            ValueType type = words[1].startsWith("INT") ? ValueType.LONG : ValueType.STRING;
            columns.add(new Column(words[0], type, words.length > 2 && words[2].contains("PRIMARY KEY")));
        }
        return columns;
    }

    private boolean insert(String table, String names, String values) {
        List<Column> columns = tables.getOrDefault(table, List.of());
        List<String> order = names == null
                ? columns.stream().map(Column::name).toList()
                : List.of(names.trim().split("\\s*,\\s*"));
        Map<String, Object> row = new HashMap<>();
        Matcher value = VALUE.matcher(values);
        for (String name : order) {
            if (!value.find()) {
                return false;
            }
            put(row, attribute(table, name), value.group(1));
        }
        rows.add(row);
        return true;
    }

    private static void put(Map<String, Object> row, String attribute, String value) {
        if (value.startsWith("'")) {
            row.put(attribute, value.substring(1, value.length() - 1).replace("''", "'"));
        } else if (!value.equalsIgnoreCase("NULL")) {
            row.put(attribute, Long.parseLong(value));
        }
    }

    private static String attribute(String table, String column) {
        return NAMESPACE + table + "/" + column;
    }

    /** Commits the tables with their rows. */
    void commitTo(Location location) {
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            List<Operation> operations = new ArrayList<>();
            tables.forEach((table, columns) -> columns.forEach(column -> operations.add(definition(table, column))));
            rows.forEach(row -> operations.add(Operation.put(row)));
            writer.transact(operations.toArray(Operation[]::new));
            tables.forEach((table, columns) ->
                    writer.transact(Views.create(table, viewOf(table, columns), Views.Existing.REFUSE)));
        }
    }

    private Operation definition(String table, Column column) {
        AttributeSpec.Builder attribute = AttributeSpec.builder(attribute(table, column.name()), column.type());
        if (column.isKey()) {
            attribute.identity();
        } else if (indexed.contains(attribute(table, column.name()))) {
            attribute.indexed();
        }
        return Operation.define(attribute.build());
    }

    private static String viewOf(String table, List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        return "SELECT %s FROM %s%s".formatted(String.join(", ", names), NAMESPACE, table);
    }
}
