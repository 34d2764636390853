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
 *
 * <p>A request that breaks a rule only after others of its group is refused when those are durable: until then nobody may be told of them.
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
                Throwable failure;
                boolean again;
                try {
                    if (tryOnce()) {
                        return;
                    }
                    failure = movedHead();
                    again = backoff.pauseBriefly();
                } catch (RuntimeException | Error e) {
                    failure = e;
                    counted.forget();
                    again = Retries.mayPass(e) && backoff.pause();
                }
                if (!again) {
                    giveUp(failure);
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
            } catch (RuntimeException | Error e) {
                unknown = wasUnknown || Retries.leavesOpen(e);
                throw e;
            }
            return isDoneAfterRefusal(wasUnknown);
        }

        /** Until the head has been read the outcome is unknown: a refusal alone does not prove that nothing was applied. */
        private boolean isDoneAfterRefusal(boolean wasUnknown) {
            unknown = true;
            try {
                if (isSettled(counted.refresh())) {
                    return true;
                }
            } catch (CairnException e) {
                unknown = wasUnknown || !Retries.isVanished(e);
                throw e;
            }
            unknown &= wasUnknown;
            return false;
        }

        private Attempt prepare(BranchHead.Known base) {
            List<Attempt.Entry> entries = new ArrayList<>();
            List<Attempt.Refusal> refusals = new ArrayList<>();
            Snapshot after = counted.counted(base.snapshot());
            TailChanges tail = tails.of(after.head()).layer();
            for (Request request : List.copyOf(open)) {
                Prepared prepared;
                try {
                    Stamp stamp = Stamp.after(after, settings.clock().instant(), request.nonce());
                    prepared = Preparation.prepare(after, tail, request.transact(), stamp);
                } catch (RuntimeException | Error e) {
                    Attempt.Refusal refusal = refusal(request, e);
                    if (entries.isEmpty()) {
                        refuse(refusal);
                    } else {
                        refusals.add(refusal);
                    }
                    continue;
                }
                after = after.with(prepared.transaction());
                tail.apply(prepared.transaction(), after.schema());
                entries.add(new Attempt.Entry(request, prepared, after.uncounted()));
            }
            List<StoredNode> nodes = new ArrayList<>();
            if (!entries.isEmpty() && settings.bounds().passedBy(after.head())) {
                after = Flusher.flush(after, nodes::add);
            }
            return new Attempt(base, after.uncounted(), nodes, entries, refusals);
        }

        /** A request that broke a rule or whose function failed; a failure of the store is no fault of a request. */
        private static Attempt.Refusal refusal(Request request, Throwable reason) {
            if (reason instanceof CairnException failure && failure.code() == ErrorCode.STORE_FAILED) {
                throw failure;
            }
            return new Attempt.Refusal(request, reason);
        }

        private void refuse(Attempt.Refusal refusal) {
            open.remove(refusal.request());
            refusal.request().result().completeExceptionally(refusal.reason());
        }

        /** Tells every caller why it failed, unless a last look finds that it did not. */
        private void giveUp(Throwable failure) {
            if (unknown && isSettledAtLast()) {
                return;
            }
            open.forEach(request -> request.result().completeExceptionally(explained(request, failure)));
        }

        private boolean isSettledAtLast() {
            try {
                return Retries.lastLook(settings, () -> isSettled(counted.refresh()));
            } catch (RuntimeException | Error e) {
                return false;
            }
        }

        private Throwable explained(Request request, Throwable failure) {
            if (unknown && sent != null && sent.has(request)) {
                return unresolved(failure);
            }
            boolean open = failure instanceof CairnException e && e.code().kind() == ErrorKind.UNKNOWN_OUTCOME;
            return unknown || open ? undone(failure) : failure;
        }

        private CairnException movedHead() {
            return new CairnException(
                    ErrorCode.HEAD_MOVED,
                    "Other writers moved the head of \"%s\" again and again for %s; try again"
                            .formatted(head.store().displayUri(), settings.retryDeadline()));
        }

        private CairnException undone(Throwable cause) {
            return new CairnException(
                    ErrorCode.STORE_FAILED,
                    "The transaction was not committed to \"%s\", whose answers got lost; try again"
                            .formatted(head.store().displayUri()),
                    cause);
        }

        private CairnException unresolved(Throwable cause) {
            return new CairnException(
                    ErrorCode.OUTCOME_UNKNOWN,
                    "It is not known whether the transaction was committed to \"%s\"; read the database before it is sent again"
                            .formatted(head.store().displayUri()),
                    cause);
        }
    }
}
