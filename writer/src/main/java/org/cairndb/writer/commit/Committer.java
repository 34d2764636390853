package org.cairndb.writer.commit;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.error.ErrorKind;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Flusher;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.writer.tx.Preparation;
import org.cairndb.writer.tx.Prepared;
import org.cairndb.writer.tx.Stamp;
import org.cairndb.writer.tx.TailChanges;
import org.jspecify.annotations.Nullable;

/**
 * Makes one group of transactions durable by one head swap.
 *
 * <p>A lost race means: read the head again, validate again, run functions again. After a lost answer the head may hold the group already, or may come to
 * hold it later, as long as it still has the version that the group was sent against. So the head is read and searched for the group's nonce before
 * anything else, and while the version is unchanged the very same transactions are sent again: whichever of the two swaps arrives first wins and the other
 * is refused, because a version never comes back.
 *
 * <p>A refusal may itself be the answer to a request that something between here and the store sent twice, of which the first was applied. So a group that
 * was refused is searched for like one whose answer was lost.
 */
final class Committer {
    private final BranchHead head;
    private final CommitSettings settings;
    private final TailCache tails = new TailCache();

    Committer(BranchHead head, CommitSettings settings) {
        this.head = head;
        this.settings = settings;
    }

    /** Completes the result of every request. Not thread-safe. */
    void commit(List<Request> group) {
        new Round(group).run();
    }

    /** The tries of one group. */
    private final class Round {
        private final List<Request> open;
        private final Backoff backoff = new Backoff(settings.retryDeadline(), settings.random());
        /** The last try that was sent, until the head says that it can no longer take effect. */
        private @Nullable Attempt sent;
        /** Whether a failure now would leave open what became of that try. */
        private boolean unknown;

        private final BranchHead counted = head.countedBy(new RequestCounter());

        Round(List<Request> group) {
            this.open = new ArrayList<>(group);
        }

        void run() {
            while (!open.isEmpty()) {
                CairnException failure;
                boolean again;
                try {
                    if (tryOnce()) {
                        return;
                    }
                    failure = movedHead();
                    again = backoff.pauseBriefly();
                } catch (CairnException e) {
                    failure = e;
                    counted.forget();
                    boolean retry =
                            e.code().kind() == ErrorKind.RETRY || e.code().kind() == ErrorKind.UNKNOWN_OUTCOME;
                    again = retry && backoff.pause();
                }
                if (!again) {
                    fail(unknown ? unresolved(failure) : failure);
                    return;
                }
            }
        }

        /** Whether the group is done; false if another writer was first. */
        private boolean tryOnce() {
            BranchHead.Known current = counted.known();
            if (isSettled(current)) {
                return true;
            }
            Attempt attempt = sent != null ? sent : prepare(current);
            if (attempt.entries().isEmpty()) {
                return true;
            }
            if (!attempt.nodes().isEmpty()) {
                counted.putNodes(attempt.nodes());
            }
            return swap(attempt);
        }

        /** Whether a head holds the try that was sent; where it never can, the try is forgotten. */
        private boolean isSettled(BranchHead.Known current) {
            Attempt last = sent;
            if (last == null) {
                return false;
            }
            if (last.isIn(current.snapshot())) {
                last.acknowledge(counted.requests());
                return true;
            }
            if (!last.base().isSameAs(current)) {
                sent = null;
                unknown = false;
            }
            return false;
        }

        private boolean swap(Attempt attempt) {
            boolean wasUnknown = unknown;
            sent = attempt;
            try {
                if (counted.swap(attempt.base(), attempt.after())) {
                    attempt.acknowledge(counted.requests());
                    return true;
                }
            } catch (CairnException e) {
                unknown = wasUnknown || e.code().kind() == ErrorKind.UNKNOWN_OUTCOME;
                throw e;
            }
            // Until the head has been read: a refusal alone does not prove that nothing was applied.
            unknown = true;
            if (isSettled(counted.refresh())) {
                return true;
            }
            unknown &= wasUnknown;
            return false;
        }

        private Attempt prepare(BranchHead.Known base) {
            List<Attempt.Entry> entries = new ArrayList<>();
            Snapshot after = counted.counted(base.snapshot());
            TailChanges tail = tails.of(after.head()).layer();
            for (Request request : List.copyOf(open)) {
                try {
                    Stamp stamp = Stamp.after(after, settings.clock().instant(), request.nonce());
                    Prepared prepared = Preparation.prepare(after, tail, request.transact(), stamp);
                    after = after.with(prepared.transaction());
                    tail.apply(prepared.transaction(), after.schema());
                    entries.add(new Attempt.Entry(request, prepared, after.uncounted()));
                } catch (RuntimeException | StackOverflowError e) {
                    if (e instanceof CairnException failure && failure.code() == ErrorCode.STORE_FAILED) {
                        throw failure;
                    }
                    open.remove(request);
                    request.result().completeExceptionally(e);
                }
            }
            if (entries.isEmpty() || !settings.bounds().passedBy(after.head())) {
                return new Attempt(base, after.uncounted(), List.of(), entries);
            }
            List<StoredNode> nodes = new ArrayList<>();
            Snapshot flushed = Flusher.flush(after, nodes::add);
            return new Attempt(base, flushed.uncounted(), nodes, entries);
        }

        private void fail(CairnException failure) {
            open.forEach(request -> request.result().completeExceptionally(failure));
        }

        private CairnException movedHead() {
            return new CairnException(
                    ErrorCode.HEAD_MOVED,
                    "Other writers moved the head of \"%s\" again and again for %s; try again"
                            .formatted(head.store().displayUri(), settings.retryDeadline()));
        }

        private CairnException unresolved(CairnException cause) {
            return new CairnException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "It is not known whether the transaction was committed to \"%s\"; read the database before it is sent again"
                            .formatted(head.store().displayUri()),
                    cause);
        }
    }
}
