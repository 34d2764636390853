package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/**
 * Finds where two snapshots of one database parted: on two branches, or in two stores that were copies of each other.
 *
 * <p>Snapshots whose heads have equal commit hashes are compared without any read. Otherwise the newest flush record that both have is searched by bisection
 * in COMMITS, which two branches share up to where they parted, and from there on the few transactions of LOG are compared until two differ. A transaction
 * carries a nonce, so equal ones behind equal hashes are the same.
 */
public final class CommonAncestor {
    private final Snapshot one;
    private final Snapshot other;

    /** The last transaction that a flush put into the trees, with its hash. */
    private record Flush(long tx, CommitHash hash) {
        static final Flush NONE = new Flush(0, CommitHash.GENESIS);
    }

    private CommonAncestor(Snapshot one, Snapshot other) {
        this.one = one;
        this.other = other;
    }

    /**
     * The last transaction that both snapshots have, 0 if they have none in common; neither branch nor store need be the same.
     *
     * @throws CairnException OPTION_INVALID if the snapshots are of different databases
     */
    public static long of(Snapshot one, Snapshot other) {
        return upTo(Long.MAX_VALUE, one, other);
    }

    /** The last transaction up to one that both snapshots have. */
    static long upTo(long tx, Snapshot one, Snapshot other) {
        if (!one.head().databaseId().equals(other.head().databaseId())) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "\"%s\" and \"%s\" hold different databases; only branches and copies of one database can be compared"
                            .formatted(one.store().displayUri(), other.store().displayUri()));
        }
        return new CommonAncestor(one, other).find(Math.min(tx, Math.min(one.tx(), other.tx())));
    }

    private long find(long limit) {
        if (limit == 0 || one.head().hash().equals(other.head().hash())) {
            return limit;
        }
        long flushed = lastSharedFlush();
        return flushed >= limit ? limit : lastSharedAfter(flushed, limit);
    }

    /** Bisects between a transaction at which the last flush before it is shared, and one at which it is not. */
    private long lastSharedFlush() {
        long shared = 0;
        long low = 0;
        long high = Math.min(one.head().flushedTx(), other.head().flushedTx()) + 1;
        long probe = high - 1;
        while (low < high - 1) {
            Flush ofOne = lastFlush(one, probe);
            Flush ofOther = lastFlush(other, probe);
            if (ofOne.equals(ofOther)) {
                low = probe;
                shared = ofOne.tx();
            } else {
                high = Math.max(ofOne.tx(), ofOther.tx());
            }
            probe = (low + high) >>> 1;
        }
        return shared;
    }

    private static Flush lastFlush(Snapshot snapshot, long tx) {
        Head head = snapshot.head();
        if (tx >= head.flushedTx()) {
            return new Flush(head.flushedTx(), head.flushedHash());
        }
        KeyRange until = KeyRange.ofEntities(0, tx + 1);
        try (DatomCursor records = snapshot.newest().cursor(Index.COMMITS, until, Direction.BACKWARD)) {
            if (records.next()) {
                FlushRecord record = FlushRecord.read(records.batch(), records.to() - 1);
                return new Flush(record.tx(), record.hash());
            }
            return Flush.NONE;
        }
    }

    /** Compares transactions one after another from the first that is not known to be shared. */
    private long lastSharedAfter(long shared, long limit) {
        try (DatomCursor log = one.log(shared + 1, limit + 1);
                DatomCursor otherLog = other.log(shared + 1, limit + 1)) {
            LogPosition left = new LogPosition(log);
            LogPosition right = new LogPosition(otherLog);
            while (left.isInside() && right.isInside()) {
                int count = left.equalDatoms(right);
                if (count == 0) {
                    break;
                }
                left.skip(count);
                right.skip(count);
            }
            return Math.min(limit, Math.min(left.tx(), right.tx()) - 1);
        }
    }

    /** A place in LOG that moves on. */
    private static final class LogPosition {
        private final DatomCursor cursor;
        private boolean isInside;
        private int position;

        LogPosition(DatomCursor cursor) {
            this.cursor = cursor;
            advance();
        }

        private void advance() {
            isInside = cursor.next();
            position = cursor.from();
        }

        boolean isInside() {
            return isInside;
        }

        /** The transaction here; beyond every other at the end. */
        long tx() {
            return isInside ? cursor.batch().tx(position) : Long.MAX_VALUE;
        }

        void skip(int count) {
            position += count;
            if (position == cursor.to()) {
                advance();
            }
        }

        /** How many datoms from here on are the same as those from another place on, as far as both slices go. */
        int equalDatoms(LogPosition other) {
            int most = Math.min(cursor.to() - position, other.cursor.to() - other.position);
            if (cursor.batch() == other.cursor.batch() && position == other.position) {
                return most;
            }
            int count = 0;
            while (count < most && isSame(position + count, other.cursor.batch(), other.position + count)) {
                count++;
            }
            return count;
        }

        private boolean isSame(int at, DatomBatch others, int otherAt) {
            DatomBatch datoms = cursor.batch();
            ValueVector values = datoms.vector(at);
            ValueVector otherValues = others.vector(otherAt);
            return datoms.tx(at) == others.tx(otherAt)
                    && datoms.entity(at) == others.entity(otherAt)
                    && datoms.attribute(at) == others.attribute(otherAt)
                    && datoms.added(at) == others.added(otherAt)
                    && values.physical() == otherValues.physical()
                    && values.compare(datoms.slot(at), otherValues, others.slot(otherAt)) == 0;
        }
    }
}
