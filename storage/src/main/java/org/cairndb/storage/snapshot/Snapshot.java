package org.cairndb.storage.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.LeafPresence;
import org.cairndb.storage.tree.LevelFetch;
import org.cairndb.storage.tree.MatchingLeaves;
import org.cairndb.storage.tree.Tree;

/**
 * A readable database value at one transaction. It never changes, however many transactions follow; any number of threads may read it without locks.
 * Everything but the head is fetched when it is first needed.
 */
public final class Snapshot {
    /** Transactions up to which it is cheaper to extend what is known of the tail than to read it anew. */
    private static final int MAX_STEPS = 4;

    private final Head head;
    private final NodeReader nodes;
    /** Indexes at the transaction of the head. */
    private final LayeredIndexes newest;

    private final long tx;
    private final Instant instant;
    private final Schema schema;
    private final Indexes indexes;
    private final StoredViews.Memo views;
    private final PastStates past;

    /** The snapshot that a head names. */
    public Snapshot(Head head, NodeReader nodes) {
        this(head, nodes, layered(head, nodes), new PastStates());
    }

    private Snapshot(Head head, NodeReader nodes, LayeredIndexes newest, PastStates past) {
        this.head = head;
        this.nodes = nodes;
        this.newest = newest;
        this.tx = head.tx();
        this.instant = head.instant();
        this.schema = head.schema();
        this.indexes = newest;
        this.views = new StoredViews.Memo();
        this.past = past;
    }

    /** A past state of the database that {@code origin} is the newest known state of. */
    private Snapshot(Snapshot origin, long tx, PastStates.State state) {
        this.head = origin.head;
        this.nodes = origin.nodes;
        this.newest = origin.newest;
        this.tx = tx;
        this.instant = state.instant();
        this.schema = state.schema();
        this.indexes = readBy(state.indexes(), origin.nodes, origin.newest);
        this.views = state.views();
        this.past = origin.past;
    }

    /** A snapshot that is read in another way. */
    private Snapshot(Snapshot origin, NodeReader nodes) {
        this.head = origin.head;
        this.nodes = nodes;
        this.newest = origin.newest.readBy(nodes);
        this.tx = origin.tx;
        this.instant = origin.instant;
        this.schema = origin.schema;
        this.views = origin.views;
        this.past = origin.past;
        this.indexes = origin.indexes == origin.newest ? newest : readBy(origin.indexes, nodes, newest);
    }

    private static Indexes readBy(Indexes past, NodeReader nodes, LayeredIndexes newest) {
        return past instanceof LayeredIndexes kept ? kept.readBy(nodes) : ((HistoricalIndexes) past).readBy(newest);
    }

    private static LayeredIndexes layered(Head head, NodeReader nodes) {
        List<DatomBatch> operations =
                head.tail().stream().map(Transaction::datoms).toList();
        return new LayeredIndexes(head.roots(), nodes, head.schema(), operations);
    }

    /** The same snapshot for one piece of work, such as a query, whose requests are counted. */
    public Snapshot countedBy(RequestCounter counter) {
        return new Snapshot(this, nodes.countedBy(counter));
    }

    /** The same snapshot read by another reader. */
    Snapshot readBy(NodeReader reader) {
        return reader == nodes ? this : new Snapshot(this, reader);
    }

    /** The same snapshot with nobody who counts. */
    public Snapshot uncounted() {
        return new Snapshot(this, nodes.uncounted());
    }

    /** Gives up requests that were only meant to come ahead of need; for a snapshot of one piece of work, when that is done. */
    public void stopReadingAhead() {
        nodes.stopReadingAhead();
    }

    /** Asks for the nodes that reading begins with, and waits for none. */
    public void askForRoots() {
        indexes.parts(Index.AEVT, List.of(), LevelFetch.Extent.BRANCHES);
    }

    /** Whether reading it begins with a wait for its store. */
    boolean isCold() {
        return isRemote() && !newest.expectsRoots();
    }

    /** Whether its store answers over a network, so that {@link #fetch} pays. */
    public boolean isRemote() {
        return nodes.parallelFetches() > 1;
    }

    /** Fetches level by level what will be read of several indexes and snapshots; leaves are asked for, not waited for. Tells how many nodes were neither in memory nor on their way. */
    public static int fetch(List<Read> reads) {
        List<LevelFetch.Part> parts = new ArrayList<>();
        for (Read read : reads) {
            parts.addAll(read.snapshot.indexes.parts(read.index, read.ranges, read.extent));
        }
        return LevelFetch.run(parts);
    }

    /**
     * Key ranges that will be read.
     *
     * @param ranges disjoint and ascending
     * @param extent how much of them
     */
    public record Read(Snapshot snapshot, Index index, List<KeyRange> ranges, LevelFetch.Extent extent) {
        /** Copies the list. */
        public Read {
            ranges = List.copyOf(ranges);
        }
    }

    /** The head that the snapshot was opened at; for a snapshot as of the past, a newer one than its own transaction. */
    public Head head() {
        return head;
    }

    /** The last transaction in it; 0 for an empty database. */
    public long tx() {
        return tx;
    }

    /** When that transaction was committed; 1970 for an empty database. */
    public Instant instant() {
        return instant;
    }

    /** The attributes as of then. */
    public Schema schema() {
        return schema;
    }

    /** The views of the state by name, sorted. */
    public Map<String, StoredViews.View> views() {
        return StoredViews.of(this, views);
    }

    /** Whether it is a past state, read from a newer head. */
    public boolean isPast() {
        return tx != head.tx();
    }

    /** Where it is read from; counts requests if they are counted for the snapshot. */
    public NodeStore store() {
        return nodes.store();
    }

    /** About how many leaves hold a key range, and how many of them would have to be fetched; fetches nothing. */
    public LeafPresence leaves(Index index, KeyRange range) {
        return indexes.trees(index).stream()
                .map(tree -> LeafPresence.of(tree, range))
                .reduce(LeafPresence.NONE, LeafPresence::plus);
    }

    /** Goes through a key range of an index. */
    public DatomCursor cursor(Index index, KeyRange range, Direction direction) {
        return indexes.cursor(index, range, direction);
    }

    /** Datoms in a key range, exact: read from branch nodes and at most the two leaves in which the bounds fall. */
    public long count(Index index, KeyRange range) {
        return indexes.count(index, range);
    }

    /** About how many datoms are in a key range, from branch nodes alone. */
    public long estimate(Index index, KeyRange range) {
        return indexes.estimate(index, range);
    }

    /** About how many datoms are in a key range, where that costs no request: exact if the leaves at its ends are in memory; empty if it would cost one. */
    public OptionalLong countAtHand(Index index, KeyRange range) {
        OptionalLong known = indexes.countAtHand(index, range);
        return known.isPresent() || isRemote() ? known : OptionalLong.of(indexes.estimate(index, range));
    }

    /**
     * Disjoint ascending ranges of about the same number of datoms that together are a range, so that several threads can each read a part: as many as
     * asked for, or fewer where there are not enough leaves. Read from branch nodes alone.
     */
    public List<KeyRange> split(Index index, KeyRange range, int parts) {
        return indexes.split(index, range, parts);
    }

    /**
     * Where in AEVT an attribute may have a value in one of some ranges, which are disjoint ascending key ranges of AVET, whether or not that holds the
     * attribute. Read from branch nodes alone.
     */
    public MatchingLeaves matching(int attribute, List<KeyRange> values) {
        return indexes.matching(attribute, values);
    }

    /** Count and distinct estimate of the values of an attribute; for a past state the count is an estimate too, from branch nodes alone. */
    public AttributeStatistics statistics(int attribute) {
        AttributeStatistics now = head.statistics(attribute);
        if (!isPast()) {
            return now;
        }
        long count = indexes.estimate(Index.AEVT, KeyRange.ofAttribute(attribute));
        return new AttributeStatistics(count, Math.min(count, Math.max(1, now.distinct())));
    }

    /** The entity that holds a value of a unique attribute. */
    public OptionalLong findEntity(Attribute unique, Object value) {
        if (!unique.inAvet()) {
            throw new IllegalArgumentException("Attribute \"%s\" has no index on its values".formatted(unique.ident()));
        }
        try (DatomCursor cursor = cursor(Index.AVET, KeyRange.ofValue(unique, value), Direction.FORWARD)) {
            return cursor.next() ? OptionalLong.of(cursor.batch().entity(cursor.from())) : OptionalLong.empty();
        }
    }

    /** The values of an attribute of an entity, ascending. */
    public List<Object> values(long entity, Attribute attribute) {
        List<Object> values = new ArrayList<>();
        KeyRange range = KeyRange.ofEntity(entity, attribute.id());
        try (DatomCursor cursor = cursor(Index.EAVT, range, Direction.FORWARD)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    values.add(Values.javaValue(attribute, batch.vector(i), batch.slot(i)));
                }
            }
        }
        return values;
    }

    /** The value, or the least value, of an attribute of an entity. */
    public Optional<Object> value(long entity, Attribute attribute) {
        List<Object> values = values(entity, attribute);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Whether an entity holds a value. */
    public boolean contains(long entity, Attribute attribute, Object value) {
        return values(entity, attribute).contains(Values.canonical(attribute, value));
    }

    /** The datoms in a key range as objects; for small ranges and tests. */
    public List<Datom> datoms(Index index, KeyRange range) {
        List<Datom> datoms = new ArrayList<>();
        try (DatomCursor cursor = cursor(index, range, Direction.FORWARD)) {
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    datoms.add(cursor.batch().datom(i, head.schema()));
                }
            }
        }
        return datoms;
    }

    /** Every addition and retraction of transactions [from, to) in the order of LOG, as far as the snapshot has them. */
    public DatomCursor log(long from, long to) {
        KeyRange range = KeyRange.ofEntities(from, Math.min(to, tx + 1));
        if (from > head.flushedTx()) {
            return new BatchCursor(List.of(newest.overlay(Index.LOG).adds()), range, Direction.FORWARD);
        }
        return newest.cursor(Index.LOG, range, Direction.FORWARD);
    }

    /**
     * The state after an earlier transaction.
     *
     * @throws CairnException OPTION_INVALID if there is no such transaction
     */
    public Snapshot asOf(long pastTx) {
        requireTx(pastTx);
        if (pastTx == tx) {
            return this;
        }
        if (pastTx == head.tx()) {
            return new Snapshot(head, nodes, newest, past);
        }
        PastStates.State known = past.find(pastTx);
        if (known == null) {
            known = pastReader().at(pastTx);
            past.put(pastTx, known);
        }
        return new Snapshot(this, pastTx, known);
    }

    /** The state after an earlier transaction from current and retired datoms, whether or not its roots are still stored. */
    Snapshot fromRetired(long pastTx) {
        requireTx(pastTx);
        return new Snapshot(this, pastTx, pastReader().fromRetired(pastTx));
    }

    private PastReader pastReader() {
        return new PastReader(head, nodes, newest);
    }

    /**
     * Refuses a transaction that the line of the snapshot does not have.
     *
     * @throws CairnException OPTION_INVALID if there is no such transaction
     */
    public void requireTx(long pastTx) {
        if (pastTx < 1 || pastTx > head.tx()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "Transaction %d does not exist on %s; its transactions are %s"
                            .formatted(
                                    pastTx,
                                    BranchNames.described(head.branch()),
                                    head.tx() == 0 ? "none yet" : "1 to " + head.tx()));
        }
    }

    /**
     * The state at an instant: after the last transaction at or before it. An instant after the newest transaction gives the newest state.
     *
     * @throws CairnException OPTION_INVALID if the instant is before the first transaction
     */
    public Snapshot asOf(Instant pastInstant) {
        return asOf(txAt(pastInstant));
    }

    /**
     * The last transaction at or before an instant.
     *
     * @throws CairnException OPTION_INVALID if there is none
     */
    public long txAt(Instant pastInstant) {
        return times().txAt(pastInstant);
    }

    /** The last transaction at or before an instant, 0 if there is none. */
    public long lastTxAt(Instant pastInstant) {
        return times().lastTxAt(pastInstant);
    }

    /** When transactions were committed, in microseconds since 1970; for several ascending ones, of which none may come after the head. */
    public LongVector instantsOf(LongVector ascendingTxs) {
        return times().instantsOf(ascendingTxs);
    }

    private TransactionTimes times() {
        return new TransactionTimes(head, newest);
    }

    /**
     * The snapshot after one more transaction, in memory: nothing is stored.
     *
     * @throws IllegalStateException on a past state
     */
    public Snapshot with(Transaction transaction) {
        if (isPast()) {
            throw new IllegalStateException("A past state cannot be continued");
        }
        Head next = head.then(transaction);
        return new Snapshot(next, nodes, newest.then(transaction.datoms(), next.schema()), new PastStates());
    }

    /** The snapshot of a newer head of the same branch, sharing what is known already where that head adds little to the tail. */
    public Snapshot advanceTo(Head newer) {
        long added = newer.tx() - head.tx();
        boolean sameFlush =
                newer.flushedHash().equals(head.flushedHash()) && newer.roots().equals(head.roots()) && !isPast();
        if (sameFlush && added >= 0 && added <= MAX_STEPS) {
            int known = (int) (head.tx() - head.flushedTx());
            CommitHash hash = head.hash();
            LayeredIndexes advanced = newest;
            for (Transaction transaction :
                    newer.tail().subList(known, newer.tail().size())) {
                hash = hash.then(transaction.encode());
                advanced = advanced.then(transaction.datoms(), newer.schema());
            }
            if (hash.equals(newer.hash())) {
                boolean keepsRoots = newer.rootsSince() == head.rootsSince();
                return new Snapshot(newer, nodes, advanced, keepsRoots ? past.copy() : new PastStates());
            }
        }
        return new Snapshot(newer, nodes);
    }

    /** The trees as of the last flush of the head, without its tail; for checking and copying a store. */
    public Tree tree(Index index) {
        return newest.tree(index);
    }

    LayeredIndexes newest() {
        return newest;
    }

    NodeReader nodes() {
        return nodes;
    }
}
