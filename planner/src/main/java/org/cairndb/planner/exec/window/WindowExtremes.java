package org.cairndb.planner.exec.window;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.window.WindowCall.Function;

/** Least and greatest values over frames, as rows that have them: kept while a frame grows, else from a tree of the best rows of ever longer runs. */
final class WindowExtremes {
    private final Column values;
    private final boolean wantsGreatest;

    private WindowExtremes(Column values, boolean wantsGreatest) {
        this.values = values;
        this.wantsGreatest = wantsGreatest;
    }

    static Column of(WindowCall call, Batch rows, Frames frames) {
        Column values = call.arguments().get(0).in(rows);
        WindowExtremes extremes = new WindowExtremes(values, call.function() == Function.MAX);
        int[] best = frames.growsOnly() ? extremes.growing(frames) : extremes.sliding(frames);
        return values.gather(best, best.length);
    }

    /** The better of two rows, of which either may be -1 for none. */
    private int better(int left, int right) {
        if (left < 0 || right < 0) {
            return Math.max(left, right);
        }
        int order = values.compare(left, values, right);
        return (wantsGreatest ? order >= 0 : order <= 0) ? left : right;
    }

    private int candidate(int row) {
        return values.isNull(row) ? -1 : row;
    }

    private int[] growing(Frames frames) {
        int[] best = new int[frames.size()];
        int current = -1;
        int start = -1;
        int until = 0;
        for (int i = 0; i < best.length; i++) {
            frames.checkCancelled(i);
            if (frames.from(i) != start) {
                start = frames.from(i);
                until = start;
                current = -1;
            }
            for (; until < frames.until(i); until++) {
                current = better(current, candidate(until));
            }
            best[i] = current;
        }
        return best;
    }

    private int[] sliding(Frames frames) {
        int size = frames.size();
        int[] tree = new int[2 * size];
        for (int i = 0; i < size; i++) {
            frames.checkCancelled(i);
            tree[size + i] = candidate(i);
        }
        for (int i = size - 1; i > 0; i--) {
            frames.checkCancelled(i);
            tree[i] = better(tree[2 * i], tree[2 * i + 1]);
        }
        int[] best = new int[size];
        for (int i = 0; i < size; i++) {
            frames.checkCancelled(i);
            best[i] = best(tree, size + frames.from(i), size + frames.until(i));
        }
        return best;
    }

    private int best(int[] tree, int from, int until) {
        int best = -1;
        int left = from;
        int right = until;
        while (left < right) {
            if ((left & 1) == 1) {
                best = better(best, tree[left++]);
            }
            if ((right & 1) == 1) {
                best = better(best, tree[--right]);
            }
            left >>= 1;
            right >>= 1;
        }
        return best;
    }
}
