package org.cairndb.writer.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Changes;
import org.cairndb.storage.snapshot.CommitChain;
import org.cairndb.storage.snapshot.CommonAncestor;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * The state that both sides of a merge come from: what the last merge between the two took over, in either direction, or else where they parted.
 *
 * @param line the side on which it is: the source, or the target if that was merged into the source last
 * @param tx its transaction there
 */
record MergeBase(Snapshot line, long tx) {
    /** Metadata of a merging transaction. */
    static final String BRANCH = "tx/merged_branch";

    static final String TX = "tx/merged_tx";
    static final String HASH = "tx/merged_hash";

    /**
     * A merge that took over a state.
     *
     * @param merged the transaction that was taken over
     * @param at the transaction that did so, on the other side
     */
    private record Past(long merged, long at) {}

    static MergeBase of(Snapshot target, Snapshot source) {
        long ancestor = CommonAncestor.of(target, source);
        Optional<Past> fromSource = last(target, source, ancestor);
        Optional<Past> fromTarget = last(source, target, ancestor);
        if (fromTarget.isPresent() && isNewer(fromTarget.get(), fromSource)) {
            return new MergeBase(target, fromTarget.get().merged());
        }
        long tx = fromSource.map(Past::merged).orElse(ancestor);
        if (tx == 0) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "Branch \"%s\" has no transaction in common with \"%s\", so they cannot be merged"
                            .formatted(source.head().branch(), target.head().branch()));
        }
        return new MergeBase(source, tx);
    }

    /** Whether what the source took from the target holds all that the target took from the source before. */
    private static boolean isNewer(Past fromTarget, Optional<Past> fromSource) {
        return fromSource
                .filter(past -> past.merged() >= fromTarget.at() || past.at() > fromTarget.merged())
                .isEmpty();
    }

    /** The newest transaction after {@code ancestor} of one side that the other has merged. */
    private static Optional<Past> last(Snapshot into, Snapshot from, long ancestor) {
        Optional<Attribute> txs = into.schema().find(TX);
        Optional<Attribute> hashes = into.schema().find(HASH);
        if (txs.isEmpty() || hashes.isEmpty()) {
            return Optional.empty();
        }
        List<Datom> merges = new ArrayList<>(
                into.datoms(Index.AEVT, KeyRange.ofAttribute(txs.get().id())));
        merges.removeIf(datom -> mergedTx(datom) <= ancestor || mergedTx(datom) > from.tx());
        merges.sort(Comparator.comparingLong(MergeBase::mergedTx).reversed());
        for (Datom merge : merges) {
            String hash = CommitChain.hashAt(from, mergedTx(merge)).hex();
            if (into.value(merge.entity(), hashes.get()).filter(hash::equals).isPresent()) {
                return Optional.of(new Past(mergedTx(merge), merge.entity() - EntityIds.TX_BASE));
            }
        }
        return Optional.empty();
    }

    private static long mergedTx(Datom datom) {
        return (Long) datom.value();
    }

    /** Whether the source has nothing that the target lacks. */
    boolean isAll(Snapshot source) {
        return line.head().hash().equals(source.head().hash()) && tx == source.tx();
    }

    Schema schema() {
        return line.asOf(tx).schema();
    }

    /** What the source has changed since. */
    Changes changes(Snapshot source) {
        return Changes.between(line, tx, source, source.tx());
    }
}
