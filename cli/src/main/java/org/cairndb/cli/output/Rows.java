package org.cairndb.cli.output;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows to print, one at a time; {@link #next} comes before the first. */
public interface Rows {
    /** The columns from left to right. */
    List<Column> columns();

    /** Moves to the next row; false after the last. */
    boolean next() throws SQLException;

    /** The value of a column, counted from 0, in the current row; null for NULL. */
    @Nullable
    String cell(int column) throws SQLException;
}
