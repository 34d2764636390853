package org.cairndb.storage.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.snapshot.FlushRecord;
import org.cairndb.storage.snapshot.Roots;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.NodeSource;
import org.cairndb.storage.tree.TreeDiff;
import org.cairndb.storage.tree.TreeRoot;

/**
 * Copies the nodes that a snapshot and the flush records it keeps reach, less those that the destination's head reaches.
 *
 * <p>Flushes go in their order, each compared with the one before it, so that every node is copied when it first occurs.
 */
final class SnapshotCopy {
    /** Flushes whose roots are fetched in one call. */
    private static final int READ_AHEAD = 16;

    private final RecentNodes source;
    private final NodeSource sourceNodes;
    private final Snapshot from;
    private final Optional<Snapshot> to;
    private final CopyQueue queue;
    private final Copied copied;
    private Base base;

    /**
     * Roots that the destination has completely.
     *
     * @param nodes where their nodes can be read
     * @param skipped counts what it had before this run
     */
    private record Base(Roots roots, NodeSource nodes, LongConsumer skipped) {}

    SnapshotCopy(RecentNodes source, Snapshot from, Optional<Snapshot> to, CopyQueue queue, Copied copied) {
        this.source = source;
        this.sourceNodes = from.tree(Index.COMMITS).source();
        this.from = from;
        this.to = to;
        this.queue = queue;
        this.copied = copied;
        this.base = to.map(known -> new Base(known.head().roots(), nodesOf(known), queue::present))
                .orElseGet(() -> copiedNow(copied.newest()));
    }

    private static NodeSource nodesOf(Snapshot snapshot) {
        return snapshot.tree(Index.COMMITS).source();
    }

    private Base copiedNow(Roots roots) {
        return new Base(roots, sourceNodes, bytes -> {});
    }

    /** Returns when everything is stored. */
    void run() {
        List<FlushRecord> records = missingRecords();
        for (int i = 0; i < records.size(); i += READ_AHEAD) {
            List<FlushRecord> some = records.subList(i, Math.min(records.size(), i + READ_AHEAD));
            readAhead(some);
            for (FlushRecord record : some) {
                if (copied.has(record)) {
                    base = copiedNow(record.roots());
                } else {
                    copy(record.roots());
                }
            }
        }
        copy(from.head().roots());
        copyCommits();
        queue.finish();
        if (to.isEmpty()) {
            records.forEach(copied::add);
            copied.add(from.head().roots());
        }
    }

    private void copy(Roots roots) {
        for (Index index : Index.values()) {
            if (index != Index.COMMITS) {
                TreeCopy tree = new TreeCopy(index, source, base.nodes(), queue, base.skipped());
                roots.of(index).ifPresent(root -> tree.copy(root, base.roots().of(index)));
            }
        }
        base = copiedNow(roots);
    }

    /** Flush records do not name the root of COMMITS, so it is compared with that of the destination's head. */
    private void copyCommits() {
        Optional<TreeRoot> known =
                to.flatMap(snapshot -> snapshot.head().roots().of(Index.COMMITS));
        NodeSource nodes = to.map(SnapshotCopy::nodesOf).orElse(sourceNodes);
        TreeCopy commits = new TreeCopy(Index.COMMITS, source, nodes, queue, queue::present);
        from.head().roots().of(Index.COMMITS).ifPresent(root -> commits.copy(root, known));
    }

    private void readAhead(List<FlushRecord> records) {
        List<NodeId> ids = new ArrayList<>();
        Roots before = base.roots();
        for (FlushRecord record : records) {
            for (Index index : Index.values()) {
                Optional<NodeId> known = before.of(index).map(TreeRoot::id);
                record.roots()
                        .of(index)
                        .map(TreeRoot::id)
                        .filter(id -> known.filter(id::equals).isEmpty())
                        .ifPresent(ids::add);
            }
            before = record.roots();
        }
        source.fetchNodes(ids);
    }

    /** The flush records, in order, that the source keeps the roots of and the destination's head does not. */
    private List<FlushRecord> missingRecords() {
        TreeMap<Long, FlushRecord> missing = new TreeMap<>();
        long since = from.head().rootsSince();
        long until = from.tx() + 1;
        if (to.isEmpty()) {
            addKept(since, until, missing);
        } else {
            DatomBatch added = TreeDiff.between(to.get().tree(Index.COMMITS), from.tree(Index.COMMITS))
                    .adds();
            for (int i = 0; i < added.size(); i++) {
                FlushRecord record = FlushRecord.read(added, i);
                if (record.tx() >= since) {
                    missing.put(record.tx(), record);
                }
            }
            addKept(since, to.get().head().rootsSince(), missing);
        }
        return List.copyOf(missing.values());
    }

    private void addKept(long since, long until, TreeMap<Long, FlushRecord> target) {
        if (since >= until) {
            return;
        }
        try (DatomCursor cursor =
                from.tree(Index.COMMITS).cursor(KeyRange.ofEntities(since, until), Direction.FORWARD)) {
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    FlushRecord record = FlushRecord.read(cursor.batch(), i);
                    target.put(record.tx(), record);
                }
            }
        }
    }
}
