package org.cairndb.storage.snapshot;

import java.util.Map;
import java.util.function.IntPredicate;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.ChangeWindow.Side;

/**
 * The net changes that lead from one state of a database to another, read from LOG: datoms that only the second state holds as additions, and datoms that
 * only the first holds as retractions. What was added and taken back again on the way does not show, and datoms of transaction entities are left out.
 * Attributes have the ids of the second state, also where the first knows one of the same ident and type by another id.
 *
 * <p>Changes come in batches in the order of EAVT whose {@link DatomBatch#added} tells additions from retractions; all changes of an entity are in one batch.
 * Values of attributes without history are among them, since LOG keeps these too. Only transactions after the common ancestor of the two states are read:
 * once, unless they change more than fits into memory, in which case they are read again for each further range of entities. Not thread-safe.
 */
public final class Changes {
    private static final Options DEFAULTS = new Options(attribute -> true, () -> {}, 64 << 20);

    private final Map<Side, LogRange> sides;
    private final Options options;
    private long nextEntity;
    private DatomBatch batch = DatomBatch.empty(Index.EAVT);

    /**
     * How to read them.
     *
     * @param attributes those whose changes are wanted
     * @param beforeRead called before each piece of LOG; whatever it throws ends the reading
     * @param maxBytes about how many bytes of operations are held at a time, before they are sorted
     */
    record Options(IntPredicate attributes, Runnable beforeRead, long maxBytes) {}

    private Changes(Map<Side, LogRange> sides, Options options) {
        this.sides = Map.copyOf(sides);
        this.options = options;
    }

    /** What a snapshot has changed since a transaction of its own, which may be 0. */
    public static Changes since(long ancestor, Snapshot snapshot) {
        return new Changes(
                Map.of(Side.DONE, new LogRange(snapshot, ancestor, snapshot.tx(), AttributeMatch.SAME)), DEFAULTS);
    }

    /**
     * What leads from one snapshot to another, of any branch or copy of one database, in whichever direction time goes.
     *
     * @throws org.cairndb.storage.error.CairnException OPTION_INVALID if the snapshots are of different databases
     */
    public static Changes between(Snapshot from, Snapshot to) {
        return between(from, from.tx(), to, to.tx());
    }

    /**
     * The same between states at transactions of two snapshots, which need not be opened as snapshots of their own.
     *
     * @throws org.cairndb.storage.error.CairnException OPTION_INVALID if the snapshots are of different databases
     */
    public static Changes between(Snapshot from, long fromTx, Snapshot to, long toTx) {
        long ancestor = CommonAncestor.upTo(Math.min(fromTx, toTx), from, to);
        AttributeMatch match = AttributeMatch.between(from.schema(), to.schema());
        Map<Side, LogRange> sides = Map.of(
                Side.UNDONE, new LogRange(from, ancestor, fromTx, match),
                Side.DONE, new LogRange(to, ancestor, toTx, AttributeMatch.SAME));
        return new Changes(sides, DEFAULTS);
    }

    /** The changes of some attributes only; to be called before the first batch. */
    public Changes only(IntPredicate attributes) {
        return new Changes(sides, new Options(attributes, options.beforeRead, options.maxBytes));
    }

    /** The same changes with something to do before each piece of LOG is read, such as a look whether to go on; to be called before the first batch. */
    public Changes beforeRead(Runnable action) {
        return new Changes(sides, new Options(options.attributes, action, options.maxBytes));
    }

    /** The same changes with about so many bytes of them in memory at a time, if that is less than without; to be called before the first batch. */
    public Changes holding(long maxBytes) {
        long least = Math.min(options.maxBytes, maxBytes);
        return new Changes(sides, new Options(options.attributes, options.beforeRead, least));
    }

    /** Moves to the next batch, which is not empty; false at the end. */
    public boolean next() {
        while (nextEntity < EntityIds.TX_BASE && !sides.values().stream().allMatch(LogRange::isEmpty)) {
            ChangeWindow window = new ChangeWindow(nextEntity, options);
            sides.forEach((side, log) -> log.read(window, side));
            nextEntity = window.end();
            batch = NetChanges.between(window.take(Side.UNDONE), window.take(Side.DONE));
            if (batch.size() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The current batch. */
    public DatomBatch batch() {
        return batch;
    }
}
