package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Puts the transaction that changed a row last in the place of its entity id: the greatest of those that added one of its values and of those that took one
 * away.
 */
public final class RowTransactions implements Operator {
    private final Operator input;
    private final Snapshot snapshot;
    private final List<Attribute> attributes;
    private final List<AttributeReader> readers;
    private final EntityFetch fetcher;
    private final int[] places;
    private final KeyBuffer key = new KeyBuffer();

    /**
     * Replaces some columns of an input.
     *
     * @param attributes all attributes that a row is made of, the marker of its table included
     * @param places ordinals of the columns, which hold entity ids and are to hold transactions
     */
    public RowTransactions(Operator input, Snapshot snapshot, List<Attribute> attributes, List<Integer> places) {
        this.input = input;
        this.snapshot = snapshot;
        this.attributes = attributes;
        this.readers =
                attributes.stream().map(a -> new AttributeReader(snapshot, a)).toList();
        this.fetcher = new EntityFetch(snapshot);
        this.places = places.stream().mapToInt(place -> place).toArray();
    }

    @Override
    public @Nullable Batch next() {
        Batch batch = input.next();
        if (batch == null) {
            return null;
        }
        Batch compact = batch.compact();
        int size = compact.size();
        LongColumn ids = (LongColumn) compact.column(places[0]);
        long[] entities = Arrays.copyOfRange(ids.array(), ids.offset(), ids.offset() + size);
        LongColumn transactions = new LongColumn(transactions(entities), size, null);
        Column[] columns = new Column[compact.columnCount()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = compact.column(i);
        }
        for (int place : places) {
            columns[place] = transactions;
        }
        return new Batch(columns, size);
    }

    private long[] transactions(long[] entities) {
        if (entities.length == 0) {
            return entities;
        }
        int @Nullable [] order = EntityOrder.ascending(entities, 0, entities.length);
        if (order == null) {
            return ofAscending(entities);
        }
        long[] ascending = new long[entities.length];
        for (int i = 0; i < ascending.length; i++) {
            ascending[i] = entities[order[i]];
        }
        long[] found = ofAscending(ascending);
        long[] result = new long[found.length];
        for (int i = 0; i < result.length; i++) {
            result[order[i]] = found[i];
        }
        return result;
    }

    private long[] ofAscending(long[] entities) {
        fetcher.fetchColumns(attributes, entities, 0, entities.length);
        long[] transactions = new long[entities.length];
        for (AttributeReader reader : readers) {
            reader.raiseToTransactions(entities, transactions);
            raiseToRetractions(reader.attribute(), entities, transactions);
        }
        return transactions;
    }

    private void raiseToRetractions(Attribute attribute, long[] entities, long[] transactions) {
        KeyRange range = KeyRange.ofAttribute(attribute.id(), entities[0], entities[entities.length - 1] + 1);
        int next = 0;
        try (DatomCursor cursor = snapshot.cursor(Index.RETIRED_AEVT, range, Direction.FORWARD)) {
            while (next < entities.length && cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to() && next < entities.length; i++) {
                    long entity = batch.entity(i);
                    while (next < entities.length && entities[next] < entity) {
                        next++;
                    }
                    if (next < entities.length && entities[next] == entity && batch.retiredAt(i) <= snapshot.tx()) {
                        transactions[next] = Math.max(transactions[next], batch.retiredAt(i));
                    }
                }
                if (next < entities.length && batch.entity(cursor.to() - 1) < entities[next]) {
                    cursor.seek(key.clear()
                            .attribute(attribute.id())
                            .unsigned(entities[next])
                            .toBytes());
                }
            }
        }
    }

    @Override
    public void close() {
        input.close();
        readers.forEach(AttributeReader::close);
    }
}
