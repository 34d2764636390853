package org.cairndb.planner.exec.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;
import org.jspecify.annotations.Nullable;

/** Gives ascending entities, some at a time. Used by one thread. */
interface EntitySource extends AutoCloseable {
    /** For so few entities it is not worth a lookup to know more of their versions beforehand. */
    int FEW = 64;
    /** So many entities in key ranges are looked up, whether or not they exist. */
    int MOST_LISTED = 4096;

    /** Puts the next entities, which lie above those before, into an array and tells how many they are; 0 at the end. */
    int next(long[] entities);

    /** Whether nearly all entities between those that it gives are among them, as far as that is known. */
    boolean isDense();

    @Override
    void close();

    /** Entities that are given as such. */
    final class Listed implements EntitySource {
        private static final int SPARSE = 16;

        private final long[] all;
        private final int atOnce;
        private int given;

        /** Ascending entities; those that lie far from each other are given one by one, so that nothing between them is looked at. */
        Listed(long[] ascending) {
            this.all = ascending;
            int count = ascending.length;
            boolean isSparse = count > 0 && (ascending[count - 1] - ascending[0]) / count >= SPARSE;
            this.atOnce = isSparse ? 1 : Integer.MAX_VALUE;
        }

        @Override
        public int next(long[] entities) {
            int count = Math.min(Math.min(atOnce, entities.length), all.length - given);
            System.arraycopy(all, given, entities, 0, count);
            given += count;
            return count;
        }

        @Override
        public boolean isDense() {
            return false;
        }

        @Override
        public void close() {}
    }

    /** The entities whose keys can lie in some ranges of AEVT, if they are not too many; otherwise null. */
    static long @Nullable [] listed(List<KeyRange> ranges) {
        long[] found = new long[MOST_LISTED];
        int count = 0;
        for (KeyRange range : ranges) {
            long first = entityOf(range.lower());
            Bytes upper = range.upper();
            long end = upper == null || upper.length() < Integer.BYTES + Long.BYTES ? -1 : entityOf(upper);
            if (end < 0 || end - first > MOST_LISTED - count) {
                return null;
            }
            for (long entity = first; entity < end; entity++) {
                found[count++] = entity;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static long entityOf(Bytes key) {
        return key.length() < Integer.BYTES + Long.BYTES
                ? 0
                : ByteBuffer.wrap(key.unsafeArray()).getLong(Integer.BYTES);
    }
}
