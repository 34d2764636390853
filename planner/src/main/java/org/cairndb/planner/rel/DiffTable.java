package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema.TableType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.diff.DiffColumn;
import org.cairndb.planner.exec.diff.DiffColumn.Part;
import org.cairndb.planner.exec.diff.DiffSpec;
import org.cairndb.planner.exec.diff.DiffSubject;
import org.cairndb.planner.range.EntityKeys;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * The differences between two states of a table: the entity, the kind of change, and each column as it was and as it is. It exists for the statement that
 * asks for it; which states are meant stands in the snapshot clause of its scan.
 */
public final class DiffTable extends DatomTable {
    private static final double MOST_ROWS = 1_000;

    private final DatomTable table;
    private final Set<String> databases;
    private final DiffSubject subject;
    private final List<DiffColumn> parts;

    private DiffTable(Shape shape, Name name) {
        super(name.fromDatabase, name.table, TableType.TABLE, columnsOf(shape));
        this.table = shape.table;
        this.databases = Set.copyOf(List.of(name.fromDatabase, name.toDatabase));
        this.subject = shape.subject;
        this.parts = partsOf(shape.subject);
    }

    /** The values of an attribute have the name of the table's column. */
    private record Shape(DatomTable table, DiffSubject subject, List<String> valueNames) {}

    /**
     * Where states come from.
     *
     * @param fromDatabase name under which the database of the first state is attached
     * @param toDatabase the same for the second state
     * @param table the name of the table of differences
     */
    public record Name(String fromDatabase, String toDatabase, String table) {}

    /**
     * The differences of a table in the states of one database, or of several that hold copies: then with the columns of all of them.
     *
     * @param tables the table in each database that has it
     * @return nothing for a table that has no differences to show
     */
    public static Optional<DiffTable> of(Name name, List<DatomTable> tables) {
        return shape(tables).map(shape -> new DiffTable(shape, name));
    }

    private static Optional<Shape> shape(List<DatomTable> tables) {
        DatomTable first = tables.get(0);
        if (first instanceof EntityTable entities && entities.spine().isPresence()) {
            Map<String, Attribute> attributes = new LinkedHashMap<>();
            for (DatomTable each : tables) {
                for (int i = 1; i < each.columns().size(); i++) {
                    each.attribute(i).ifPresent(a -> attributes.putIfAbsent(a.name(), a));
                }
            }
            List<Attribute> all = List.copyOf(attributes.values());
            DiffSubject rows = new DiffSubject.Rows(entities.spine(), all);
            List<String> names = all.stream().map(Attribute::name).toList();
            return Optional.of(new Shape(first, rows, names));
        }
        if (first instanceof AttributeTable values) {
            DiffSubject subject = new DiffSubject.Values(values.attribute(1).orElseThrow());
            return Optional.of(
                    new Shape(first, subject, List.of(values.columnNames().get(1))));
        }
        return Optional.empty();
    }

    private static List<DiffColumn> partsOf(DiffSubject subject) {
        List<DiffColumn> parts = new ArrayList<>();
        parts.add(new DiffColumn(Part.ID, -1));
        parts.add(new DiffColumn(Part.CHANGE, -1));
        for (int i = 0; i < subject.attributes().size(); i++) {
            parts.add(new DiffColumn(Part.OLD, i));
            parts.add(new DiffColumn(Part.NEW, i));
        }
        return parts;
    }

    private static List<TableColumn> columnsOf(Shape shape) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.of("_id", factory -> factory.createSqlType(SqlTypeName.BIGINT)));
        columns.add(TableColumn.of("_change", factory -> factory.createSqlType(SqlTypeName.VARCHAR)));
        for (int i = 0; i < shape.valueNames.size(); i++) {
            Attribute attribute = shape.subject.attributes().get(i);
            ColumnTypeMaker type = factory -> nullable(factory, attribute);
            columns.add(TableColumn.of("old_" + shape.valueNames.get(i), type));
            columns.add(TableColumn.of("new_" + shape.valueNames.get(i), type));
        }
        return columns;
    }

    private static RelDataType nullable(RelDataTypeFactory factory, Attribute attribute) {
        return factory.createTypeWithNullability(DatomTypes.of(attribute, factory), true);
    }

    /** What an operator has to tell for some columns. */
    DiffSpec spec(List<Integer> columns) {
        return new DiffSpec(subject, columns.stream().map(parts::get).toList());
    }

    /** The name of the table whose states are compared. */
    String comparedName() {
        return database() + "." + table.name();
    }

    @Override
    public Set<String> databases() {
        return databases;
    }

    /** Nothing is reached by a key. */
    @Override
    public List<Integer> keyColumns() {
        return List.of();
    }

    @Override
    public Optional<String> remarks() {
        return Optional.empty();
    }

    @Override
    List<AccessPath> makeAccessPaths() {
        return List.of();
    }

    @Override
    AccessPath fullScan() {
        return new AccessPath(Index.LOG, -1, new EntityKeys(0, 0), "LOG");
    }

    /** Nobody knows before the points are known; mostly few. */
    @Override
    double rowCount(Snapshot snapshot) {
        return Math.min(MOST_ROWS, table.rowCount(snapshot));
    }

    @Override
    public boolean isUnique(int column) {
        boolean isSet = subject instanceof DiffSubject.Values values
                && values.attribute().isMany();
        return column == 0 && !isSet;
    }
}
