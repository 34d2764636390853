package org.cairndb.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.QueryMemory;
import org.cairndb.planner.exec.RowBuffer;

/** Goes to any row of a result. Rows are read when they are first asked for, and kept in memory. */
final class ScrollCursor extends RowCursor {
    private final long maxRows;
    private final QueryMemory memory;
    private final List<Batch> batches = new ArrayList<>();
    /** Rows up to the end of each batch. */
    private final List<Long> ends = new ArrayList<>();

    private boolean isComplete;
    /** 0 before the first row, one more than there are behind the last. */
    private long number;

    private int current;

    /** Over rows of a result, at most {@code maxRows} if that is not 0, that may take so much memory. */
    ScrollCursor(QueryResult result, long maxRows, QueryMemory memory) {
        super(result);
        this.maxRows = maxRows == 0 ? Long.MAX_VALUE : maxRows;
        this.memory = memory;
    }

    @Override
    boolean next() throws SQLException {
        return goTo(number + 1);
    }

    @Override
    boolean absolute(long wanted) throws SQLException {
        if (wanted >= 0) {
            return goTo(wanted);
        }
        readTo(Long.MAX_VALUE);
        return goTo(Math.max(0, known() + 1 + wanted));
    }

    @Override
    void afterLast() throws SQLException {
        readTo(Long.MAX_VALUE);
        goTo(known() == 0 ? 0 : known() + 1);
    }

    private boolean goTo(long wanted) throws SQLException {
        readTo(wanted);
        number = Math.min(wanted, known() + 1);
        if (number < 1 || number > known()) {
            batch = null;
            return false;
        }
        current = batchOf(number);
        Batch found = batches.get(current);
        batch = found;
        row = found.row((int) (number - 1 - startOf(current)));
        return true;
    }

    private int batchOf(long wanted) {
        int at = Math.min(current, batches.size() - 1);
        while (wanted > ends.get(at)) {
            at++;
        }
        while (wanted <= startOf(at)) {
            at--;
        }
        return at;
    }

    private long startOf(int index) {
        return index == 0 ? 0 : ends.get(index - 1);
    }

    private long known() {
        return ends.isEmpty() ? 0 : ends.get(ends.size() - 1);
    }

    private void readTo(long wanted) throws SQLException {
        while (!isComplete && known() < wanted) {
            Batch next = known() >= maxRows ? null : fetch();
            if (next == null) {
                isComplete = true;
            } else {
                keep(next.range(0, (int) Math.min(next.rowCount(), maxRows - known())));
            }
        }
    }

    private void keep(Batch next) throws SQLException {
        try {
            memory.reserve(RowBuffer.bytesOf(next));
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
        ends.add(known() + next.rowCount());
        batches.add(next.compact());
    }

    @Override
    long number() {
        return number > known() ? 0 : number;
    }

    @Override
    boolean isBeforeFirst() throws SQLException {
        readTo(1);
        return number == 0 && known() > 0;
    }

    @Override
    boolean isAfterLast() {
        return isComplete && known() > 0 && number > known();
    }

    @Override
    boolean isLast() throws SQLException {
        readTo(number + 1);
        return number > 0 && number == known();
    }
}
