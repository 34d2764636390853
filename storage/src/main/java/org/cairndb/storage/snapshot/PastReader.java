package org.cairndb.storage.snapshot;

import java.util.List;
import java.util.Optional;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** Finds past states of a line of commits: by the roots of then where they are stored, else from current and retired datoms. */
final class PastReader {
    private final Head head;
    private final NodeReader nodes;
    private final LayeredIndexes newest;
    private final TransactionTimes times;

    PastReader(Head head, NodeReader nodes, LayeredIndexes newest) {
        this.head = head;
        this.nodes = nodes;
        this.newest = newest;
        this.times = new TransactionTimes(head, newest);
    }

    /** The state after a transaction. */
    PastStates.State at(long tx) {
        newest.askFor(List.of(Index.COMMITS, Index.LOG));
        Optional<LayeredIndexes> kept = new PastRoots(head, nodes, newest).at(tx);
        if (kept.isEmpty()) {
            return fromRetired(tx);
        }
        Schema then = schemaAt(tx, kept.get());
        LayeredIndexes state =
                then.equals(head.schema()) ? kept.get() : kept.get().withSchema(then);
        return state(tx, then, state.readBy(nodes.uncounted()));
    }

    /** The state after a transaction, whether or not its roots are still stored. */
    PastStates.State fromRetired(long tx) {
        Schema then = schemaAt(tx, new HistoricalIndexes(newest, tx, head.schema()));
        return state(tx, then, new HistoricalIndexes(newest, tx, then));
    }

    private PastStates.State state(long tx, Schema schema, Indexes indexes) {
        return new PastStates.State(times.instantOf(tx), schema, indexes, new StoredViews.Memo());
    }

    private Schema schemaAt(long pastTx, Indexes past) {
        if (pastTx >= head.schemaTx()) {
            return head.schema();
        }
        DatomBatchBuilder definitions = new DatomBatchBuilder(Index.EAVT);
        KeyRange attributes = KeyRange.ofEntities(EntityIds.ATTRIBUTE_BASE, EntityIds.TX_BASE);
        try (DatomCursor cursor = past.cursor(Index.EAVT, attributes, Direction.FORWARD)) {
            while (cursor.next()) {
                definitions.append(cursor.batch(), cursor.from(), cursor.to());
            }
        }
        return SchemaDatoms.apply(Schema.empty(), definitions.build());
    }
}
