package org.cairndb.planner.exec.scan;

import java.util.Objects;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * The row of an entity table that a key leads to, or the few rows: each entity is found through its spine, and its other attributes are read from EAVT,
 * where they lie together. Columns share the arrays of leaves.
 */
public final class EntityLookup implements Operator {
    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final LookupSpec spec;
    private final @Nullable KeyRange key;
    private @Nullable DatomCursor spine;
    /** The next position of the spine; before the first one is found, the end of what there is. */
    private int position;

    private boolean isAtEnd;

    /** A lookup of a key range in which hardly more than one entity can lie; null if there is no such key. */
    public EntityLookup(ExecutionContext context, Snapshot snapshot, LookupSpec spec, @Nullable KeyRange key) {
        this.context = context;
        this.snapshot = snapshot;
        this.spec = spec;
        this.key = key;
        this.isAtEnd = key == null;
        if (key != null && snapshot.isRemote()) {
            spec.declare(context, snapshot, key);
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        context.fetchPlanned();
        while (findNext()) {
            @Nullable Batch row = row();
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    /** Moves to the next datom of the spine. A value that is unique today may have had several entities in a past state. */
    private boolean findNext() {
        DatomCursor open = spine;
        if (isAtEnd || key == null) {
            return false;
        }
        if (open == null) {
            open = snapshot.cursor(spec.index(), key, Direction.FORWARD);
            spine = open;
        } else if (++position < open.to()) {
            return true;
        }
        isAtEnd = !open.next();
        position = open.from();
        return !isAtEnd;
    }

    private @Nullable Batch row() {
        DatomCursor open = Objects.requireNonNull(spine);
        DatomBatch batch = open.batch();
        long entity = batch.entity(position);
        @Nullable Column[] columns = new @Nullable Column[spec.columnCount()];
        for (int i = 0; i < columns.length; i++) {
            if (spec.isEntity(i)) {
                columns[i] = LongColumn.constant(entity - spec.idBase(), 1);
            } else if (spec.isSpine(i)) {
                columns[i] = spec.column(i, batch, position);
            }
        }
        if (spec.readsBesideSpine()) {
            readBesideSpine(entity, columns);
        }
        return spec.passing(columns, context);
    }

    /** The first value of each attribute that is read beside the spine. */
    private void readBesideSpine(long entity, @Nullable Column[] columns) {
        try (DatomCursor cursor = snapshot.cursor(spec.rowIndex(), spec.rowOf(entity), Direction.FORWARD)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int at = cursor.from(); at < cursor.to(); at++) {
                    int column = spec.columnOf(batch.attribute(at));
                    if (column >= 0 && columns[column] == null) {
                        columns[column] = spec.column(column, batch, at);
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        isAtEnd = true;
        if (spine != null) {
            spine.close();
        }
    }
}
