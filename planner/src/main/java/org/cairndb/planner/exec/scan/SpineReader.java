package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Gives out the entities of a spine in chunks: slices of leaves as they are, short slices of several key ranges copied together. Backward, chunks come in
 * descending order, and each is ascending inside.
 */
final class SpineReader implements AutoCloseable {
    /** A slice of so many entities is not worth a copy. */
    private static final int LONG_SLICE = 512;

    private static final int GATHERED_AT_ONCE = 4096;

    private final RangeCursor cursor;
    private final ColumnType type;
    private final boolean forward;
    /** Entities that have been read and not given out. */
    private @Nullable Chunk waiting;

    SpineReader(RangeCursor cursor, Attribute spine, Direction direction) {
        this.cursor = cursor;
        this.type = ValueColumns.typeOf(spine);
        this.forward = direction == Direction.FORWARD;
    }

    /** The next run of at least one entity, or null at the end; at most so many entities. */
    @Nullable
    Chunk next(int most) {
        Chunk chunk = nextSlice();
        if (chunk == null) {
            return null;
        }
        if (forward && chunk.size() < LONG_SLICE && !cursor.isLastRange()) {
            chunk = gather(chunk, Math.min(most, GATHERED_AT_ONCE));
        }
        if (chunk.size() <= most) {
            return chunk;
        }
        return forward ? firstOf(chunk, most) : lastOf(chunk, most);
    }

    private Chunk firstOf(Chunk chunk, int most) {
        Chunk rest = chunk.startingAt(chunk.from() + most);
        Chunk next = waiting;
        waiting = next == null ? rest : Chunk.join(List.of(rest, next), type);
        return chunk.upTo(chunk.from() + most);
    }

    private Chunk lastOf(Chunk chunk, int most) {
        waiting = chunk.upTo(chunk.to() - most);
        return chunk.startingAt(chunk.to() - most);
    }

    private @Nullable Chunk nextSlice() {
        Chunk kept = waiting;
        if (kept != null) {
            waiting = null;
            return kept;
        }
        DatomCursor slice = cursor.next();
        if (slice == null) {
            return null;
        }
        DatomBatch batch = slice.batch();
        int ordinal = batch.ordinal(slice.from());
        SpineValues values = new SpineValues.OfLeaf(batch.column(ordinal), type, -batch.runStart(ordinal));
        return new Chunk(batch.entities().array(), slice.from(), slice.to(), values);
    }

    /** Copies short slices together; a long one that follows has to wait. */
    private Chunk gather(Chunk first, int most) {
        List<Chunk> gathered = new ArrayList<>();
        int count = 0;
        Chunk next = first;
        while (next != null && next.size() < LONG_SLICE) {
            gathered.add(next);
            count += next.size();
            next = count < most ? nextSlice() : null;
        }
        waiting = next;
        return Chunk.join(gathered, type);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
