package org.cairndb.writer.ingest;

import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.jspecify.annotations.Nullable;

/** Merges sorted runs of one index into sorted chunks. Runs that hardly overlap cost little: what lies before the next run's head is copied as a whole. */
final class RunMerge {
    private final Index index;
    private final int chunkSize;
    private final Consumer<DatomBatch> chunks;
    private DatomBatchBuilder chunk;

    RunMerge(Index index, int chunkSize, Consumer<DatomBatch> chunks) {
        this.index = index;
        this.chunkSize = chunkSize;
        this.chunks = chunks;
        this.chunk = new DatomBatchBuilder(index);
    }

    void merge(List<SortedRun> runs, Spill spill) {
        PriorityQueue<SortedRun.Cursor> heads = new PriorityQueue<>(
                Math.max(1, runs.size()), (a, b) -> a.batch().compare(a.position(), b.batch(), b.position()));
        runs.forEach(run -> heads.add(run.cursor(spill)));
        while (!heads.isEmpty()) {
            SortedRun.Cursor least = heads.remove();
            boolean more = advance(least, heads.peek());
            if (more) {
                heads.add(least);
            }
        }
        emit();
    }

    /** Copies what a run has before the head of the next one. */
    private boolean advance(SortedRun.Cursor run, SortedRun.@Nullable Cursor next) {
        DatomBatch batch = run.batch();
        int from = run.position();
        int end = next == null ? batch.size() : batch.lowerBound(from + 1, next.batch(), next.position());
        while (from < end) {
            int to = Math.min(end, from + chunkSize - chunk.size());
            chunk.append(batch, from, to);
            from = to;
            if (chunk.size() == chunkSize) {
                emit();
            }
        }
        return run.moveTo(end);
    }

    private void emit() {
        if (chunk.size() > 0) {
            chunks.accept(chunk.build());
            chunk = new DatomBatchBuilder(index);
        }
    }
}
