package org.cairndb.planner.rel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.RowsOperator;
import org.cairndb.planner.exec.scan.AllDatomsScan;
import org.cairndb.planner.rel.DatomTable.TableColumn;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Tables that every database has. */
final class SystemTables {
    private static final ColumnType TEXT = ColumnType.of(Kind.TEXT);
    private static final ColumnType LONG = ColumnType.of(Kind.LONG);
    private static final ColumnType BOOLEAN = ColumnType.of(Kind.BOOLEAN);

    private SystemTables() {}

    static List<DatomTable> of(String name) {
        return List.of(
                ListTable.of(name, attributes()),
                ListTable.of(name, datoms()),
                ListTable.of(name, views()),
                ListTable.of(name, LineTables.commits()),
                ListTable.of(name, LineTables.branches()),
                ListTable.of(name, LineTables.tags()));
    }

    private static ListTable.Definition attributes() {
        List<TableColumn> columns = List.of(
                notNull("id", SqlTypeName.INTEGER),
                notNull("ident", SqlTypeName.VARCHAR),
                notNull("type", SqlTypeName.VARCHAR),
                notNull("cardinality", SqlTypeName.VARCHAR),
                notNull("uniqueness", SqlTypeName.VARCHAR),
                notNull("indexed", SqlTypeName.BOOLEAN),
                notNull("component", SqlTypeName.BOOLEAN),
                notNull("no_history", SqlTypeName.BOOLEAN),
                notNull("retired", SqlTypeName.BOOLEAN),
                nullable("ref_namespace", SqlTypeName.VARCHAR),
                nullable("doc", SqlTypeName.VARCHAR));
        List<ColumnType> types = List.of(LONG, TEXT, TEXT, TEXT, TEXT, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN, TEXT, TEXT);
        return new ListTable.Definition(
                "attributes",
                "Attributes with their definitions",
                columns,
                1,
                (context, snapshot) -> new RowsOperator(types, attributeRows(snapshot)),
                snapshot -> snapshot.schema().attributes().size());
    }

    private static List<@Nullable Object[]> attributeRows(Snapshot snapshot) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Attribute attribute : snapshot.schema().attributes()) {
            if (!attribute.isPresence() && !attribute.isSystem()) {
                rows.add(new @Nullable Object[] {
                    (long) attribute.id(),
                    utf8(attribute.ident()),
                    utf8(attribute.typeLabel()),
                    utf8(attribute.isMany() ? "many" : "one"),
                    utf8(attribute.uniqueness().name().toLowerCase(Locale.ROOT)),
                    truth(attribute.isIndexed()),
                    truth(attribute.isComponent()),
                    truth(attribute.isNoHistory()),
                    truth(attribute.isRetired()),
                    attribute.refNamespace().map(SystemTables::utf8).orElse(null),
                    attribute.doc().map(SystemTables::utf8).orElse(null)
                });
            }
        }
        return rows;
    }

    private static ListTable.Definition views() {
        List<TableColumn> columns =
                List.of(notNull("name", SqlTypeName.VARCHAR), notNull("definition", SqlTypeName.VARCHAR));
        return new ListTable.Definition(
                "views",
                "Views with their queries",
                columns,
                1,
                (context, snapshot) -> new RowsOperator(List.of(TEXT, TEXT), viewRows(snapshot)),
                snapshot -> snapshot.views().size());
    }

    private static List<@Nullable Object[]> viewRows(Snapshot snapshot) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        snapshot.views()
                .forEach((name, view) -> rows.add(new @Nullable Object[] {utf8(name), utf8(view.definition())}));
        return rows;
    }

    private static ListTable.Definition datoms() {
        List<TableColumn> columns = List.of(
                notNull("e", SqlTypeName.BIGINT),
                notNull("a", SqlTypeName.VARCHAR),
                notNull("v", SqlTypeName.VARCHAR),
                notNull("tx", SqlTypeName.BIGINT));
        return new ListTable.Definition(
                "datoms",
                "Datoms of all attributes, values as text",
                columns,
                0,
                AllDatomsScan::new,
                snapshot -> snapshot.estimate(Index.EAVT, KeyRange.all()));
    }

    static TableColumn notNull(String name, SqlTypeName type) {
        return TableColumn.of(name, factory -> factory.createSqlType(type));
    }

    static TableColumn nullable(String name, SqlTypeName type) {
        return TableColumn.of(name, factory -> nullable(factory, type));
    }

    static RelDataType nullable(RelDataTypeFactory factory, SqlTypeName type) {
        return factory.createTypeWithNullability(factory.createSqlType(type), true);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Long truth(boolean value) {
        return value ? 1L : 0L;
    }
}
