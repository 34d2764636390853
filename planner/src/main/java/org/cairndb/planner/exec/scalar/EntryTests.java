package org.cairndb.planner.exec.scalar;

import java.util.function.Function;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.scalar.Condition.RowTest;

/** Tests of text that are done once an entry where rows are entries of a small dictionary. */
final class EntryTests {
    private EntryTests() {}

    /** A test of the rows of a text column of which a number are going to be looked at; {@code maker} makes one for a column. */
    static RowTest of(TextColumn column, int rowCount, Function<TextColumn, RowTest> maker) {
        if (!column.isCoded() || column.dictionarySize() >= rowCount) {
            return maker.apply(column);
        }
        TextColumn entries = column.dictionary();
        RowTest test = maker.apply(entries);
        boolean[] passes = new boolean[entries.size()];
        for (int entry = 0; entry < passes.length; entry++) {
            passes[entry] = test.test(entry);
        }
        return row -> passes[column.code(row)];
    }
}
