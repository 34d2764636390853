package org.cairndb.writer.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.BranchStart;
import org.cairndb.storage.snapshot.CommitChain;
import org.cairndb.storage.snapshot.CommonAncestor;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Versions;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.writer.commit.BranchHead;
import org.cairndb.writer.commit.CommitQueue;
import org.cairndb.writer.commit.CommitSettings;
import org.cairndb.writer.commit.ExclusiveCommit;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.TempId;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;

/** Merges versions into the branch of a writer. Safe for several threads. */
public final class Merger {
    private final CommitQueue queue;
    private final BranchHead head;
    private final CommitSettings settings;
    private final Function<Transact, TxReport> commit;

    /** Merges into a branch through the queue of its writer, and commits as the writer does. */
    public Merger(CommitQueue queue, BranchHead head, CommitSettings settings, Function<Transact, TxReport> commit) {
        this.queue = queue;
        this.head = head;
        this.settings = settings;
        this.commit = commit;
    }

    /**
     * Merges.
     *
     * @throws CairnException NO_SUCH_DATABASE if there is no such version, SCHEMA_CONFLICT if both sides define or alter an attribute in different ways,
     *     OPTION_INVALID if only a fast-forward was asked for and is not possible, and whatever a commit throws
     */
    public MergeReport merge(Merge merge) {
        Snapshot source = Versions.resolve(head.refresh().snapshot(), merge.version());
        while (true) {
            BranchHead.Known known = head.refresh();
            Snapshot target = known.snapshot();
            long ancestor = CommonAncestor.of(target, source);
            if (ancestor == source.tx() || MergeBase.of(target, source).isAll(source)) {
                return new MergeReport(MergeReport.Outcome.UP_TO_DATE, List.of(), target, 0);
            }
            if (ancestor < target.tx() || !merge.mayFastForward()) {
                requireMerge(merge, source, target);
                return committed(merge, source);
            }
            Optional<Snapshot> forwarded = fastForward(known, source);
            if (forwarded.isPresent()) {
                return new MergeReport(MergeReport.Outcome.FAST_FORWARDED, List.of(), forwarded.get(), 0);
            }
        }
    }

    private static void requireMerge(Merge merge, Snapshot source, Snapshot target) {
        if (merge.isFastForwardOnly()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "Branch \"%s\" has commits that %s lacks, so it cannot be fast-forwarded; merge without that condition"
                            .formatted(
                                    target.head().branch(),
                                    BranchNames.described(source.head().branch())));
        }
    }

    private MergeReport committed(Merge merge, Snapshot source) {
        Transact.Builder transaction = Transact.builder().call(before -> operations(merge, source, before));
        merge.metadata().forEach(transaction::metadata);
        try {
            TxReport report = commit.apply(transaction.build());
            long datoms = report.batch().size();
            return new MergeReport(MergeReport.Outcome.MERGED, List.of(), report.snapshot(), datoms);
        } catch (MergeConflicts e) {
            Snapshot target = head.known().snapshot();
            return new MergeReport(MergeReport.Outcome.CONFLICTS, e.conflicts(), target, 0);
        }
    }

    private static List<Operation> operations(Merge merge, Snapshot source, Snapshot target) {
        ThreeWay result = new ThreeWay(MergeBase.of(target, source), source, target, merge);
        if (!result.conflicts().isEmpty()) {
            throw new MergeConflicts(result.conflicts());
        }
        List<Operation> operations = new ArrayList<>(result.operations());
        String name = source.head().branch();
        operations.add(Operation.add(
                TempId.CURRENT_TX, MergeBase.BRANCH, BranchNames.isTag(name) ? BranchNames.tagOf(name) : name));
        operations.add(Operation.add(TempId.CURRENT_TX, MergeBase.TX, source.tx()));
        operations.add(Operation.add(TempId.CURRENT_TX, MergeBase.HASH, hash(source)));
        return operations;
    }

    private static String hash(Snapshot source) {
        return CommitChain.hashAt(source, source.tx()).hex();
    }

    /** The target with the commits of the source, unless somebody commits to it meanwhile. It goes on giving ids of its own. */
    private Optional<Snapshot> fastForward(BranchHead.Known known, Snapshot source) {
        Head before = known.snapshot().head();
        List<StoredNode> nodes = new ArrayList<>();
        Head next = BranchStart.head(source, before.branch(), nodes::add)
                .withNextIds(before.nextEntity(), before.nextAttribute());
        Snapshot after = source.advanceTo(next);
        long nonce = (Long) source.value(EntityIds.ofTx(source.tx()), SystemAttributes.TX_NONCE)
                .orElseThrow();
        try (ExclusiveCommit exclusive = new ExclusiveCommit(queue, head, settings)) {
            head.putNodes(nodes);
            return exclusive.replace(known, after, nonce) ? Optional.of(after) : Optional.empty();
        }
    }
}
