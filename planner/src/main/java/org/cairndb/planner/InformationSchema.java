package org.cairndb.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.cairndb.planner.TableDescription.Reference;
import org.cairndb.planner.TableDescription.UniqueKey;
import org.cairndb.planner.TableDescription.WhenRetracted;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.rel.ConnectionTable;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;

/** The schema {@code information_schema} of the SQL standard: what the schemas of all attached databases say, as tables. */
final class InformationSchema extends AbstractSchema {
    static final String NAME = "information_schema";

    private final Map<String, Table> tables = new LinkedHashMap<>();

    /** The tables over a catalog. */
    InformationSchema(Catalog catalog) {
        List<String> databases =
                catalog.schemas().stream().map(schema -> schema.name()).toList();
        Function<ExecutionContext, Stream<TableDescription>> all = context -> catalog.tables(context.states()).stream();
        add(schemata().of(databases, context -> Stream.concat(databases.stream(), Stream.of(NAME))));
        add(listed().of(databases, all));
        add(InformationColumns.listed()
                .of(databases, context -> all.apply(context).flatMap(InformationColumns::of)));
        add(views().of(databases, context -> catalog.schemas().stream().flatMap(InformationSchema::viewsOf)));
        add(constraints().of(databases, context -> all.apply(context).flatMap(InformationSchema::constraintsOf)));
        add(keyColumns().of(databases, context -> all.apply(context).flatMap(InformationSchema::keyColumnsOf)));
        add(sequences().of(databases, context -> Stream.empty()));
        add(references().of(databases, context -> all.apply(context).flatMap(InformationSchema::referencesOf)));
    }

    private void add(DatomTable table) {
        tables.put(table.name(), table);
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return tables;
    }

    /** Its tables. */
    List<DatomTable> datomTables() {
        return tables.values().stream().map(DatomTable.class::cast).toList();
    }

    private record View(String schema, String name, String definition) {}

    private record Constraint(TableDescription table, String name, String type) {}

    private record KeyColumn(TableDescription table, String constraint, int column, int position, boolean refers) {}

    private record Referring(TableDescription table, Reference reference) {}

    private static ConnectionTable<String> schemata() {
        return new ConnectionTable<String>("schemata", "Schemas of the connection")
                .text("catalog_name", schema -> Catalog.NAME)
                .text("schema_name", schema -> schema)
                .nulls(
                        "schema_owner",
                        "default_character_set_catalog",
                        "default_character_set_schema",
                        "default_character_set_name",
                        "sql_path");
    }

    private static ConnectionTable<TableDescription> listed() {
        return new ConnectionTable<TableDescription>("tables", "Tables and views of all schemas")
                .text("table_catalog", table -> Catalog.NAME)
                .text("table_schema", TableDescription::schema)
                .text("table_name", TableDescription::name)
                .text("table_type", table -> table.kind().equals("TABLE") ? "BASE TABLE" : table.kind())
                .nulls(
                        "self_referencing_column_name",
                        "reference_generation",
                        "user_defined_type_catalog",
                        "user_defined_type_schema",
                        "user_defined_type_name")
                .text("is_insertable_into", table -> "NO")
                .text("is_typed", table -> "NO")
                .nulls("commit_action");
    }

    private static ConnectionTable<View> views() {
        return new ConnectionTable<View>("views", "Views with their queries")
                .text("table_catalog", view -> Catalog.NAME)
                .text("table_schema", View::schema)
                .text("table_name", View::name)
                .text("view_definition", View::definition)
                .text("check_option", view -> "NONE")
                .text("is_updatable", view -> "NO")
                .text("is_insertable_into", view -> "NO")
                .text("is_trigger_updatable", view -> "NO")
                .text("is_trigger_deletable", view -> "NO")
                .text("is_trigger_insertable_into", view -> "NO");
    }

    private static Stream<View> viewsOf(DatomSchema schema) {
        return schema.views().entrySet().stream()
                .map(view ->
                        new View(schema.name(), view.getKey(), view.getValue().definition()));
    }

    private static ConnectionTable<Constraint> constraints() {
        return new ConnectionTable<Constraint>("table_constraints", "Keys and references of tables")
                .text("constraint_catalog", constraint -> Catalog.NAME)
                .text("constraint_schema", constraint -> constraint.table.schema())
                .text("constraint_name", Constraint::name)
                .text("table_catalog", constraint -> Catalog.NAME)
                .text("table_schema", constraint -> constraint.table.schema())
                .text("table_name", constraint -> constraint.table.name())
                .text("constraint_type", Constraint::type)
                .text("is_deferrable", constraint -> "NO")
                .text("initially_deferred", constraint -> "NO")
                .text("enforced", constraint -> constraint.type.equals("FOREIGN KEY") ? "NO" : "YES")
                .text("nulls_distinct", constraint -> constraint.type.equals("UNIQUE") ? "YES" : null);
    }

    private static Stream<Constraint> constraintsOf(TableDescription table) {
        TableDescription.Constraints all = table.constraints();
        Stream<Constraint> primary =
                all.primaryKey().stream().map(key -> new Constraint(table, key.name(), "PRIMARY KEY"));
        Stream<Constraint> unique = all.uniqueKeys().stream().map(key -> new Constraint(table, key.name(), "UNIQUE"));
        Stream<Constraint> foreign =
                all.references().stream().map(reference -> new Constraint(table, reference.name(), "FOREIGN KEY"));
        return Stream.of(primary, unique, foreign).flatMap(each -> each);
    }

    private static ConnectionTable<KeyColumn> keyColumns() {
        return new ConnectionTable<KeyColumn>("key_column_usage", "Columns of keys and references")
                .text("constraint_catalog", column -> Catalog.NAME)
                .text("constraint_schema", column -> column.table.schema())
                .text("constraint_name", KeyColumn::constraint)
                .text("table_catalog", column -> Catalog.NAME)
                .text("table_schema", column -> column.table.schema())
                .text("table_name", column -> column.table.name())
                .text("column_name", column -> nameOf(column.table, column.column))
                .number("ordinal_position", KeyColumn::position)
                .number("position_in_unique_constraint", column -> column.refers ? 1 : null);
    }

    private static String nameOf(TableDescription table, int column) {
        return table.columns().get(column).column().name();
    }

    private static Stream<KeyColumn> keyColumnsOf(TableDescription table) {
        TableDescription.Constraints all = table.constraints();
        List<UniqueKey> keys = new ArrayList<>(all.uniqueKeys());
        all.primaryKey().ifPresent(keys::add);
        Stream<KeyColumn> own = keys.stream()
                .flatMap(key -> IntStream.range(0, key.columns().size())
                        .mapToObj(i ->
                                new KeyColumn(table, key.name(), key.columns().get(i), i + 1, false)));
        Stream<KeyColumn> referring = all.references().stream()
                .map(reference -> new KeyColumn(table, reference.name(), reference.column(), 1, true));
        return Stream.concat(own, referring);
    }

    /** There are none, but tools that know PostgreSQL ask for them before anything else. */
    private static ConnectionTable<String> sequences() {
        return new ConnectionTable<String>("sequences", "Sequences; there are none")
                .nulls("sequence_catalog", "sequence_schema", "sequence_name", "data_type")
                .number("numeric_precision", sequence -> null)
                .number("numeric_precision_radix", sequence -> null)
                .number("numeric_scale", sequence -> null)
                .nulls("start_value", "minimum_value", "maximum_value", "increment", "cycle_option");
    }

    private static ConnectionTable<Referring> references() {
        return new ConnectionTable<Referring>("referential_constraints", "References between tables")
                .text("constraint_catalog", referring -> Catalog.NAME)
                .text("constraint_schema", referring -> referring.table.schema())
                .text("constraint_name", referring -> referring.reference.name())
                .text("unique_constraint_catalog", referring -> Catalog.NAME)
                .text("unique_constraint_schema", referring -> referring.table.schema())
                .text("unique_constraint_name", referring -> referring.reference.key())
                .text("match_option", referring -> "NONE")
                .text("update_rule", referring -> "NO ACTION")
                .text("delete_rule", referring -> deleteRule(referring.reference.whenRetracted()));
    }

    private static String deleteRule(WhenRetracted then) {
        return switch (then) {
            case SET_NULL -> "SET NULL";
            case CASCADE -> "CASCADE";
        };
    }

    private static Stream<Referring> referencesOf(TableDescription table) {
        return table.constraints().references().stream().map(reference -> new Referring(table, reference));
    }
}
