package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Reads a handful of rows from EAVT, all columns at once. */
final class FewRows {
    private final EntityColumns columns;
    private final RowReader reader;

    FewRows(Snapshot snapshot, EntityColumns columns) {
        this.columns = columns;
        this.reader = new RowReader(snapshot, columns.attributes());
    }

    /** The rows of a chunk that pass, or null if none does. */
    @Nullable
    Batch read(Chunk chunk, StagedFilter filter, int given) {
        columns.fetchRows(chunk);
        Column[] all = columns.withRows(reader.read(chunk), chunk);
        int count = filter.selectRead(all, chunk.size());
        if (count == 0) {
            return null;
        }
        Batch batch = new Batch(Arrays.copyOf(all, given), chunk.size());
        return count == chunk.size()
                ? batch
                : batch.select(Arrays.copyOf(filter.kept(), count), count).compact();
    }
}
