package org.cairndb.storage.snapshot;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.tree.NodeSink;
import org.cairndb.storage.tree.NodeSource;
import org.cairndb.storage.tree.Overlay;
import org.cairndb.storage.tree.Tree;
import org.cairndb.storage.tree.TreeRoot;
import org.cairndb.storage.tree.TreeUpdate;

/**
 * One large transaction of additions that goes straight into the trees, in sorted chunks of any number, so that its size is not bounded by memory.
 *
 * <p>Each index takes its chunks in ascending order; EAVT, AEVT and AVET may be fed by three threads, each order by one at a time. Every chunk costs a path
 * from the root, so chunks of several hundred thousand datoms are best.
 */
public final class BulkLoad {
    private final Snapshot base;
    private final NodeSink sink;
    private final long tx;
    private final long datomCount;
    private final CommitHasher hasher;
    private final Growing eavt;
    private final Growing log;
    private final Growing aevt;
    private final Growing avet;
    private Statistics statistics;
    private long nextEntity;
    private long seen;

    /** One tree that grows chunk by chunk, with the nodes of its last chunk at hand before the store has them. */
    private final class Growing implements NodeSource {
        private final Index index;
        private final NodeReader reader;
        private Optional<TreeRoot> root;
        private Map<NodeId, StoredNode> recent = new HashMap<>();

        Growing(Index index) {
            this.index = index;
            this.reader = base.nodes();
            this.root = base.head().roots().of(index);
        }

        void add(DatomBatch chunk) {
            Map<NodeId, StoredNode> written = new HashMap<>();
            NodeSink both = node -> {
                written.put(node.id(), node);
                sink.accept(node);
            };
            Overlay overlay = new Overlay(chunk, DatomBatch.empty(index));
            root = TreeUpdate.apply(new Tree(index, root, this), overlay, both, (leaf, position, retractedBy) -> {});
            recent = written;
        }

        @Override
        public Node load(NodeId id, Index ofIndex, int level) {
            StoredNode node = recent.get(id);
            return node == null ? reader.load(id, ofIndex, level) : NodeCodec.decode(node.bytes(), id);
        }
    }

    /**
     * Begins a load.
     *
     * @param base the newest snapshot, with an empty tail
     * @param datomCount how many datoms EAVT will get
     * @param sink takes new nodes, children before parents; it must be safe for as many threads as feed the load, and have stored the nodes of one chunk
     *     before the second chunk after it is added to the same index
     */
    public BulkLoad(Snapshot base, long datomCount, NodeSink sink) {
        if (!base.head().tail().isEmpty() || base.isPast()) {
            throw new IllegalArgumentException(
                    "A bulk load begins at a newest snapshot without a tail; flush it first");
        }
        this.base = base;
        this.sink = sink;
        this.tx = base.tx() + 1;
        this.datomCount = datomCount;
        this.hasher = new CommitHasher(base.head().hash(), tx, datomCount);
        this.eavt = new Growing(Index.EAVT);
        this.log = new Growing(Index.LOG);
        this.aevt = new Growing(Index.AEVT);
        this.avet = new Growing(Index.AVET);
        this.statistics = base.head().allStatistics();
        this.nextEntity = base.head().nextEntity();
    }

    /** The transaction that all datoms must carry. */
    public long tx() {
        return tx;
    }

    /** The next datoms in the order of EAVT, the transaction's own entity included. */
    public void addEavt(DatomBatch chunk) {
        eavt.add(chunk);
        hasher.add(chunk, 0, chunk.size());
        statistics = statistics.then(chunk, base.head().schema());
        seen += chunk.size();
        for (int i = chunk.size() - 1; i >= 0; i--) {
            if (EntityIds.isUser(chunk.entity(i))) {
                nextEntity = Math.max(nextEntity, chunk.entity(i) + 1);
                break;
            }
        }
        log.add(chunk.withIndex(Index.LOG));
    }

    /** The next datoms in the order of AEVT. */
    public void addAevt(DatomBatch chunk) {
        aevt.add(chunk);
    }

    /** The next datoms of attributes with an index on values in the order of AVET. */
    public void addAvet(DatomBatch chunk) {
        avet.add(chunk);
    }

    /**
     * The snapshot after the transaction, for the head to be swapped to once all nodes are stored.
     *
     * @param instant when the transaction was committed, as its own datom says
     */
    public Snapshot finish(Instant instant) {
        if (seen != datomCount) {
            throw new CairnException(ErrorCode.INTERNAL, "A bulk load of %d datoms got %d".formatted(datomCount, seen));
        }
        Head head = base.head();
        Roots roots = head.roots()
                .with(Index.EAVT, eavt.root)
                .with(Index.AEVT, aevt.root)
                .with(Index.AVET, avet.root)
                .with(Index.LOG, log.root);
        CommitHash hash = hasher.finish();
        FlushRecord record = new FlushRecord(tx, hash, roots.with(Index.COMMITS, Optional.empty()));
        Growing commits = new Growing(Index.COMMITS);
        commits.add(record.datom());
        Head.Line line = new Head.Line(head.databaseId(), head.branch(), tx, instant, head.hash(), hash);
        Head.Flushed flushed = new Head.Flushed(tx, hash, roots.with(Index.COMMITS, commits.root), head.rootsSince());
        Head.Definitions definitions =
                new Head.Definitions(head.schema(), head.schemaTx(), nextEntity, head.nextAttribute());
        Head loaded = new Head(line, flushed, definitions, statistics, Tail.EMPTY, List.of());
        return new Snapshot(loaded, base.nodes());
    }
}
