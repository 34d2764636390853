package org.cairndb.writer.ingest;

import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.BulkLoad;

/** Feeds AEVT attribute by attribute. */
final class AevtPass {
    private final LoadPlan plan;
    private final BulkLoad load;
    private final Pace pace;
    private final int chunkDatoms;
    private DatomBatchBuilder chunk = new DatomBatchBuilder(Index.AEVT);

    AevtPass(LoadPlan plan, BulkLoad load, Pace pace, int chunkDatoms) {
        this.plan = plan;
        this.load = load;
        this.pace = pace;
        this.chunkDatoms = chunkDatoms;
    }

    void run() {
        for (LoadPlan.Column column : plan.columns()) {
            for (StagedColumn.Part part : column.staged().parts()) {
                add(column, plan.read(column.attribute(), part.run()));
            }
            column.own().forEach(run -> add(column, run));
        }
        flush();
    }

    private void add(LoadPlan.Column column, Run run) {
        if (chunk.size() > 0 && chunk.size() + run.size() > chunkDatoms) {
            flush();
        }
        chunk.append(Runs.batch(run, column.attribute().id(), Index.AEVT, plan.tx()), 0, run.size());
    }

    private void flush() {
        if (chunk.size() > 0) {
            DatomBatchBuilder full = chunk;
            chunk = new DatomBatchBuilder(Index.AEVT);
            pace.add(full.size(), () -> load.addAevt(full.build()));
        }
    }
}
