package org.cairndb.planner.rel;

import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema.TableType;
import org.apache.calcite.schema.TemporalTable;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.cairndb.planner.exec.scan.FactsOperator.Fact;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** A table over the snapshot of an attached database. */
public abstract sealed class DatomTable extends AbstractTable implements TranslatableTable, TemporalTable
        permits EntityTable, AttributeTable, DiffTable, ListTable, VersionsTable {
    /** The transaction that changed a row last: a column that is there for those who name it, and in no star. */
    static final String ROW_TX = "_tx";

    private final String database;
    private final String name;
    private final TableType type;
    private final List<TableColumn> columns;
    private final List<String> columnNames;
    private final Supplier<List<AccessPath>> paths = Suppliers.memoize(this::makeAccessPaths);
    /** The same for all statements, since types are made once a process. */
    private volatile @Nullable RelDataType rowType;

    DatomTable(String database, String name, TableType type, List<TableColumn> columns) {
        this.database = database;
        this.name = name;
        this.type = type;
        this.columns = List.copyOf(columns);
        this.columnNames = columns.stream().map(TableColumn::name).toList();
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type makes its type
     * @param attribute attribute that the values belong to, if any
     */
    record TableColumn(String name, ColumnTypeMaker type, Optional<Attribute> attribute) {
        static TableColumn ofAttribute(Attribute attribute) {
            return new TableColumn(
                    attribute.name(),
                    factory -> factory.createTypeWithNullability(DatomTypes.of(attribute, factory), true),
                    Optional.of(attribute));
        }

        static TableColumn notNull(String name, Attribute attribute) {
            return new TableColumn(name, factory -> DatomTypes.of(attribute, factory), Optional.of(attribute));
        }

        static TableColumn of(String name, ColumnTypeMaker type) {
            return new TableColumn(name, type, Optional.empty());
        }
    }

    /** Makes the type of a column. */
    @FunctionalInterface
    interface ColumnTypeMaker {
        RelDataType make(RelDataTypeFactory factory);
    }

    /** The name under which the database is attached. */
    public final String database() {
        return database;
    }

    /** The names under which all databases are attached that its rows come from. */
    public Set<String> databases() {
        return Set.of(database);
    }

    /** The table's name in its schema. */
    public final String name() {
        return name;
    }

    final List<TableColumn> columns() {
        return columns;
    }

    /** The names of the columns in order. */
    public final List<String> columnNames() {
        return columnNames;
    }

    /** Whether another table has the same columns. */
    public final boolean hasColumnsOf(DatomTable other) {
        boolean isSame = columnNames.equals(other.columnNames);
        for (int i = 0; isSame && i < columns.size(); i++) {
            isSame = attribute(i).equals(other.attribute(i));
        }
        return isSame;
    }

    /** Whether a column is left out of stars and metadata. */
    public final boolean isHidden(int column) {
        return isHidden(columnNames.get(column));
    }

    /** Whether columns of a name are left out of stars and metadata. */
    public static boolean isHidden(String column) {
        return column.equals(ROW_TX);
    }

    /** Whether a column is made from several attributes, so that conditions on it are checked after it was made. */
    public final boolean isComputed(int column) {
        return isHidden(column) && this instanceof EntityTable;
    }

    /** The attribute of a column, if it has one. */
    public final Optional<Attribute> attribute(int column) {
        return columns.get(column).attribute;
    }

    /** Columns that key ranges can be put on, with the index that holds them. */
    final List<AccessPath> accessPaths() {
        return paths.get();
    }

    abstract List<AccessPath> makeAccessPaths();

    /** Reads every row in a way that needs no predicate. */
    abstract AccessPath fullScan();

    /** Whether the first column is the entity id of the row and belongs to it alone. */
    public final boolean hasIdColumn() {
        return this instanceof EntityTable;
    }

    /** Columns that together belong to one row and always have a value; none if there are no such columns. */
    public abstract List<Integer> keyColumns();

    /** The attribute with a datom for each row, if there is one. */
    public Optional<Attribute> rowAttribute() {
        return Optional.empty();
    }

    /** The namespace of the entities that the first column names, where those are rows of another table. */
    public Optional<String> ownerNamespace() {
        return Optional.empty();
    }

    /** Whether its columns of refs count as references to tables; datom tables only repeat those of the others. */
    public final boolean showsReferences() {
        return type != DatomSchema.DATOM_TABLE;
    }

    /** What the rows are, where that is said anywhere. */
    public abstract Optional<String> remarks();

    /** How many rows a snapshot has, from counts alone. */
    public final long countRows(Snapshot snapshot) {
        return (long) rowCount(snapshot);
    }

    /** How many rows a snapshot has, from counts alone. */
    abstract double rowCount(Snapshot snapshot);

    /** The number of rows as a count of datoms, where it is one. */
    Optional<Fact> countOfRows() {
        return Optional.empty();
    }

    /** The number of values of a column that are not null as a count of datoms, where it is one. */
    Optional<Fact> countOf(int column) {
        return Optional.empty();
    }

    /** The least value of a column going forward, or the greatest going backward, as an end of an attribute, where it is one. */
    Optional<Fact> extremeOf(int column, Direction direction) {
        return Optional.empty();
    }

    /** Whether values of a column are unique, given that they are not null. */
    public abstract boolean isUnique(int column);

    /** Whether a value of a column leads to one entity at most. */
    boolean isKey(int column) {
        return isUnique(column);
    }

    @Override
    public final TableType getJdbcTableType() {
        return type;
    }

    @Override
    public final RelDataType getRowType(RelDataTypeFactory typeFactory) {
        RelDataType known = rowType;
        if (known == null) {
            known = makeRowType(typeFactory);
            rowType = known;
        }
        return known;
    }

    private RelDataType makeRowType(RelDataTypeFactory typeFactory) {
        List<RelDataType> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (TableColumn column : columns) {
            types.add(column.type.make(typeFactory));
            names.add(column.name);
        }
        return typeFactory.createStructType(types, names);
    }

    @Override
    public final RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return DatomTableScan.create(context.getCluster(), relOptTable, this);
    }

    @Override
    public final String getSysStartFieldName() {
        return "_from";
    }

    @Override
    public final String getSysEndFieldName() {
        return "_to";
    }
}
