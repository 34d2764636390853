package org.cairndb.planner.exec.window;

import org.cairndb.planner.exec.window.WindowFrame.Bound;
import org.cairndb.planner.exec.window.WindowFrame.Place;
import org.cairndb.planner.exec.window.WindowFrame.Unit;

/** The frame of each row as its first row and the row after its last one; both are the same where the frame is empty. */
final class Frames {
    private final Partitions partitions;
    private final int[] from;
    private final int[] until;
    private final boolean growsOnly;
    private final RangeDistances distances;

    /** The frames of rows whose distances are measured by {@code distances}. */
    Frames(Partitions partitions, WindowFrame frame, RangeDistances distances) {
        this.distances = distances;
        this.partitions = partitions;
        this.from = new int[partitions.size()];
        this.until = new int[partitions.size()];
        this.growsOnly = frame.lower().isUnbounded();
        for (int i = 0; i < from.length; i++) {
            partitions.checkCancelled(i);
            int begin = begin(frame, i);
            from[i] = begin;
            until[i] = Math.max(begin, end(frame, i));
        }
    }

    private int begin(WindowFrame frame, int row) {
        Bound bound = frame.lower();
        if (bound.isUnbounded()) {
            return partitions.start(row);
        }
        if (bound.place() == Place.DISTANCE) {
            return distances.begin(row, bound.offset());
        }
        return frame.unit() == Unit.RANGE ? partitions.peerStart(row) : clamp(row, bound.offset());
    }

    private int end(WindowFrame frame, int row) {
        Bound bound = frame.upper();
        if (bound.isUnbounded()) {
            return partitions.end(row);
        }
        if (bound.place() == Place.DISTANCE) {
            return distances.end(row, bound.offset());
        }
        return frame.unit() == Unit.RANGE ? partitions.peerEnd(row) : clamp(row, bound.offset() + 1);
    }

    private int clamp(int row, long offset) {
        return (int) Math.max(partitions.start(row), Math.min(partitions.end(row), row + offset));
    }

    /** Stops the execution at some rows, if it was asked to. */
    void checkCancelled(int row) {
        partitions.checkCancelled(row);
    }

    int size() {
        return from.length;
    }

    int from(int row) {
        return from[row];
    }

    int until(int row) {
        return until[row];
    }

    /** Whether every frame begins with its partition, so that it holds the one of the row before. */
    boolean growsOnly() {
        return growsOnly;
    }
}
