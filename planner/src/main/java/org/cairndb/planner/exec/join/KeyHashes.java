package org.cairndb.planner.exec.join;

import java.util.Arrays;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** Hashes of keys, column by column. */
final class KeyHashes {
    private static final long NULL_HASH = 0x5851F42D4C957F2DL;

    private KeyHashes() {}

    /** A hash for each row; anything for rows with a null that matches nothing. */
    static long[] of(KeyTable.Probe probe) {
        long[] hashes = new long[probe.count()];
        Column[] keys = probe.keys();
        for (int i = 0; i < keys.length; i++) {
            if (i > 0) {
                for (int k = 0; k < hashes.length; k++) {
                    hashes[k] = Column.mix(hashes[k] * 31);
                }
            }
            add(keys[i], probe, hashes);
        }
        return hashes;
    }

    private static void add(Column column, KeyTable.Probe probe, long[] hashes) {
        boolean @Nullable [] nulls = column.nulls();
        if (nulls != null) {
            for (int i = 0; i < hashes.length; i++) {
                int row = probe.row(i);
                hashes[i] ^= nulls[row] ? NULL_HASH : column.hash(row);
            }
        } else if (column instanceof LongColumn longs) {
            long[] values = longs.array();
            int offset = longs.offset();
            int[] rows = probe.rows();
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] ^= Column.mix(values[offset + (rows == null ? i : rows[i])]);
            }
        } else if (column instanceof TextColumn text && text.isCoded() && text.dictionarySize() < hashes.length) {
            addCoded(text, probe, hashes);
        } else if (column instanceof TextColumn text) {
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] ^= text.hash(probe.row(i));
            }
        } else {
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] ^= column.hash(probe.row(i));
            }
        }
    }

    private static void addCoded(TextColumn text, KeyTable.Probe probe, long[] hashes) {
        TextColumn dictionary = text.dictionary();
        long[] ofEntries = new long[text.dictionarySize()];
        for (int i = 0; i < ofEntries.length; i++) {
            ofEntries[i] = dictionary.hash(i);
        }
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] ^= ofEntries[text.code(probe.row(i))];
        }
    }

    /** True for each row with a null that matches nothing; null if there is none. */
    static boolean @Nullable [] unmatchable(KeyTable.Probe probe, boolean[] nullsMatch) {
        boolean @Nullable [] result = null;
        for (int i = 0; i < nullsMatch.length; i++) {
            boolean @Nullable [] nulls = nullsMatch[i] ? null : probe.keys()[i].nulls();
            if (nulls == null) {
                continue;
            }
            if (result == null) {
                result = new boolean[probe.count()];
                Arrays.fill(result, false);
            }
            for (int k = 0; k < result.length; k++) {
                result[k] |= nulls[probe.row(k)];
            }
        }
        return result;
    }
}
