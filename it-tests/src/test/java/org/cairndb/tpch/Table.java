package org.cairndb.tpch;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables, each after those that it refers to. */
public enum Table {
    REGION(TpchTable.REGION, "r_regionkey"),
    NATION(TpchTable.NATION, "n_nationkey"),
    SUPPLIER(TpchTable.SUPPLIER, "s_suppkey"),
    CUSTOMER(TpchTable.CUSTOMER, "c_custkey"),
    PART(TpchTable.PART, "p_partkey"),
    PARTSUPP(TpchTable.PART_SUPPLIER, "ps_partkey", "ps_suppkey"),
    ORDERS(TpchTable.ORDERS, "o_orderkey"),
    LINEITEM(TpchTable.LINE_ITEM, "l_orderkey", "l_linenumber");

    private final Source<?> source;
    private final List<String> primaryKey;

    Table(TpchTable<?> source, String... primaryKey) {
        this.primaryKey = List.of(primaryKey);
        this.source = Source.of(source, this.primaryKey);
    }

    /** The name in SQL. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> primaryKey() {
        return primaryKey;
    }

    List<? extends Column<?>> columns() {
        return source.columns;
    }

    /** All rows, made one by one. */
    Rows rows(double scaleFactor) {
        return source.rows(scaleFactor);
    }

    /** A cursor over rows; columns are counted from 0. */
    interface Rows {
        boolean next();

        /** See {@link Column#number}. */
        long number(int column);

        String text(int column);
    }

    private record Source<E extends TpchEntity>(TpchTable<E> table, List<Column<E>> columns) {
        static <E extends TpchEntity> Source<E> of(TpchTable<E> table, List<String> primaryKey) {
            List<Column<E>> columns = table.getColumns().stream()
                    .map(column -> Column.of(column, primaryKey.equals(List.of(column.getColumnName()))))
                    .toList();
            return new Source<>(table, columns);
        }

        Rows rows(double scaleFactor) {
            return new Generated<>(table.createGenerator(scaleFactor, 1, 1).iterator(), columns);
        }
    }

    private static final class Generated<E extends TpchEntity> implements Rows {
        private final Iterator<E> entities;
        private final List<Column<E>> columns;
        private @Nullable E current;

        Generated(Iterator<E> entities, List<Column<E>> columns) {
            this.entities = entities;
            this.columns = columns;
        }

        @Override
        public boolean next() {
            if (!entities.hasNext()) {
                return false;
            }
            current = entities.next();
            return true;
        }

        @Override
        public long number(int column) {
            return columns.get(column).number(Objects.requireNonNull(current));
        }

        @Override
        public String text(int column) {
            return columns.get(column).text(Objects.requireNonNull(current));
        }
    }
}
