package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.BulkLoad;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * Feeds AVET: the values of each attribute are sorted in memory as far as they fit, the rest by merging sorted runs from the temporary file. Values of
 * unique attributes pass in order, so a value that comes twice is seen when it passes, and those of the database are passed along beside them.
 */
final class AvetPass {
    private final LoadPlan plan;
    private final BulkLoad load;
    private final Pace pace;
    private final Snapshot base;
    private final BulkSettings settings;
    private DatomBatchBuilder chunk = new DatomBatchBuilder(Index.AVET);

    AvetPass(LoadPlan plan, BulkLoad load, Pace pace, Snapshot base, BulkSettings settings) {
        this.plan = plan;
        this.load = load;
        this.pace = pace;
        this.base = base;
        this.settings = settings;
    }

    void run() {
        try (SortedRuns spilled = new SortedRuns(settings)) {
            for (LoadPlan.Column column : plan.columns()) {
                if (column.attribute().inAvet()) {
                    feed(column, spilled);
                }
            }
            flush();
        }
    }

    private void feed(LoadPlan.Column column, SortedRuns spilled) {
        Attribute attribute = column.attribute();
        DatomBatch last = sortAllButLast(column, spilled);
        try (UniqueCheck check = new UniqueCheck(attribute, base)) {
            if (spilled.isEmpty()) {
                emit(last, check);
            } else {
                spilled.add(last);
                spilled.merge(attribute.id(), plan.tx(), batch -> emit(batch, check));
                spilled.clear();
            }
        }
    }

    /** Sorts what fits into memory at a time and puts it aside, but for the last part. */
    private DatomBatch sortAllButLast(LoadPlan.Column column, SortedRuns spilled) {
        Attribute attribute = column.attribute();
        List<Run> waiting = new ArrayList<>();
        long waitingDatoms = 0;
        for (StagedColumn.Part part : column.staged().parts()) {
            if (waitingDatoms > 0 && waitingDatoms + part.run().size() > settings.sortDatoms()) {
                spilled.add(sorted(attribute, waiting));
                waiting.clear();
                waitingDatoms = 0;
            }
            waiting.add(plan.read(attribute, part.run()));
            waitingDatoms += part.run().size();
        }
        waiting.addAll(column.own());
        return sorted(attribute, waiting);
    }

    private DatomBatch sorted(Attribute attribute, List<Run> runs) {
        DatomBatchBuilder all = new DatomBatchBuilder(Index.AEVT);
        for (Run run : runs) {
            DatomBatch batch = Runs.batch(run, attribute.id(), Index.AEVT, plan.tx());
            all.append(batch, 0, batch.size());
        }
        return DatomSorter.sort(all.build(), Index.AVET);
    }

    private void emit(DatomBatch batch, UniqueCheck check) {
        check.pass(batch);
        int position = 0;
        while (position < batch.size()) {
            if (chunk.size() >= settings.chunkDatoms()) {
                flush();
            }
            int end = Math.min(batch.size(), position + settings.chunkDatoms() - chunk.size());
            chunk.append(batch, position, end);
            position = end;
        }
    }

    private void flush() {
        if (chunk.size() > 0) {
            DatomBatchBuilder full = chunk;
            chunk = new DatomBatchBuilder(Index.AVET);
            pace.add(full.size(), () -> load.addAvet(full.build()));
        }
    }
}
