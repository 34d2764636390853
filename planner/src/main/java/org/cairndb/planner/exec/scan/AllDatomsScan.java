package org.cairndb.planner.exec.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** Every current datom of user attributes: entity, attribute, value as text, transaction. */
public final class AllDatomsScan implements Operator {
    private final ExecutionContext context;
    private final Schema schema;
    private final RangeCursor cursor;

    /** A scan of a snapshot. */
    public AllDatomsScan(ExecutionContext context, Snapshot snapshot) {
        this.context = context;
        this.schema = snapshot.schema();
        context.willRead(snapshot, Index.EAVT, List.of(KeyRange.all()));
        this.cursor = new RangeCursor(snapshot, Index.EAVT, List.of(KeyRange.all()), Direction.FORWARD);
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            context.checkCancelled();
            context.fetchPlanned();
            DatomCursor slice = cursor.next();
            if (slice == null) {
                return null;
            }
            Batch batch = batchOf(slice);
            if (batch.size() > 0) {
                return batch;
            }
        }
    }

    private Batch batchOf(DatomCursor slice) {
        ColumnBuilder entities = ColumnBuilder.of(ColumnType.of(Kind.LONG));
        ColumnBuilder attributes = ColumnBuilder.of(ColumnType.of(Kind.TEXT));
        ColumnBuilder values = ColumnBuilder.of(ColumnType.of(Kind.TEXT));
        ColumnBuilder txs = ColumnBuilder.of(ColumnType.of(Kind.LONG));
        DatomBatch batch = slice.batch();
        for (int i = slice.from(); i < slice.to(); i++) {
            Attribute attribute = schema.find(batch.attribute(i)).orElse(null);
            if (attribute == null || attribute.isSystem() || attribute.isPresence()) {
                continue;
            }
            Object value = Values.javaValue(attribute, batch.vector(i), batch.slot(i));
            entities.appendValue(batch.entity(i));
            attributes.appendValue(attribute.ident().getBytes(StandardCharsets.UTF_8));
            values.appendValue(value.toString().getBytes(StandardCharsets.UTF_8));
            txs.appendValue(batch.tx(i));
        }
        int size = entities.size();
        return new Batch(new Column[] {entities.build(), attributes.build(), values.build(), txs.build()}, size);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
