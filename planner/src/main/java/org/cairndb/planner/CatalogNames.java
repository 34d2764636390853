package org.cairndb.planner;

import java.util.function.Predicate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/** Drops the name of the catalog from names of tables and columns that begin with it: {@code cairn.main.product} is {@code main.product}. */
final class CatalogNames extends SqlShuttle {
    private static final int WITH_TABLE = 3;

    private final Predicate<String> isSchema;

    private CatalogNames(Predicate<String> isSchema) {
        this.isSchema = isSchema;
    }

    /** A statement without the name of the catalog before schemas. */
    static SqlNode without(SqlNode statement, Predicate<String> isSchema) {
        SqlNode rewritten = statement.accept(new CatalogNames(isSchema));
        return rewritten == null ? statement : rewritten;
    }

    @Override
    public SqlNode visit(SqlIdentifier id) {
        boolean isFull = id.names.size() >= WITH_TABLE
                && id.names.get(0).equalsIgnoreCase(Catalog.NAME)
                && isSchema.test(id.names.get(1));
        return isFull ? id.getComponent(1, id.names.size()) : id;
    }
}
