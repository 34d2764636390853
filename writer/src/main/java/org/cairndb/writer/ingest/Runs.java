package org.cairndb.writer.ingest;

import java.util.Arrays;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Longs;
import org.cairndb.storage.datom.ValueBuilder;
import org.cairndb.storage.datom.ValueVector;

/** Runs as batches and back. */
final class Runs {
    private Runs() {}

    /** The run as datoms of an attribute; nothing is copied. */
    static DatomBatch batch(Run run, int attribute, Index index, long tx) {
        int size = run.size();
        return new DatomBatch.Parts(
                        index,
                        Longs.of(run.entities(), size),
                        Longs.constant(tx, size),
                        new int[] {attribute},
                        new ValueVector[] {run.values()})
                .build();
    }

    /** The run in the order of entity and value, each datom once. */
    static Run sortedSet(Run run) {
        DatomBatch sorted = DatomSorter.sort(batch(run, 1, Index.AEVT, 0), Index.AEVT);
        ValueVector values = sorted.column(0);
        long[] entities = new long[sorted.size()];
        ValueBuilder kept = ValueBuilder.of(values.physical());
        for (int i = 0; i < sorted.size(); i++) {
            boolean repeated =
                    i > 0 && sorted.entity(i) == sorted.entity(i - 1) && values.compare(i - 1, values, i) == 0;
            if (!repeated) {
                entities[kept.size()] = sorted.entity(i);
                kept.append(values, i);
            }
        }
        return new Run(Arrays.copyOf(entities, kept.size()), kept.build());
    }

    /**
     * How new ids are moved up.
     *
     * @param from the first new id
     * @param to first id that is not new
     * @param by how far
     */
    record Move(long from, long to, long by) {
        long of(long id) {
            return id >= from && id < to ? id + by : id;
        }
    }

    /** The run with new ids moved up: entities always, values where they are refs. */
    static Run moved(Run run, Move move, ValueKind kind) {
        if (move.by() == 0) {
            return run;
        }
        ValueVector values = run.values();
        if (kind == ValueKind.REF) {
            values = new LongVector(moved(((LongVector) values).array(), values.size(), move), values.size());
        }
        return new Run(moved(run.entities(), run.size(), move), values);
    }

    /** Whether values are entity ids. */
    enum ValueKind {
        REF,
        PLAIN
    }

    private static long[] moved(long[] ids, int size, Move move) {
        long[] moved = new long[size];
        for (int i = 0; i < size; i++) {
            moved[i] = move.of(ids[i]);
        }
        return moved;
    }
}
