package org.cairndb.storage.snapshot;

import java.util.Optional;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.tree.NodeSink;
import org.cairndb.storage.tree.Overlay;
import org.cairndb.storage.tree.TreeRoot;
import org.cairndb.storage.tree.TreeUpdate;

/** Merges the tail of a snapshot into its trees. */
public final class Flusher {
    private static final TreeUpdate.RemovedDatoms IGNORE = (leaf, position, retractedBy) -> {};

    private final Snapshot before;
    private final NodeSink sink;

    private Flusher(Snapshot before, NodeSink sink) {
        this.before = before;
        this.sink = sink;
    }

    /**
     * The same snapshot with all its transactions in the trees and an empty tail. New nodes go to {@code sink}, children before their parents; they must
     * be stored before the new head is.
     *
     * @throws org.cairndb.storage.error.CairnException NODE_CORRUPT if trees and transactions contradict each other
     */
    public static Snapshot flush(Snapshot snapshot, NodeSink sink) {
        if (snapshot.head().tail().isEmpty()) {
            return snapshot;
        }
        return new Flusher(snapshot, sink).run();
    }

    private Snapshot run() {
        Head head = before.head();
        DatomBatch operations = before.newest().allOperations();
        DatomBatchBuilder replaced = new DatomBatchBuilder(Index.RETIRED_EAVT);
        Schema schema = head.schema();
        Roots roots = head.roots();
        roots = update(roots, overlay(Index.EAVT), (leaf, position, retractedBy) -> {
            if (RetiredDatoms.keepsHistory(schema, leaf.attribute(position))) {
                replaced.append(leaf, position);
                replaced.retiredAt(retractedBy);
            }
        });
        roots = update(roots, overlay(Index.AEVT), IGNORE);
        roots = update(roots, overlay(Index.AVET), IGNORE);
        roots = update(roots, additions(operations), IGNORE);
        DatomBatchBuilder retired = new DatomBatchBuilder(Index.RETIRED_EAVT);
        appendAll(retired, replaced.build());
        appendAll(retired, RetiredDatoms.within(operations, schema));
        DatomBatch allRetired = DatomSorter.sort(retired.build(), Index.RETIRED_EAVT);
        roots = update(roots, additions(allRetired), IGNORE);
        roots = update(roots, additions(DatomSorter.sort(allRetired, Index.RETIRED_AEVT)), IGNORE);
        FlushRecord record = new FlushRecord(head.tx(), head.hash(), roots.with(Index.COMMITS, Optional.empty()));
        roots = update(roots, additions(record.datom()), IGNORE);
        Head flushed = head.flushedTo(roots, BoundsSearch.unknown(before, operations));
        return new Snapshot(flushed, before.nodes());
    }

    private Overlay overlay(Index index) {
        return before.newest().overlay(index);
    }

    private static Overlay additions(DatomBatch adds) {
        return new Overlay(adds, DatomBatch.empty(adds.index()));
    }

    private static void appendAll(DatomBatchBuilder builder, DatomBatch batch) {
        builder.append(batch, 0, batch.size());
    }

    private Roots update(Roots roots, Overlay overlay, TreeUpdate.RemovedDatoms removed) {
        Index index = overlay.index();
        Optional<TreeRoot> root = TreeUpdate.apply(before.tree(index), overlay, sink, removed);
        return roots.with(index, root);
    }
}
