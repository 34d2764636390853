package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** Finds the roots of the last flush at or before a transaction, and lays the LOG entries after that flush over them. */
final class PastRoots {
    private final Head head;
    private final NodeReader nodes;
    private final LayeredIndexes newest;

    PastRoots(Head head, NodeReader nodes, LayeredIndexes newest) {
        this.head = head;
        this.nodes = nodes;
        this.newest = newest;
    }

    /** The indexes at a transaction, with the newest schema; nothing where the roots are gone. */
    Optional<LayeredIndexes> at(long tx) {
        if (tx >= head.flushedTx()) {
            List<DatomBatch> operations = new ArrayList<>();
            for (Transaction transaction : head.tail().subList(0, (int) (tx - head.flushedTx()))) {
                operations.add(transaction.datoms());
            }
            return Optional.of(new LayeredIndexes(head.roots(), nodes, head.schema(), operations));
        }
        Optional<FlushRecord> record = lastFlushUntil(tx);
        long flushedTx = record.map(FlushRecord::tx).orElse(0L);
        if (flushedTx < head.rootsSince()) {
            return Optional.empty();
        }
        Roots roots = record.map(FlushRecord::roots).orElse(Roots.EMPTY);
        DatomBatch operations = logBetween(flushedTx + 1, tx + 1);
        List<DatomBatch> batches = operations.size() == 0 ? List.of() : List.of(operations);
        return Optional.of(new LayeredIndexes(roots, nodes, head.schema(), batches));
    }

    /** The last flush at or before a transaction. */
    Optional<FlushRecord> lastFlushUntil(long tx) {
        try (DatomCursor cursor = newest.cursor(Index.COMMITS, KeyRange.ofEntities(0, tx + 1), Direction.BACKWARD)) {
            if (cursor.next()) {
                return Optional.of(FlushRecord.read(cursor.batch(), cursor.to() - 1));
            }
            return Optional.empty();
        }
    }

    private DatomBatch logBetween(long from, long to) {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        try (DatomCursor cursor = newest.cursor(Index.LOG, KeyRange.ofEntities(from, to), Direction.FORWARD)) {
            while (cursor.next()) {
                builder.append(cursor.batch(), cursor.from(), cursor.to());
            }
        }
        return builder.build();
    }
}
