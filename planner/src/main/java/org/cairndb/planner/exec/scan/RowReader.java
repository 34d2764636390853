package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** Reads attributes of a handful of entities row by row from EAVT, which touches one leaf an entity instead of one an attribute. */
final class RowReader {
    private final Snapshot snapshot;
    private final List<Attribute> attributes;

    RowReader(Snapshot snapshot, List<Attribute> attributes) {
        this.snapshot = snapshot;
        this.attributes = attributes;
    }

    /** A column for each attribute with the values of the chunk's entities, null where absent. */
    Column[] read(Chunk chunk) {
        int count = attributes.size();
        ColumnBuilder[] builders = new ColumnBuilder[count];
        for (int i = 0; i < count; i++) {
            builders[i] = ColumnBuilder.of(ValueColumns.typeOf(attributes.get(i)));
        }
        DatomCursor cursor = null;
        try {
            for (int i = chunk.from(); i < chunk.to(); i++) {
                KeyRange range = KeyRange.ofEntity(chunk.entities()[i]);
                cursor = moved(cursor, range, i > chunk.from() && chunk.entities()[i - 1] < chunk.entities()[i]);
                readRow(cursor, builders, i - chunk.from());
            }
        } finally {
            if (cursor != null) {
                cursor.close();
            }
        }
        Column[] columns = new Column[count];
        for (int i = 0; i < count; i++) {
            columns[i] = ValueColumns.narrowed(builders[i].build(), ValueColumns.typeOf(attributes.get(i)));
        }
        return columns;
    }

    private DatomCursor moved(@Nullable DatomCursor cursor, KeyRange range, boolean isForward) {
        if (cursor != null && isForward && cursor.goOn(range)) {
            return cursor;
        }
        if (cursor != null) {
            cursor.close();
        }
        return snapshot.cursor(Index.EAVT, range, Direction.FORWARD);
    }

    private void readRow(DatomCursor cursor, ColumnBuilder[] builders, int row) {
        while (cursor.next()) {
            DatomBatch batch = cursor.batch();
            for (int position = cursor.from(); position < cursor.to(); position++) {
                append(batch, position, builders, row);
            }
        }
        for (ColumnBuilder builder : builders) {
            if (builder.size() == row) {
                builder.appendNull();
            }
        }
    }

    private void append(DatomBatch batch, int position, ColumnBuilder[] builders, int row) {
        int attribute = batch.attribute(position);
        for (int i = 0; i < builders.length; i++) {
            if (attributes.get(i).id() == attribute && builders[i].size() == row) {
                builders[i].append(batch.vector(position), batch.slot(position));
            }
        }
    }
}
