package org.cairndb.planner.exec.history;

import java.util.Arrays;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.storage.datom.DatomBatch;

/**
 * The versions of the row of one entity, made from the datoms that it holds and held. Used for one entity after the other; not thread-safe.
 *
 * <p>A transaction that adds or retires a datom of a column, or of the spine, ends a version and begins another. Transactions that begin or end
 * datoms are ranked; then one pass over the ranks, along datoms by their begin and by their end, keeps for each column the datoms that are live. There
 * is more than one only where an attribute held several values once; the least is shown then, as by any other read.
 */
final class EntityHistory {
    private static final int NONE = -1;

    private final int spine;
    private int count;
    private int[] columns = new int[16];
    private long[] froms = new long[16];
    private long[] tos = new long[16];
    private DatomBatch[] batches = new DatomBatch[16];
    private int[] positions = new int[16];

    /** The first live datom of each column, and the next one after each datom. */
    private final int[] live;

    private int[] nextLive = new int[16];
    /** Transactions that begin or end a datom, ascending. */
    private long[] points = new long[0];
    /** Datoms by the rank of their begin and of their end: rank and number in one. */
    private long[] begins = new long[0];

    private long[] ends = new long[0];
    private int pointCount;
    private int rank;
    private int begun;
    private int ended;
    private int endCount;
    private boolean isPlain;
    private long from;
    private long to;

    /** Versions of rows of so many columns, which are there as long as one of them, the spine, has a value. */
    EntityHistory(int columnCount, int spine) {
        this.spine = spine;
        this.live = new int[columnCount];
    }

    /** Forgets the entity before. */
    void clear() {
        count = 0;
    }

    /** Adds a datom of a column. */
    void add(int column, DatomBatch batch, int position) {
        if (count == columns.length) {
            grow();
        }
        columns[count] = column;
        froms[count] = batch.tx(position);
        tos[count] = batch.retiredAt(position);
        batches[count] = batch;
        positions[count] = position;
        count++;
    }

    private void grow() {
        int capacity = 2 * count;
        columns = Arrays.copyOf(columns, capacity);
        froms = Arrays.copyOf(froms, capacity);
        tos = Arrays.copyOf(tos, capacity);
        batches = Arrays.copyOf(batches, capacity);
        positions = Arrays.copyOf(positions, capacity);
        nextLive = new int[capacity];
    }

    /** Begins to give versions; all datoms have been added. */
    void start() {
        Arrays.fill(live, NONE);
        rank = 0;
        isPlain = isPlain();
        if (isPlain) {
            pointCount = 1;
            return;
        }
        collectPoints();
        orderDatoms();
        begun = 0;
        ended = 0;
    }

    /** Whether there is nothing but one state. */
    private boolean isPlain() {
        for (int i = 0; i < count; i++) {
            if (tos[i] != TxRange.OPEN || froms[i] != froms[0]) {
                return false;
            }
        }
        return true;
    }

    private void collectPoints() {
        long[] all = new long[2 * count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            all[found++] = froms[i];
            if (tos[i] != TxRange.OPEN) {
                all[found++] = tos[i];
            }
        }
        Arrays.sort(all, 0, found);
        pointCount = 0;
        for (int i = 0; i < found; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[pointCount++] = all[i];
            }
        }
        points = all;
    }

    private void orderDatoms() {
        begins = new long[count];
        ends = new long[count];
        endCount = 0;
        for (int i = 0; i < count; i++) {
            begins[i] = ranked(froms[i], i);
            if (tos[i] != TxRange.OPEN) {
                ends[endCount++] = ranked(tos[i], i);
            }
        }
        Arrays.sort(begins);
        Arrays.sort(ends, 0, endCount);
    }

    private long ranked(long tx, int datom) {
        return (long) Arrays.binarySearch(points, 0, pointCount, tx) << Integer.SIZE | datom;
    }

    /** Moves to the next version; false if there is none. */
    boolean next() {
        while (rank < pointCount) {
            if (isPlain) {
                showPlain();
            } else {
                step();
            }
            rank++;
            if (live[spine] != NONE) {
                return true;
            }
        }
        return false;
    }

    private void showPlain() {
        for (int i = count - 1; i >= 0; i--) {
            live[columns[i]] = i;
        }
        from = count == 0 ? 0 : froms[0];
        to = TxRange.OPEN;
    }

    private void step() {
        while (ended < endCount && ends[ended] >>> Integer.SIZE == rank) {
            end((int) ends[ended++]);
        }
        while (begun < count && begins[begun] >>> Integer.SIZE == rank) {
            begin((int) begins[begun++]);
        }
        from = points[rank];
        to = rank + 1 < pointCount ? points[rank + 1] : TxRange.OPEN;
    }

    private void end(int datom) {
        int column = columns[datom];
        if (live[column] == datom) {
            live[column] = nextLive[datom];
            return;
        }
        for (int at = live[column]; at != NONE; at = nextLive[at]) {
            if (nextLive[at] == datom) {
                nextLive[at] = nextLive[datom];
                return;
            }
        }
    }

    /** Puts a datom among those of its column by its value. */
    private void begin(int datom) {
        int column = columns[datom];
        int before = NONE;
        int after = live[column];
        while (after != NONE && compareValues(after, datom) < 0) {
            before = after;
            after = nextLive[after];
        }
        nextLive[datom] = after;
        if (before == NONE) {
            live[column] = datom;
        } else {
            nextLive[before] = datom;
        }
    }

    private int compareValues(int datom, int other) {
        DatomBatch batch = batches[datom];
        DatomBatch otherBatch = batches[other];
        int position = positions[datom];
        int otherPosition = positions[other];
        return batch.vector(position)
                .compare(batch.slot(position), otherBatch.vector(otherPosition), otherBatch.slot(otherPosition));
    }

    /** The transaction that made the version. */
    long from() {
        return from;
    }

    /** The transaction that ended it, or {@link TxRange#OPEN}. */
    long to() {
        return to;
    }

    /** Appends the value that a column has in the version. */
    void appendValue(int column, ColumnBuilder builder) {
        int datom = live[column];
        if (datom == NONE) {
            builder.appendNull();
        } else {
            DatomBatch batch = batches[datom];
            builder.append(batch.vector(positions[datom]), batch.slot(positions[datom]));
        }
    }
}
