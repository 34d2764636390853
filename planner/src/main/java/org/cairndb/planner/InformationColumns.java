package org.cairndb.planner;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairndb.planner.ResultColumn.SqlType;
import org.cairndb.planner.rel.ConnectionTable;

/**
 * A row of {@code information_schema.columns}, whose types have the names that PostgreSQL gives them.
 *
 * @param table the table
 * @param ordinal place of the column in it, from 1
 * @param column the column
 */
record InformationColumns(TableDescription table, int ordinal, ResultColumn column) {
    private static final int DECIMAL_RADIX = 10;

    static Stream<InformationColumns> of(TableDescription table) {
        List<TableDescription.Column> columns = table.columns();
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i -> new InformationColumns(table, i + 1, columns.get(i).column()));
    }

    static ConnectionTable<InformationColumns> listed() {
        return new ConnectionTable<InformationColumns>("columns", "Columns of tables and views")
                .text("table_catalog", row -> Catalog.NAME)
                .text("table_schema", row -> row.table.schema())
                .text("table_name", row -> row.table.name())
                .text("column_name", row -> row.column.name())
                .number("ordinal_position", InformationColumns::ordinal)
                .nulls("column_default")
                .text("is_nullable", row -> row.column.isNullable() ? "YES" : "NO")
                .text("data_type", row -> row.typeNames().standard)
                .number(
                        "character_maximum_length",
                        row -> row.isText() ? row.type().precision() : null)
                .number(
                        "character_octet_length",
                        row -> row.isText() ? row.type().precision() : null)
                .number("numeric_precision", row -> row.isNumber() ? row.type().precision() : null)
                .number("numeric_precision_radix", row -> row.isNumber() ? DECIMAL_RADIX : null)
                .number("numeric_scale", row -> row.isExact() ? row.type().scale() : null)
                .number("datetime_precision", row -> row.isTime() ? row.type().scale() : null)
                .nulls(
                        "interval_type",
                        "interval_precision",
                        "character_set_catalog",
                        "character_set_schema",
                        "character_set_name",
                        "collation_catalog",
                        "collation_schema",
                        "collation_name",
                        "domain_catalog",
                        "domain_schema",
                        "domain_name")
                .text("udt_catalog", row -> Catalog.NAME)
                .text("udt_schema", row -> "pg_catalog")
                .text("udt_name", row -> row.typeNames().internal)
                .nulls("scope_catalog", "scope_schema", "scope_name", "maximum_cardinality")
                .text("dtd_identifier", row -> String.valueOf(row.ordinal))
                .text("is_self_referencing", row -> "NO")
                .text("is_identity", row -> "NO")
                .nulls(
                        "identity_generation",
                        "identity_start",
                        "identity_increment",
                        "identity_maximum",
                        "identity_minimum")
                .text("identity_cycle", row -> "NO")
                .text("is_generated", row -> "NEVER")
                .nulls("generation_expression")
                .text("is_updatable", row -> "NO");
    }

    private SqlType type() {
        return column.sqlType();
    }

    private boolean isText() {
        return type().jdbcType() == Types.VARCHAR;
    }

    private boolean isTime() {
        return switch (type().jdbcType()) {
            case Types.DATE, Types.TIME, Types.TIMESTAMP -> true;
            default -> false;
        };
    }

    private boolean isExact() {
        return switch (type().jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL -> true;
            default -> false;
        };
    }

    private boolean isNumber() {
        return isExact() || type().jdbcType() == Types.REAL || type().jdbcType() == Types.DOUBLE;
    }

    /** The name of a type in the standard, and the one that PostgreSQL has for it inside. */
    private record TypeNames(String standard, String internal) {}

    private TypeNames typeNames() {
        return switch (type().jdbcType()) {
            case Types.BOOLEAN -> new TypeNames("boolean", "bool");
            case Types.TINYINT, Types.SMALLINT -> new TypeNames("smallint", "int2");
            case Types.INTEGER -> new TypeNames("integer", "int4");
            case Types.BIGINT -> new TypeNames("bigint", "int8");
            case Types.DECIMAL -> new TypeNames("numeric", "numeric");
            case Types.REAL -> new TypeNames("real", "float4");
            case Types.DOUBLE -> new TypeNames("double precision", "float8");
            case Types.VARCHAR -> new TypeNames("character varying", "varchar");
            case Types.VARBINARY -> new TypeNames("bytea", "bytea");
            case Types.DATE -> new TypeNames("date", "date");
            case Types.TIME -> new TypeNames("time without time zone", "time");
            case Types.TIMESTAMP -> new TypeNames("timestamp without time zone", "timestamp");
            default -> {
                String name = type().name().toLowerCase(Locale.ROOT);
                yield new TypeNames(name, name);
            }
        };
    }
}
