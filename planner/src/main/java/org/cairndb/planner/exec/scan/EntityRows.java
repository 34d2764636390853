package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
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

/**
 * Reads attributes of entities: attribute by attribute from AEVT, or, for a handful of entities, row by row from EAVT, which touches one leaf an
 * entity instead of one an attribute.
 */
final class EntityRows implements AutoCloseable {
    private static final int FEW_ENTITIES = 8;

    private final Snapshot snapshot;
    private final EntityFetch fetcher;
    private final List<AttributeReader> readers = new ArrayList<>();

    EntityRows(Snapshot snapshot, List<Attribute> attributes) {
        this.snapshot = snapshot;
        this.fetcher = new EntityFetch(snapshot, attributes);
        for (Attribute attribute : attributes) {
            readers.add(new AttributeReader(snapshot, attribute));
        }
    }

    /** How many of the ascending entities [from, to) can be read at once without copying values. */
    int aligned(long[] entities, int from, int to) {
        int length = to - from;
        for (int i = 0; i < readers.size() && length > 0; i++) {
            length = readers.get(i).aligned(entities, from, from + length);
        }
        return length;
    }

    /** A column for each attribute after {@link #aligned}. */
    Column[] takeAligned(int size) {
        Column[] columns = new Column[readers.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = readers.get(i).takeAligned(size);
        }
        return columns;
    }

    /** Asks for all columns of the entities from one to another. */
    void fetchSideBySide(long first, long last) {
        fetcher.fetchSideBySide(first, last);
    }

    /** Whether so many entities are read row by row. */
    boolean readsRowwise(int count) {
        return count <= FEW_ENTITIES && readers.size() > 1;
    }

    /** A column for each attribute with the values of entities [from, to) in any order. */
    Column[] read(long[] entities, int from, int to) {
        int @Nullable [] order = EntityOrder.ascending(entities, from, to);
        if (readsRowwise(to - from)) {
            fetcher.fetchRows(entities, from, to, order);
            return readRows(entities, from, to);
        }
        fetcher.fetchColumns(entities, from, to, order);
        Column[] columns = new Column[readers.size()];
        if (order == null) {
            for (int i = 0; i < columns.length; i++) {
                columns[i] = readers.get(i).readAscending(entities, from, to);
            }
            return columns;
        }
        int size = to - from;
        long[] sorted = new long[size];
        int[] back = new int[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = entities[from + order[i]];
            back[order[i]] = i;
        }
        for (int i = 0; i < columns.length; i++) {
            columns[i] = readers.get(i).readAscending(sorted, 0, size).gather(back, size);
        }
        return columns;
    }

    private Column[] readRows(long[] entities, int from, int to) {
        ColumnBuilder[] builders = new ColumnBuilder[readers.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(readers.get(i).type());
        }
        for (int i = from; i < to; i++) {
            readRow(entities[i], builders, i - from);
        }
        Column[] columns = new Column[builders.length];
        for (int i = 0; i < builders.length; i++) {
            columns[i] = builders[i].build();
        }
        return columns;
    }

    private void readRow(long entity, ColumnBuilder[] builders, int row) {
        try (DatomCursor cursor = snapshot.cursor(Index.EAVT, KeyRange.ofEntity(entity), Direction.FORWARD)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int position = cursor.from(); position < cursor.to(); position++) {
                    appendDatom(batch, position, builders, row);
                }
            }
        }
        for (ColumnBuilder builder : builders) {
            if (builder.size() == row) {
                builder.appendNull();
            }
        }
    }

    private void appendDatom(DatomBatch batch, int position, ColumnBuilder[] builders, int row) {
        int attribute = batch.attribute(position);
        for (int i = 0; i < builders.length; i++) {
            if (readers.get(i).attribute().id() == attribute && builders[i].size() == row) {
                builders[i].append(batch.vector(position), batch.slot(position));
            }
        }
    }

    @Override
    public void close() {
        readers.forEach(AttributeReader::close);
    }
}
