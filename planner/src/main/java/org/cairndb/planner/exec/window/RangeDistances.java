package org.cairndb.planner.exec.window;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.sort.SortKey;
import org.cairndb.storage.datom.DoubleVector;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of frames that lie at a distance in the value of the only key of an order. Rows without a value only have each other within a distance, and no row
 * with a value has them.
 */
final class RangeDistances {
    private final Partitions partitions;
    private final @Nullable Column onlyKey;
    private final boolean isDescending;

    /** Distances in sorted rows, if their order has one key. */
    RangeDistances(Partitions partitions, Batch rows, List<SortKey> order) {
        this.partitions = partitions;
        this.onlyKey = order.size() == 1 ? rows.column(order.get(0).column()) : null;
        this.isDescending = order.size() == 1 && order.get(0).isDescending();
    }

    private Column key() {
        Column key = onlyKey;
        if (key == null) {
            throw new IllegalStateException("Distances need an order of one key");
        }
        return key;
    }

    /** The first row that lies at a distance from a row or behind that; negative distances lie before it. */
    int begin(int row, long offset) {
        return key().isNull(row) ? partitions.peerStart(row) : search(row, offset, false);
    }

    /** The first row that lies farther behind a row than a distance. */
    int end(int row, long offset) {
        return key().isNull(row) ? partitions.peerEnd(row) : search(row, offset, true);
    }

    private int search(int row, long offset, boolean isBehind) {
        Column key = key();
        int low = partitions.start(row);
        int high = partitions.end(row);
        low = key.isNull(low) ? partitions.peerEnd(low) : low;
        high = key.isNull(high - 1) ? partitions.peerStart(high - 1) : high;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, row, offset);
            if (order < 0 || (isBehind && order == 0)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Where a candidate lies, in the direction of the order, from the place at a distance from a row. */
    private int compare(int candidate, int row, long offset) {
        Column key = key();
        int order;
        if (key instanceof DoubleColumn doubles) {
            double distance = Double.longBitsToDouble(offset);
            double wanted = doubles.get(row) + (isDescending ? -distance : distance);
            order = Double.compare(DoubleVector.canonical(doubles.get(candidate)), DoubleVector.canonical(wanted));
        } else {
            LongColumn longs = (LongColumn) key;
            order = Long.compare(longs.get(candidate), moved(longs.get(row), isDescending ? -offset : offset));
        }
        return isDescending ? -order : order;
    }

    private static long moved(long value, long distance) {
        long sum = value + distance;
        boolean overflows = ((value ^ sum) & (distance ^ sum)) < 0;
        if (!overflows) {
            return sum;
        }
        return distance > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
}
