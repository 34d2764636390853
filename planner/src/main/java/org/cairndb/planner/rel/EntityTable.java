package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.schema.Schema.TableType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.scan.DatomScan.Part;
import org.cairndb.planner.exec.scan.FactsOperator.Fact;
import org.cairndb.planner.range.EntityKeys;
import org.cairndb.planner.range.ValueKeys;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.Direction;

/** One row an entity: an id column and the attributes of cardinality one of a namespace, NULL where absent. */
public final class EntityTable extends DatomTable {
    private final Attribute spine;
    private final long idBase;

    private EntityTable(Shape shape) {
        super(shape.database, shape.name, shape.type, shape.columns);
        this.spine = shape.spine;
        this.idBase = shape.idBase;
    }

    private record Shape(
            String database, String name, TableType type, List<TableColumn> columns, Attribute spine, long idBase) {}

    /** The table of a namespace whose presence attribute is {@code presence}. */
    static EntityTable ofNamespace(String database, Schema schema, Attribute presence) {
        String namespace = presence.namespace();
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.of("_id", factory -> factory.createSqlType(SqlTypeName.BIGINT)));
        for (Attribute attribute : schema.attributesOf(namespace)) {
            if (!attribute.isMany()) {
                columns.add(TableColumn.ofAttribute(attribute));
            }
        }
        columns.add(TableColumn.of(ROW_TX, factory -> factory.createSqlType(SqlTypeName.BIGINT)));
        return new EntityTable(new Shape(database, namespace, TableType.TABLE, columns, presence, 0));
    }

    /** The transactions with their metadata. */
    static EntityTable ofTransactions(String database, Schema schema) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(TableColumn.of("tx", factory -> factory.createSqlType(SqlTypeName.BIGINT)));
        columns.add(TableColumn.notNull("instant", SystemAttributes.TX_INSTANT));
        for (Attribute attribute : schema.attributesOf("tx")) {
            if (!attribute.isMany()) {
                columns.add(TableColumn.ofAttribute(attribute));
            }
        }
        return new EntityTable(new Shape(
                database,
                "transactions",
                TableType.SYSTEM_TABLE,
                columns,
                SystemAttributes.TX_INSTANT,
                EntityIds.TX_BASE));
    }

    /** The attributes that a row is made of, the marker of the table included. */
    List<Attribute> rowAttributes() {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(spine);
        for (int i = 1; i < columns().size(); i++) {
            attribute(i).filter(a -> a.id() != spine.id()).ifPresent(attributes::add);
        }
        return attributes;
    }

    /** The attribute whose datoms are the rows. */
    Attribute spine() {
        return spine;
    }

    /** What the id column subtracts from entity ids. */
    long idBase() {
        return idBase;
    }

    @Override
    public List<Integer> keyColumns() {
        return List.of(0);
    }

    @Override
    public Optional<Attribute> rowAttribute() {
        return Optional.of(spine);
    }

    @Override
    public Optional<String> remarks() {
        return spine.isPresence() ? spine.doc() : Optional.of("Transactions with their metadata");
    }

    @Override
    List<AccessPath> makeAccessPaths() {
        List<AccessPath> paths = new ArrayList<>();
        paths.add(fullScan());
        for (int i = 1; i < columns().size(); i++) {
            Optional<Attribute> attribute = attribute(i);
            if (attribute.isPresent() && attribute.get().inAvet()) {
                paths.add(new AccessPath(
                        Index.AVET,
                        i,
                        new ValueKeys(attribute.get()),
                        "AVET " + attribute.get().ident()));
            }
        }
        return paths;
    }

    @Override
    AccessPath fullScan() {
        return new AccessPath(Index.AEVT, 0, new EntityKeys(spine.id(), idBase), "AEVT " + spine.ident());
    }

    @Override
    double rowCount(Snapshot snapshot) {
        return snapshot.statistics(spine.id()).count();
    }

    @Override
    Optional<Fact> countOfRows() {
        return Optional.of(new Fact.Count(spine));
    }

    @Override
    Optional<Fact> countOf(int column) {
        return column == 0 ? countOfRows() : ownAttribute(column).map(Fact.Count::new);
    }

    @Override
    Optional<Fact> extremeOf(int column, Direction direction) {
        return column == 0
                ? Optional.of(new Fact.Extreme(spine, Part.ENTITY, direction, idBase))
                : ownAttribute(column).map(a -> new Fact.Extreme(a, Part.VALUE, direction, 0));
    }

    /** The attribute of a column, if every entity that has it is a row: entities other than transactions may have attributes of theirs. */
    private Optional<Attribute> ownAttribute(int column) {
        return attribute(column).filter(a -> spine.isPresence() || a.id() == spine.id());
    }

    /** Whether a snapshot may have rows without a value in a column, judged by counts. */
    boolean mayHaveNulls(int column, Snapshot snapshot) {
        return ownAttribute(column)
                .map(attribute -> countOf(attribute, snapshot) < countOf(spine, snapshot))
                .orElse(true);
    }

    private static long countOf(Attribute attribute, Snapshot snapshot) {
        return snapshot.isPast()
                ? snapshot.count(Index.AEVT, KeyRange.ofAttribute(attribute.id()))
                : snapshot.statistics(attribute.id()).count();
    }

    @Override
    public boolean isUnique(int column) {
        return column == 0 || attribute(column).map(Attribute::isUnique).orElse(false);
    }
}
