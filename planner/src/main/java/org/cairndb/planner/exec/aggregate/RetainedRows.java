package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** The argument rows of all groups, for functions that need every value at the end. */
final class RetainedRows {
    private static final int BYTES_PER_VALUE = 17;

    private final ColumnBuilder[] builders;
    private int[] groups = new int[16];
    private int size;
    private long textBytes;
    private Column @Nullable [] columns;

    RetainedRows(List<ColumnType> types) {
        this.builders = types.stream().map(ColumnBuilder::of).toArray(ColumnBuilder[]::new);
    }

    void add(Column[] arguments, Rows rows) {
        if (size + rows.count > groups.length) {
            groups = Arrays.copyOf(groups, Capacity.of(size + rows.count, groups.length));
        }
        System.arraycopy(rows.groups, 0, groups, size, rows.count);
        size += rows.count;
        for (int i = 0; i < builders.length; i++) {
            append(builders[i], arguments[i], rows);
        }
    }

    private void append(ColumnBuilder builder, Column column, Rows rows) {
        for (int i = 0; i < rows.count; i++) {
            builder.append(column, rows.row(i));
        }
        if (column instanceof TextColumn text) {
            for (int i = 0; i < rows.count; i++) {
                textBytes += text.length(rows.row(i));
            }
        }
    }

    long bytes() {
        return (Integer.BYTES + (long) BYTES_PER_VALUE * builders.length) * size + textBytes;
    }

    int size() {
        return size;
    }

    /** The groups of the rows; possibly longer than there are rows. */
    int[] groups() {
        return groups;
    }

    /** The rows; none can be added any more. */
    Column[] columns() {
        Column[] built = columns;
        if (built == null) {
            built = Arrays.stream(builders).map(ColumnBuilder::build).toArray(Column[]::new);
            columns = built;
        }
        return built;
    }
}
