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
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.Direction;

/** One row a datom of one attribute. */
public final class AttributeTable extends DatomTable {
    private final Attribute attribute;
    private final List<Part> parts;

    private AttributeTable(
            String database, String name, TableType type, List<TableColumn> columns, Attribute attribute) {
        super(database, name, type, columns);
        this.attribute = attribute;
        this.parts = List.of(Part.values()).subList(0, columns.size());
    }

    /** {@code "product/sku"(e, v, tx)}. */
    static AttributeTable ofDatoms(String database, Attribute attribute) {
        List<TableColumn> columns = List.of(
                TableColumn.of("e", factory -> factory.createSqlType(SqlTypeName.BIGINT)),
                TableColumn.notNull("v", attribute),
                TableColumn.of("tx", factory -> factory.createSqlType(SqlTypeName.BIGINT)));
        return new AttributeTable(database, attribute.ident(), DatomSchema.DATOM_TABLE, columns, attribute);
    }

    /** {@code product__tags(_id, tags)}. */
    static AttributeTable ofLinks(String database, Attribute attribute) {
        List<TableColumn> columns = List.of(
                TableColumn.of("_id", factory -> factory.createSqlType(SqlTypeName.BIGINT)),
                TableColumn.notNull(attribute.name(), attribute),
                TableColumn.of(ROW_TX, factory -> factory.createSqlType(SqlTypeName.BIGINT)));
        String name = attribute.namespace() + "__" + attribute.name();
        return new AttributeTable(database, name, TableType.TABLE, columns, attribute);
    }

    /** The attribute. */
    Attribute attribute() {
        return attribute;
    }

    /** The parts of a datom that these columns show. */
    List<Part> parts(List<Integer> projection) {
        List<Part> projected = new ArrayList<>();
        for (int column : projection) {
            projected.add(parts.get(column));
        }
        return projected;
    }

    @Override
    public List<Integer> keyColumns() {
        return attribute.isMany() ? List.of(0, 1) : List.of(0);
    }

    @Override
    public Optional<Attribute> rowAttribute() {
        return Optional.of(attribute);
    }

    @Override
    public Optional<String> ownerNamespace() {
        return showsReferences() ? Optional.of(attribute.namespace()) : Optional.empty();
    }

    @Override
    public Optional<String> remarks() {
        String rows = showsReferences() ? "Values of %s" : "Datoms of %s";
        return attribute.doc().or(() -> Optional.of(rows.formatted(attribute.ident())));
    }

    @Override
    List<AccessPath> makeAccessPaths() {
        List<AccessPath> paths = new ArrayList<>();
        paths.add(fullScan());
        if (attribute.inAvet()) {
            paths.add(new AccessPath(Index.AVET, 1, new ValueKeys(attribute), "AVET " + attribute.ident()));
        }
        return paths;
    }

    @Override
    AccessPath fullScan() {
        return new AccessPath(Index.AEVT, 0, new EntityKeys(attribute.id(), 0), "AEVT " + attribute.ident());
    }

    @Override
    double rowCount(Snapshot snapshot) {
        return snapshot.statistics(attribute.id()).count();
    }

    @Override
    Optional<Fact> countOfRows() {
        return Optional.of(new Fact.Count(attribute));
    }

    @Override
    Optional<Fact> countOf(int column) {
        return countOfRows();
    }

    @Override
    Optional<Fact> extremeOf(int column, Direction direction) {
        Part part = parts.get(column);
        return part == Part.TX ? Optional.empty() : Optional.of(new Fact.Extreme(attribute, part, direction, 0));
    }

    @Override
    public boolean isUnique(int column) {
        return switch (column) {
            case 0 -> !attribute.isMany();
            case 1 -> attribute.isUnique();
            default -> false;
        };
    }
}
