package org.cairndb.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values for a parameter that stands for a list, or those of a collection in a result. Holds them itself, so freeing it frees nothing else. */
final class CairnArray implements Array {
    private static final Map<String, Integer> TYPES = Map.ofEntries(
            Map.entry("BOOLEAN", Types.BOOLEAN),
            Map.entry("BOOL", Types.BOOLEAN),
            Map.entry("SMALLINT", Types.SMALLINT),
            Map.entry("INT2", Types.SMALLINT),
            Map.entry("INTEGER", Types.INTEGER),
            Map.entry("INT", Types.INTEGER),
            Map.entry("INT4", Types.INTEGER),
            Map.entry("BIGINT", Types.BIGINT),
            Map.entry("INT8", Types.BIGINT),
            Map.entry("DOUBLE", Types.DOUBLE),
            Map.entry("FLOAT8", Types.DOUBLE),
            Map.entry("DECIMAL", Types.DECIMAL),
            Map.entry("NUMERIC", Types.NUMERIC),
            Map.entry("VARCHAR", Types.VARCHAR),
            Map.entry("TEXT", Types.VARCHAR),
            Map.entry("CHAR", Types.VARCHAR),
            Map.entry("DATE", Types.DATE),
            Map.entry("TIME", Types.TIME),
            Map.entry("TIMESTAMP", Types.TIMESTAMP),
            Map.entry("VARBINARY", Types.VARBINARY));

    private final String typeName;
    private final @Nullable Object[] elements;

    private CairnArray(String typeName, @Nullable Object[] elements) {
        this.typeName = typeName;
        this.elements = elements;
    }

    static CairnArray of(String typeName, @Nullable Object[] elements) {
        return new CairnArray(typeName.toUpperCase(Locale.ROOT), elements.clone());
    }

    /** The elements of a value that is an array or a collection; null for any other value, bytes among them. */
    static @Nullable List<@Nullable Object> elementsOf(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            return elementsOf(array.getArray());
        }
        if (value instanceof Object[] objects) {
            return Arrays.asList(objects);
        }
        if (value instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (value == null || value instanceof byte[] || !value.getClass().isArray()) {
            return null;
        }
        List<@Nullable Object> boxed = new ArrayList<>();
        for (int i = 0; i < java.lang.reflect.Array.getLength(value); i++) {
            boxed.add(java.lang.reflect.Array.get(value, i));
        }
        return boxed;
    }

    @Override
    public String getBaseTypeName() {
        return typeName;
    }

    @Override
    public int getBaseType() {
        return TYPES.getOrDefault(typeName, Types.OTHER);
    }

    @Override
    public Object getArray() {
        return elements.clone();
    }

    @Override
    public Object getArray(@Nullable Map<String, Class<?>> map) {
        return getArray();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        if (index < 1 || count < 0 || index - 1 + count > elements.length) {
            throw Refusals.invalid(
                    "There are no %d elements from %d on; the array has %d".formatted(count, index, elements.length));
        }
        return Arrays.copyOfRange(elements, (int) index - 1, (int) index - 1 + count);
    }

    @Override
    public Object getArray(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getArray(index, count);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        return getResultSet(1, elements.length);
    }

    @Override
    public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        ListedRows rows = new ListedRows("INDEX:long", "VALUE");
        Object[] chosen = (Object[]) getArray(index, count);
        for (int i = 0; i < chosen.length; i++) {
            rows.add(index + i, Objects.toString(chosen[i], null));
        }
        return rows.toResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet(index, count);
    }

    @Override
    public void free() {}

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
