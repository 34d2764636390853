package org.cairndb.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.cairndb.planner.ResultColumn.SqlType;
import org.jspecify.annotations.Nullable;

/** Lists the functions of {@link FunctionSignatures}, which belong to no catalog and no schema. */
final class FunctionListings {
    private static final String RESULT = "";
    private static final Map<String, SqlType> TYPES = Map.ofEntries(
            type("BOOLEAN", Types.BOOLEAN, 1, 0),
            type("INTEGER", Types.INTEGER, 10, 0),
            type("BIGINT", Types.BIGINT, 19, 0),
            type("DECIMAL", Types.DECIMAL, 38, 0),
            type("DOUBLE", Types.DOUBLE, 15, 0),
            type("DATE", Types.DATE, 10, 0),
            type("TIME", Types.TIME, 15, 6),
            type("TIMESTAMP", Types.TIMESTAMP, 26, 6),
            type("VARCHAR", Types.VARCHAR, Integer.MAX_VALUE, 0),
            type("VARBINARY", Types.VARBINARY, Integer.MAX_VALUE, 0),
            type("ANY", Types.OTHER, 0, 0));

    private FunctionListings() {}

    private static Map.Entry<String, SqlType> type(String name, int jdbcType, int precision, int scale) {
        return Map.entry(name, new SqlType(jdbcType, name, precision, scale));
    }

    /** A parameter, or the result, which has no name. */
    private record Argument(String name, SqlType type) {}

    /** A function; the first argument is its result. */
    private record Signature(String name, String specificName, List<Argument> arguments) {
        /** Reads a line such as {@code LEFT(text VARCHAR, length INTEGER) VARCHAR}. */
        static Signature parse(String line, int overload) {
            int open = line.indexOf('(');
            int close = line.indexOf(')');
            String name = line.substring(0, open);
            List<Argument> arguments = new ArrayList<>();
            arguments.add(new Argument(RESULT, typeNamed(line.substring(close + 1))));
            for (String parameter : line.substring(open + 1, close).split(",", -1)) {
                if (!parameter.isBlank()) {
                    int space = parameter.strip().indexOf(' ');
                    arguments.add(new Argument(
                            parameter.strip().substring(0, space),
                            typeNamed(parameter.strip().substring(space))));
                }
            }
            return new Signature(name, name + "_" + overload, List.copyOf(arguments));
        }

        private static SqlType typeNamed(String name) {
            SqlType type = TYPES.get(name.strip());
            if (type == null) {
                throw new IllegalStateException("There is no type \"" + name + "\"");
            }
            return type;
        }
    }

    private static List<Signature> matching(@Nullable String catalog, @Nullable String schema, NamePattern names) {
        List<Signature> found = new ArrayList<>();
        if (!isNone(catalog) || !isNone(schema)) {
            return found;
        }
        int overload = 0;
        String last = "";
        for (String line : FunctionSignatures.lines()) {
            String name = line.substring(0, line.indexOf('('));
            overload = name.equals(last) ? overload + 1 : 1;
            last = name;
            if (names.matches(name)) {
                found.add(Signature.parse(line, overload));
            }
        }
        found.sort(Comparator.comparing(Signature::name).thenComparing(Signature::specificName));
        return found;
    }

    /** Whether a pattern fits what has no catalog or schema. */
    private static boolean isNone(@Nullable String pattern) {
        return pattern == null || pattern.isEmpty() || pattern.equals("%");
    }

    static ResultSet functions(@Nullable String catalog, @Nullable String schema, @Nullable String name) {
        ListedRows rows = MetadataRows.FUNCTIONS.collect();
        for (Signature function : matching(catalog, schema, new NamePattern(name))) {
            rows.add(null, null, function.name, null, DatabaseMetaData.functionNoTable, function.specificName);
        }
        return rows.toResultSet();
    }

    static ResultSet columns(
            @Nullable String catalog, @Nullable String schema, NamePattern functions, NamePattern columns) {
        ListedRows rows = MetadataRows.FUNCTION_COLUMNS.collect();
        for (Signature function : matching(catalog, schema, functions)) {
            for (int i = 0; i < function.arguments.size(); i++) {
                if (columns.matches(function.arguments.get(i).name)) {
                    addColumn(function, i, rows);
                }
            }
        }
        return rows.toResultSet();
    }

    private static void addColumn(Signature function, int ordinal, ListedRows rows) {
        Argument argument = function.arguments.get(ordinal);
        TypeFacts facts = TypeFacts.of(argument.type);
        rows.add(
                null,
                null,
                function.name,
                argument.name,
                ordinal == 0 ? DatabaseMetaData.functionReturn : DatabaseMetaData.functionColumnIn,
                argument.type.jdbcType(),
                argument.type.name(),
                TypeFacts.size(argument.type),
                null,
                facts.digits(),
                facts.radix(),
                DatabaseMetaData.functionNullable,
                null,
                facts.octets(),
                ordinal,
                "YES",
                function.specificName);
    }
}
