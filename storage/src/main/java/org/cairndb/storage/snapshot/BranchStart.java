package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.NodeSink;
import org.cairndb.storage.tree.Overlay;
import org.cairndb.storage.tree.TreeRoot;
import org.cairndb.storage.tree.TreeUpdate;

/**
 * The head with which a branch or a tag begins: that of another branch under a new name or, for an earlier transaction, what the head was then as far as it
 * matters: the roots of the last flush before, the transactions of LOG after that, the schema and the counts of then. Sketches may know values that came
 * later, and bounds are left out where they may have changed since.
 */
public final class BranchStart {
    /** Datoms that are counted one by one where a look at the ends of an attribute's run would cost a leaf. */
    private static final long DATOMS_PER_ATTRIBUTE = 8192;

    private final Snapshot at;
    private final Snapshot newest;
    private final Head head;

    private BranchStart(Snapshot at) {
        this.at = at;
        this.head = at.head();
        this.newest = at.asOf(head.tx());
    }

    /**
     * The head of a branch or tag at a snapshot.
     *
     * @param name name of the head
     * @param sink takes the nodes that must be stored before the head: none for a newest state or one after the last flush
     * @throws CairnException OPTION_INVALID if the index roots of that time are no longer stored
     */
    public static Head head(Snapshot at, String name, NodeSink sink) {
        if (!at.isPast()) {
            return at.head().named(name);
        }
        BranchStart start = new BranchStart(at);
        if (at.tx() >= at.head().flushedTx()) {
            return start.build(name, at.head().flushed());
        }
        Head.Flushed flush = start.earlierFlush();
        Optional<TreeRoot> commits = start.recordsUntil(flush.tx(), sink);
        Roots roots = flush.roots().with(Index.COMMITS, commits);
        return start.build(name, new Head.Flushed(flush.tx(), flush.hash(), roots, flush.rootsSince()));
    }

    /**
     * The same state as a newest one, which further transactions can follow in memory: nothing is written. States before its last flush are read without
     * their roots.
     *
     * @throws CairnException OPTION_INVALID as {@link #head}
     */
    public static Snapshot continuable(Snapshot at) {
        if (!at.isPast()) {
            return at;
        }
        BranchStart start = new BranchStart(at);
        Head.Flushed flush = at.head().flushed();
        if (at.tx() < flush.tx()) {
            Head.Flushed earlier = start.earlierFlush();
            flush = new Head.Flushed(earlier.tx(), earlier.hash(), earlier.roots(), earlier.tx());
        }
        return new Snapshot(start.build(at.head().branch(), flush), at.nodes());
    }

    private Head build(String name, Head.Flushed flushed) {
        List<Transaction> transactions = at.tx() >= head.flushedTx()
                ? head.tail().subList(0, (int) (at.tx() - head.flushedTx()))
                : CommitChain.transactions(newest, flushed.tx() + 1, at.tx() + 1);
        Tail tail = Tail.EMPTY;
        CommitHash hash = flushed.hash();
        CommitHash parent = transactions.isEmpty() ? CommitChain.hashAt(newest, at.tx() - 1) : hash;
        for (Transaction transaction : transactions) {
            var encoded = transaction.encode();
            tail = tail.then(encoded);
            parent = hash;
            hash = hash.then(encoded);
        }
        Head.Line line = new Head.Line(head.databaseId(), name, at.tx(), at.instant(), parent, hash);
        // Where the schema changed later, the exact transaction is not worth a search: it only has to be one since
        // which nothing changed.
        long schemaTx = Math.min(head.schemaTx(), at.tx());
        Head.Definitions definitions =
                new Head.Definitions(at.schema(), schemaTx, head.nextEntity(), head.nextAttribute());
        return new Head(line, flushed, definitions, statistics(), tail, List.copyOf(transactions));
    }

    /** The last flush before, without COMMITS. */
    private Head.Flushed earlierFlush() {
        Optional<FlushRecord> record = new PastRoots(head, at.nodes(), newest.newest()).lastFlushUntil(at.tx());
        long tx = record.map(FlushRecord::tx).orElse(0L);
        if (tx < head.rootsSince()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "Nothing can begin at transaction %d of %s: its index roots are stored from transaction %d on; begin later"
                            .formatted(at.tx(), BranchNames.described(head.branch()), head.rootsSince()));
        }
        Roots roots = record.map(FlushRecord::roots).orElse(Roots.EMPTY);
        CommitHash hash = record.map(FlushRecord::hash).orElse(CommitHash.GENESIS);
        return new Head.Flushed(tx, hash, roots, head.rootsSince());
    }

    /** COMMITS without the records after a flush, which are another branch's. */
    private Optional<TreeRoot> recordsUntil(long tx, NodeSink sink) {
        DatomBatchBuilder later = new DatomBatchBuilder(Index.COMMITS);
        KeyRange range = KeyRange.ofEntities(tx + 1, Long.MAX_VALUE);
        try (DatomCursor cursor = newest.cursor(Index.COMMITS, range, Direction.FORWARD)) {
            while (cursor.next()) {
                later.append(cursor.batch(), cursor.from(), cursor.to());
            }
        }
        Overlay removal = new Overlay(DatomBatch.empty(Index.COMMITS), later.build());
        return TreeUpdate.apply(newest.tree(Index.COMMITS), removal, sink, (leaf, position, retractedBy) -> {});
    }

    private Statistics statistics() {
        Statistics now = head.allStatistics();
        Set<Integer> known = new TreeSet<>();
        for (int attribute : now.attributes()) {
            if (at.schema().find(attribute).isPresent()) {
                known.add(attribute);
            }
        }
        if (at.tx() >= head.flushedTx()) {
            List<Transaction> later = head.tail()
                    .subList((int) (at.tx() - head.flushedTx()), head.tail().size());
            return now.before(later.stream().map(Transaction::datoms).toList(), known);
        }
        KeyRange later = KeyRange.ofEntities(at.tx() + 1, head.tx() + 1);
        if (newest.estimate(Index.LOG, later) > DATOMS_PER_ATTRIBUTE * known.size()) {
            Map<Integer, Long> counts = new HashMap<>();
            known.forEach(attribute -> counts.put(attribute, at.count(Index.AEVT, KeyRange.ofAttribute(attribute))));
            return now.withCounts(counts);
        }
        return now.before(log(later), known);
    }

    private List<DatomBatch> log(KeyRange range) {
        List<DatomBatch> batches = new ArrayList<>();
        try (DatomCursor cursor = newest.cursor(Index.LOG, range, Direction.FORWARD)) {
            while (cursor.next()) {
                DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
                builder.append(cursor.batch(), cursor.from(), cursor.to());
                batches.add(builder.build());
            }
        }
        return batches;
    }
}
