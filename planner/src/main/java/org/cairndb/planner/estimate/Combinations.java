package org.cairndb.planner.estimate;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How many combinations of values several columns may have. */
final class Combinations {
    private Combinations() {}

    /** What the columns of one table come to: no more than its rows, and no more than its values of a unique column, which decides all others. */
    private static final class OfTable {
        private final double rows;
        private double product = 1;

        OfTable(double rows) {
            this.rows = Math.max(1, rows);
        }

        void add(ColumnEstimate column, double values, boolean isUnique) {
            double nulls = column.filled() < 1 ? 1 : 0;
            product = Math.min(rows, product * (values + nulls));
            if (isUnique && column.filled() >= 1) {
                product = Math.min(product, values);
            }
        }
    }

    /** The product over tables of what the columns of each come to. */
    static double of(List<ColumnEstimate> columns, ToDoubleFunction<ColumnEstimate> values) {
        Map<Object, OfTable> tables = new IdentityHashMap<>();
        double product = 1;
        for (ColumnEstimate column : columns) {
            ColumnEstimate.Source source = column.source();
            if (source == null) {
                product *= values.applyAsDouble(column);
            } else {
                tables.computeIfAbsent(source.table(), t -> new OfTable(source.rows()));
            }
        }
        addInOrder(columns, values, tables);
        for (OfTable table : tables.values()) {
            product *= table.product;
        }
        return product;
    }

    /** Unique columns last, so that they bound what the others came to. */
    private static void addInOrder(
            List<ColumnEstimate> columns, ToDoubleFunction<ColumnEstimate> values, Map<Object, OfTable> tables) {
        for (boolean unique : new boolean[] {false, true}) {
            for (ColumnEstimate column : columns) {
                ColumnEstimate.Source source = column.source();
                OfTable table = source == null ? null : tables.get(source.table());
                if (source != null && table != null && source.isUnique() == unique) {
                    table.add(column, values.applyAsDouble(column), unique);
                }
            }
        }
    }
}
